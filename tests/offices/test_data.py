"""What the migration brings: the 53 places, exactly as the data has them."""

import csv
import importlib

import pytest
from django.apps import apps
from django.conf import settings

from gsvo.offices.models import Office

pytestmark = pytest.mark.django_db
migration = importlib.import_module("gsvo.offices.migrations.0002_load_offices")
COLUMNS = ("key", "name", "display_name", "kind", "district_government", "plate", "tile_col", "tile_row")


def test_the_53_offices_are_there_as_the_data_has_them():
    with (settings.BASE_DIR / "gsvo/offices/data/offices.csv").open(newline="", encoding="utf-8") as file:
        expected = sorted(tuple(row[name] for name in COLUMNS) for row in csv.DictReader(file))
    found = sorted(tuple(str(value) for value in row) for row in Office.objects.values_list(*COLUMNS))
    assert len(found) == 53
    assert found == expected


def test_no_office_is_named_publicly_before_it_agreed():
    assert not Office.objects.filter(is_named_publicly=True).exists()


def test_loading_again_changes_nothing():
    before = list(Office.objects.order_by("pk").values())
    migration.load(apps, None)
    assert list(Office.objects.order_by("pk").values()) == before


def test_the_way_back_leaves_none():
    migration.unload(apps, None)
    assert not Office.objects.exists()
