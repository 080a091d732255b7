"""Indexes by which PostgreSQL finds a part of a word in a long table.

They belong to no model's state: SQLite has no such thing. Where the database's account may not add the
extension that they need, the portal works without them, and searches in long lists take longer.
"""

import logging
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import TrigramExtension
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SEARCHED = (("requests", "SupportRequest"), ("outbox", "OutgoingMail"))  # the tables that grow long
COLUMN, SUFFIX = "search_text", "_trigrams"
log = logging.getLogger(__name__)


class AddTrigramIndex(Operation):
    """Migration: add the index of a searched table, on PostgreSQL and where its extension can be had."""

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the state of the models as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        add_index(schema_editor, to_state.apps.get_model(app_label, self.model_name))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if _has_index(schema_editor, model):
            schema_editor.remove_index(model, _index_of(model))

    def describe(self) -> str:
        return f"Add an index for parts of words to {self.model_name} on PostgreSQL"


def add_missing() -> Sequence[str]:
    """Add the indexes that are not there. Return the names of their tables."""
    if connection.vendor != "postgresql":
        return []
    with connection.schema_editor() as schema_editor:
        searched = [apps.get_model(*names) for names in SEARCHED]
        return [model._meta.db_table for model in searched if add_index(schema_editor, model)]


def add_index(schema_editor: BaseDatabaseSchemaEditor, model: type[models.Model]) -> bool:
    """Add a table's index. Return False where it is there already, or cannot be."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    if not is_postgres or _has_index(schema_editor, model) or not _has_extension(schema_editor, model):
        return False
    schema_editor.add_index(model, _index_of(model))
    return True


def _index_of(model: type[models.Model]) -> GinIndex:
    name = f"{model._meta.db_table}{SUFFIX}"
    return GinIndex(fields=[COLUMN], name=name, opclasses=["gin_trgm_ops"])


def _has_index(schema_editor: BaseDatabaseSchemaEditor, model: type[models.Model]) -> bool:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return _index_of(model).name in found


def _has_extension(schema_editor: BaseDatabaseSchemaEditor, model: type[models.Model]) -> bool:
    """Add the extension if it is not there. Return whether it is there now."""
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            nothing = ProjectState()
            TrigramExtension().database_forwards(model._meta.app_label, schema_editor, nothing, nothing)
    except DatabaseError as refusal:
        log.warning("no index for searches, see docs/operations.md, Growth: %s", str(refusal).strip())
        return False
    return True
