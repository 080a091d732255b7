"""The table of what is deleted when names every text of every model once, and what it says is true."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from gsvo.retention import rules
from gsvo.retention.impersonal import IMPERSONAL
from gsvo.retention.management.commands import write_retention_table
from gsvo.retention.rules import all_rules
from gsvo.retention.table import KINDS
from tests.helpers.source_tree import ROOT

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=11 * 366)


def test_every_text_field_stands_in_the_table_once(db):
    named = [
        (label, name)
        for columns in _each_once(row.columns for row in [*KINDS.values(), *IMPERSONAL])
        for label, names in columns.items()
        for name in names.split()
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


def _each_once(all_columns):
    """Return each object once: kinds that keep the same columns share one."""
    return {id(columns): columns for columns in all_columns}.values()


def test_every_rule_reaches_all_that_its_row_names(db):
    for rule in all_rules():
        reached = set(rule.reach) | set(rule.gone)
        assert reached <= set(rule.fields), rule.kind
        if rule.kind != "draft":  # deleted as a whole
            assert reached == set(rule.fields), rule.kind


def test_the_document_says_what_the_tables_say():
    call_command("write_retention_table", "--check")


def test_the_document_gives_the_defaults_of_the_settings():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    document = write_retention_table.DOCUMENT.read_text(encoding="utf-8")
    defaults = re.findall(r"^#(KEEP_\w+_DAYS)=(\d+)$", example, re.MULTILINE)

    assert {setting for setting, _days in defaults} == {kind.term.setting for kind in KINDS.values()}
    assert [pair for pair in defaults if "`{}` ({})".format(*pair) not in document] == []


def test_a_changed_term_makes_the_document_stale_until_it_is_written(settings, tmp_path, monkeypatch):
    document = tmp_path / "data-protection.md"
    document.write_text(write_retention_table.DOCUMENT.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(write_retention_table, "DOCUMENT", document)
    settings.KEEP_FEEDBACK_DAYS = 91
    with pytest.raises(CommandError, match="stale"):
        call_command("write_retention_table", "--check")

    call_command("write_retention_table")

    call_command("write_retention_table", "--check")
    assert "`KEEP_FEEDBACK_DAYS` (91)" in document.read_text(encoding="utf-8")


def test_a_document_that_lost_its_mark_is_not_overwritten(tmp_path, monkeypatch):
    document = tmp_path / "data-protection.md"
    document.write_text("# Data protection\n", encoding="utf-8")
    monkeypatch.setattr(write_retention_table, "DOCUMENT", document)

    with pytest.raises(CommandError, match="has lost its line"):
        call_command("write_retention_table")

    assert document.read_text(encoding="utf-8") == "# Data protection\n"


@pytest.mark.parametrize("lost", [{"feedback"}, set(KINDS)], ids=["a row", "all rows"])
def test_without_its_row_in_the_table_nothing_is_deleted_and_somebody_notices(lost, monkeypatch):
    monkeypatch.setattr(rules, "KINDS", {name: kind for name, kind in KINDS.items() if name not in lost})

    with pytest.raises(LookupError, match="feedback"):
        all_rules()
