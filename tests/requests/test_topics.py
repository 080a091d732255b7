"""The topics that come by migration."""

import importlib

import pytest
from django.apps import apps

from requests.models import Topic

pytestmark = pytest.mark.django_db
migration = importlib.import_module("requests.migrations.0002_load_topics")


def test_the_ten_topics_are_offered_in_order():
    assert list(Topic.objects.filter(is_offered=True).values_list("name", flat=True)) == migration.TOPICS
    assert len(migration.TOPICS) == 10


def test_loading_again_keeps_what_gib_changed():
    Topic.objects.filter(name="Berufskolleg").update(position=99, is_offered=False)
    migration.load(apps, None)
    assert Topic.objects.values_list("position", "is_offered").get(name="Berufskolleg") == (99, False)
    assert Topic.objects.count() == 10


def test_the_way_back_leaves_none():
    migration.unload(apps, None)
    assert not Topic.objects.exists()
