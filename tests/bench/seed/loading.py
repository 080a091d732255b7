"""Write very many rows at once: COPY on PostgreSQL, one prepared INSERT on SQLite."""

import datetime as dt
import json
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice

from django.core.management.color import no_style
from django.db import connection

NULL = "\\N"
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@contextmanager
def unhindered(models):
    """Let PostgreSQL write rows of these models without looking up where each points to, and build their
    indexes afterwards, for a transaction that has written nothing before.

    To look up is most of the time of millions of rows. A small database, loaded the plain way, has its test
    for what they point to (tests/bench/test_seed.py).
    """
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
            [tables],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)


def encode(value):
    """Return a value as `load` takes it."""
    if isinstance(value, (dict, list)):
        value = json.dumps(value)
    if _is_postgresql():
        return _escaped(value) if isinstance(value, str) else NULL if value is None else str(value)
    if isinstance(value, dt.datetime):
        return str(connection.ops.adapt_datetimefield_value(value))
    return value.isoformat() if isinstance(value, dt.date) else value


@cache  # the connection's own answer takes longer than the rest of a value
def _is_postgresql():
    return connection.vendor == "postgresql"


def _escaped(text):
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text


def load(model, rows):
    """Write rows, each a list of encoded values in the order of the model's columns. Return how many."""
    columns = [connection.ops.quote_name(column.column) for column in model._meta.concrete_fields]
    table = connection.ops.quote_name(model._meta.db_table)
    write = _copy if connection.vendor == "postgresql" else _insert
    with connection.cursor() as cursor:
        return write(cursor, f"{table} ({', '.join(columns)})", len(columns), rows)


def reset_sequences(models):
    """Let the next row that the portal writes come after those that were written with their keys."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _copy(cursor, table, _width, rows):
    rows = iter(rows)
    first = list(islice(rows, 1))  # may ask the database, which during COPY nobody can
    cursor.copy_expert(f"COPY {table} FROM STDIN", _Lines(chain(first, rows)))
    return cursor.rowcount


class _Lines:
    """A file of rows that are made while the database takes in those before."""

    def __init__(self, rows):
        self._rows, self._text = iter(rows), ""

    def read(self, size):
        made, length = [self._text], len(self._text)
        while length < size and (row := next(self._rows, None)) is not None:
            made.append("\t".join(map(str, row)) + "\n")
            length += len(made[-1])
        text = "".join(made)
        self._text = text[size:]
        return text[:size]


def _insert(cursor, table, width, rows):
    # Past Django's cursor, which would rewrite the statement for each row.
    done = cursor.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)
    return done.rowcount
