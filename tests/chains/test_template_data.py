"""What the migration brings: the actors' catalogue and version 1 of the state template."""

import csv
import importlib

import pytest
from django.apps import apps
from django.conf import settings

from chains.models import Actor, ChainTemplate, TemplateStep

pytestmark = pytest.mark.django_db
migration = importlib.import_module("chains.migrations.0002_load_template")


def _names(relation):
    return "|".join(sorted(str(row.name) for row in relation.all()))


def _sorted(text):
    return "|".join(sorted(text.split("|"))) if text else ""


def _as_row(step):
    """A step written down as the data file writes it."""
    return {
        "key": str(step.number),
        "title": step.title,
        "year_offset": str(step.year_offset),
        "window_from": f"{step.window_from:02d}",
        "window_to": f"{step.window_to:02d}",
        "anchor": step.anchor,
        "lead_actor": step.lead.name,
        "participant_actors": _names(step.participants),
        "result": step.result,
        "handover": step.handover,
        "receiver_actors": _names(step.receivers),
        "receiver_step": "|".join(str(row.number) for row in step.receiver_steps.order_by("number")),
        "form": step.form,
        "legal_basis": step.legal_basis,
        "feedback_to": str(step.feedback_to.number) if step.feedback_to else "",
    }


def test_version_1_is_published_and_marked_as_a_proposal():
    template = ChainTemplate.objects.current()
    assert (template.version, template.note) == (1, "Vorschlag, noch nicht von der G.I.B. bestätigt")


def test_the_twelve_steps_say_what_the_data_says():
    with (settings.BASE_DIR / "chains/data/chain_template.csv").open(newline="", encoding="utf-8") as file:
        expected = list(csv.DictReader(file, delimiter=";"))
    for row in expected:
        row["participant_actors"] = _sorted(row["participant_actors"])
        row["receiver_actors"] = _sorted(row["receiver_actors"])
    assert len(expected) == 12
    assert [_as_row(step) for step in TemplateStep.objects.filter(template__version=1)] == expected


def test_the_catalogue_begins_with_koko_and_has_each_actor_once():
    names = list(Actor.objects.values_list("name", flat=True))
    assert names == migration.ACTORS
    assert len(set(names)) == 29


def test_loading_again_changes_nothing():
    migration.load(apps, None)
    assert (ChainTemplate.objects.count(), TemplateStep.objects.count(), Actor.objects.count()) == (1, 12, 29)


def test_the_way_back_leaves_none():
    migration.unload(apps, None)
    assert (ChainTemplate.objects.count(), TemplateStep.objects.count(), Actor.objects.count()) == (0, 0, 0)
