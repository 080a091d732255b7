"""What a request may need and an advisor may offer. A proposal; G.I.B. edits the list in the admin."""

from django.db import migrations

TOPICS = [
    "Übergaben zwischen Schule und Berufsberatung",
    "Berufskolleg",
    "Rechtskreisübergreifende Zusammenarbeit",
    "Moderation und Gremienarbeit",
    "Datenschutz und Datenübermittlung",
    "Elternarbeit",
    "Sommer und Nachvermittlung",
    "Inklusion (KAoA-STAR)",
    "Neu zugewanderte Jugendliche",
    "Wirkung und Zahlen",
]


def load(apps, schema_editor):
    Topic = apps.get_model("requests", "Topic")
    for position, name in enumerate(TOPICS, start=1):
        Topic.objects.get_or_create(name=name, defaults={"position": position})


def unload(apps, schema_editor):
    """Takes the topics away again; the database refuses if one is in use."""
    apps.get_model("requests", "Topic").objects.filter(name__in=TOPICS).delete()


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
