"""Forged POSTs to the workplace by staff without the right: every table × every way in changes nothing.

By turns, and with LONG=1 everybody everywhere.
"""

import logging

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests.access import forge, routes, table_staff, world
from tests.access.db_guard import digest, undone, writes
from tests.helpers.long_version import LONG, sample

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WEAK = ("newcomer", "controlling", "casework")
POPUP = "?_popup=1&_to_field=id&_changelist_filters=q%3Dx"


@pytest.fixture
def here(db):
    logging.disable(logging.ERROR)
    yield world.build()
    logging.disable(logging.NOTSET)


def ways(model, pk):
    """(url, payload, which right it needs) of every way to write that Django's admin has, or had."""
    label = model._meta.label_lower
    name = f"admin:{label.replace('.', '_')}"
    form = forge.forged(model)
    rows = {"TOTAL_FORMS": "2", "INITIAL_FORMS": "1", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "9"}
    formset = {f"form-{key}": value for key, value in rows.items()}
    editable = (
        formset
        | {f"form-0-{key}": value for key, value in form.items()}
        | {"form-0-id": str(pk), "_save": "1"}
    )
    added = {f"form-1-{key}": value for key, value in form.items()}
    inlines = {
        f"{prefix}-{key}": value
        for prefix in _prefixes(model)
        for key, value in _inline(rows, form, pk).items()
    }
    selected = {"_selected_action": [str(pk)], "select_across": "1", "index": "0", "post": "yes"}
    changelist, change = reverse(f"{name}_changelist"), reverse(f"{name}_change", args=[pk])
    yield reverse(f"{name}_add"), form | inlines, "add"
    yield reverse(f"{name}_add") + POPUP, form | {"_popup": "1", "_to_field": "id", "_saveasnew": "1"}, "add"
    yield change, form | inlines | {"_save": "1"}, "change"
    yield (
        change + POPUP,
        form | {"_popup": "1", "_to_field": "id", "_saveasnew": "1", "_continue": "1"},
        "change",
    )
    yield reverse(f"{name}_delete", args=[pk]), {"post": "yes"}, "delete"
    yield reverse(f"{name}_delete", args=[pk]) + POPUP, {"post": "yes", "_popup": "1"}, "delete"
    yield changelist, editable | added, "list"
    yield changelist, selected | {"action": "delete_selected"}, "list"
    yield changelist + "?all=&e=1", selected | {"action": "export"} | editable, "list"
    yield reverse(f"{name}_history", args=[pk]), form | {"post": "yes"}, "look"


def _prefixes(model):
    """What an inline of any table that points here would be called."""
    relations = [relation for relation in model._meta.related_objects if relation.related_model]
    return {relation.get_accessor_name() for relation in relations} - {None} | {"inline"}


def _inline(rows, form, pk):
    return rows | {f"0-{key}": value for key, value in form.items()} | {"0-id": str(pk), "0-DELETE": "on"}


def test_a_forged_post_changes_nothing(here):
    before, tried, wrong = digest(), 0, []
    for position, model in enumerate(admin.site._registry):
        label = model._meta.label_lower
        look, add, change, delete = table_staff.MODELS[label]
        may = {"add": add, "change": change, "delete": delete, "look": look, "list": look}
        for turn, (url, data, need) in enumerate(ways(model, here.records[f"admin {label}"])):
            for identity in WEAK if LONG else [WEAK[(turn + position) % len(WEAK)]]:
                has_right = identity in may[need]
                if has_right and need in ("add", "change"):
                    continue  # that is their work
                tried += 1
                with undone(), writes() as done:
                    answer = here.browsers[identity].post(url, data)
                expected = (200, 302, 400, 403) if has_right else (403,)
                if done or answer.status_code not in expected:
                    wrong.append(f"{identity} {need} {url}: {answer.status_code} {sorted(set(done))}")

    assert wrong == [], "\n".join(["", *wrong])
    assert tried > 6 * len(admin.site._registry)
    assert digest() == before


def test_an_autocomplete_tells_only_what_its_asker_may_look_at(here):
    wrong, tried = [], 0
    for model in admin.site._registry:
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey | models.ManyToManyField):
                continue
            target = table_staff.MODELS.get(field.related_model._meta.label_lower)
            asked = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field.name,
            }
            for identity in sample((*WEAK, "leitung", "lead", "anonymous"), 3, *asked.values()):
                tried += 1
                answer = here.browsers[identity].get(reverse("admin:autocomplete"), {"term": "", **asked})
                if answer.status_code == 200 and identity not in (target or [()])[0]:
                    wrong.append((identity, model._meta.label, field.name))
                if answer.status_code >= 500:
                    wrong.append((identity, model._meta.label, field.name, answer.status_code))
    assert wrong == []
    assert tried > 100


def test_pages_of_the_workplace_that_write_want_their_right_as_well(here):
    """Our own pages with what they want to have: by staff without the right nothing changes."""
    rows = here.rows
    forged = forge.everything() | {"revision": str(rows["submitted"].revision), "confirm": "on", "sure": "on"}
    before, wrong = digest(), []
    for row in table_staff.PAGES:
        if row.POST is None:
            continue
        refused = [name for name, meets in row.POST.items() if meets == "refused"]
        for identity in sample(refused, 2, "forged", row.route):
            with undone(), writes() as done:
                answer = here.browsers[identity].post(routes.path_of(row, here.records), forged)
            if done or answer.status_code != 403:
                wrong.append(f"{identity} {row.route}: {answer.status_code} {sorted(set(done))}")
    assert wrong == []
    assert digest() == before
