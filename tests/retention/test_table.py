"""The table of docs/data-protection.md names every text of every model once, and what it says is true."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import models

from gsvo.retention import table
from gsvo.retention.rules import all_rules

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=11 * 366)


def test_every_text_field_stands_in_the_table_once(db):
    named = [
        (label, name)
        for fields in [*(kind.fields for kind in _with_own_fields()), table.impersonal()]
        for label, names in fields.items()
        for name in names
    ]
    texts = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField,
             models.GenericIPAddressField)  # fmt: skip
    there = [
        (model._meta.label, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, texts)
    ]
    assert sorted(named) == sorted(there)


def _with_own_fields():
    seen = []
    for kind in table.kinds().values():
        if kind.fields not in [other.fields for other in seen]:
            seen.append(kind)
    return seen


def test_every_rule_reaches_all_that_its_row_names(db):
    for rule in all_rules():
        reached = set(rule.reach) | set(rule.gone)
        assert reached <= set(rule.term.fields), rule.kind
        if rule.kind != "draft":  # deleted as a whole
            assert reached == set(rule.term.fields), rule.kind


def test_the_table_gives_the_defaults_of_the_settings(db):
    for kind in table.kinds().values():
        assert f"({kind.days})" in kind.term_in_words, kind.name


@pytest.mark.parametrize("lost", ["| `feedback` |", "## What is deleted when"], ids=["a row", "the heading"])
def test_without_its_row_in_the_table_nothing_is_deleted_and_somebody_notices(lost, tmp_path, monkeypatch):
    text = table.PATH.read_text(encoding="utf-8")
    path = tmp_path / "data-protection.md"
    path.write_text("\n".join(line for line in text.splitlines() if lost not in line), encoding="utf-8")
    monkeypatch.setattr(table, "PATH", path)
    table.kinds.cache_clear()
    try:
        with pytest.raises(LookupError, match="feedback"):
            all_rules()
    finally:
        monkeypatch.undo()
        table.kinds.cache_clear()
