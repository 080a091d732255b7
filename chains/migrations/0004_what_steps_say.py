"""Fill what steps say since 0003: lineages, names handed over, days that move; and whom chains are for."""

from django.db import migrations

from gsvo.lib.ids import opaque_id

TARGET_GROUPS = [
    "Abgang nach Klasse 10",
    "Abgang ohne Schulabschluss",
    "Bildungsgänge am Berufskolleg ohne Berufsabschluss",
    "Jugendliche mit Förderbedarf oder Behinderung",
    "neu Zugewanderte",
    "Schulabsente",
]
# What the first version of the template says where names are handed over (docs/adr/0052).
WITH_NAMES = ("Namen an die", "Datensatz", "nicht genutztes Angebot", "Anmeldung", "Fallführung")
BY_MAY = "bis 31. Mai"


def fill(apps, schema_editor):
    for position, name in enumerate(TARGET_GROUPS, start=1):
        apps.get_model("chains", "TargetGroup").objects.update_or_create(
            name=name, defaults={"position": position}
        )
    for step in apps.get_model("chains", "TemplateStep").objects.all():
        step.lineage = opaque_id()
        _say(step)
    for step in apps.get_model("chains", "ChainStep").objects.all():
        _say(step)


def _say(step):
    step.hands_over_names = step.handover.startswith(WITH_NAMES)
    if step.anchor == BY_MAY:
        step.anchor_day = "by_may"
    step.save()


def empty(apps, schema_editor):
    apps.get_model("chains", "TargetGroup").objects.filter(name__in=TARGET_GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [("chains", "0003_chain_parts")]
    operations = [migrations.RunPython(fill, empty)]
