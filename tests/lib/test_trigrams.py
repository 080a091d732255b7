"""The indexes for searches: there on PostgreSQL, missed by nobody elsewhere, and no reason to stop."""

import pytest
from django.contrib.postgres.operations import TrigramExtension
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gsvo.lib import trigrams
from requests.models import SupportRequest

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TABLES = {"requests_supportrequest", "outbox_outgoingmail"}


def indexed():
    """The tables that have such an index."""
    with connection.cursor() as cursor:
        return {
            table
            for table in connection.introspection.table_names(cursor)
            for name in connection.introspection.get_constraints(cursor, table)
            if name.endswith("_trigrams")
        }


def drop(model):
    with connection.schema_editor() as editor:
        editor.remove_index(model, trigrams._index_of(model))


def test_migrations_add_them():
    assert indexed() == TABLES


def test_the_command_adds_what_is_missing(capsys):
    drop(SupportRequest)

    call_command("rebuild_search")

    assert indexed() == TABLES
    assert "Index: requests_supportrequest\n" in capsys.readouterr().out
    call_command("rebuild_search")
    assert "Index: " not in capsys.readouterr().out


def test_a_database_that_refuses_the_extension_does_without(monkeypatch, caplog):
    drop(SupportRequest)

    def refuse(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT permission_denied()")

    monkeypatch.setattr(TrigramExtension, "database_forwards", refuse)
    assert trigrams.add_missing() == []

    assert indexed() == TABLES - {"requests_supportrequest"}
    assert "docs/operations.md" in caplog.text
    monkeypatch.undo()
    assert trigrams.add_missing() == ["requests_supportrequest"]


def test_a_migration_takes_its_index_back():
    with connection.schema_editor() as editor:
        state = MigrationExecutor(connection).loader.project_state()
        operation = trigrams.AddTrigramIndex("SupportRequest")
        for _again in range(2):
            operation.database_backwards("requests", editor, state, state)
        assert indexed() == TABLES - {"requests_supportrequest"}
        operation.database_forwards("requests", editor, state, state)
    assert indexed() == TABLES
