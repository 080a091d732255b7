"""The 53 Koordinierungsstellen of North Rhine-Westphalia, from gsvo/offices/data/offices.csv."""

import csv
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "offices.csv"


def rows():
    with SOURCE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def load(apps, schema_editor):
    Office = apps.get_model("offices", "Office")
    for row in rows():
        Office.objects.update_or_create(key=row.pop("key"), defaults=row)


def unload(apps, schema_editor):
    """Takes the offices away again; the database refuses if one is in use."""
    Office = apps.get_model("offices", "Office")
    Office.objects.filter(key__in=[row["key"] for row in rows()]).delete()


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
