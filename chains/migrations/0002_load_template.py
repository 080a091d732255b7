"""The catalogue of actors and the first version of the state template, from chains/data/chain_template.csv."""

import csv
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "chain_template.csv"
VERSION = 1
NOTE = "Vorschlag, noch nicht von der G.I.B. bestätigt"
ACTORS = [
    "KoKo", "Schule", "Schule (StuBO)", "Schule (Klassenleitung)", "Schulsozialarbeit", "Berufskolleg",
    "Schule der Sekundarstufe II", "Schulträger", "untere Schulaufsicht", "obere Schulaufsicht (Bezirksregierung)",
    "Regionalkoordination KAoA", "Agentur für Arbeit (Berufsberatung)", "Agentur für Arbeit (Reha)", "Jobcenter",
    "Jugendamt", "Jugendberufsagentur", "Kommune", "Kommunales Integrationszentrum", "IHK", "HWK",
    "Kreishandwerkerschaft", "Arbeitgeberverband", "DGB", "Regionalagentur", "Träger", "Hochschule",
    "Integrationsfachdienst (KAoA-STAR)", "Steuerungsgremium", "Jugendliche und Eltern",
]  # fmt: skip


def load(apps, schema_editor):
    Actor = apps.get_model("chains", "Actor")
    ChainTemplate = apps.get_model("chains", "ChainTemplate")
    for position, name in enumerate(ACTORS, start=1):
        Actor.objects.update_or_create(name=name, defaults={"position": position})
    template, is_new = ChainTemplate.objects.get_or_create(
        version=VERSION, defaults={"note": NOTE, "is_published": True}
    )
    if is_new:
        load_steps(apps, template)


def load_steps(apps, template):
    TemplateStep = apps.get_model("chains", "TemplateStep")
    actors = {actor.name: actor for actor in apps.get_model("chains", "Actor").objects.all()}
    with SOURCE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    steps = {row["key"]: TemplateStep.objects.create(template=template, **plain(row, actors)) for row in rows}
    for row in rows:  # when all steps are there, they can point to each other
        step = steps[row["key"]]
        step.participants.set([actors[name] for name in entries(row["participant_actors"])])
        step.receivers.set([actors[name] for name in entries(row["receiver_actors"])])
        step.receiver_steps.set([steps[key] for key in entries(row["receiver_step"])])
        step.feedback_to = steps.get(row["feedback_to"])
        step.save()


def plain(row, actors):
    """What a step says by itself."""
    return {
        "number": int(row["key"]),
        "year_offset": int(row["year_offset"]),
        "window_from": int(row["window_from"]),
        "window_to": int(row["window_to"]),
        "lead": actors[row["lead_actor"]],
        **{name: row[name] for name in ("title", "anchor", "result", "handover", "form", "legal_basis")},
    }


def entries(text):
    return [entry.strip() for entry in text.split("|") if entry.strip()]


def unload(apps, schema_editor):
    """Takes template and catalogue away again; the database refuses if they are in use."""
    apps.get_model("chains", "TemplateStep").objects.filter(template__version=VERSION).delete()
    apps.get_model("chains", "ChainTemplate").objects.filter(version=VERSION).delete()
    apps.get_model("chains", "Actor").objects.filter(name__in=ACTORS).delete()


class Migration(migrations.Migration):
    dependencies = [("chains", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
