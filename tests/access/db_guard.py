"""What a request did to the database: every statement that writes, and a digest of all tables."""

import hashlib
import re
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction

from gsvo.lib.ids import OpaqueIdField

# A session may be written by whoever comes along: it holds messages, opened links and CSRF, no record.
NOBODYS = {"django_session", "accounts_loginsession"}  # notes that somebody is there
# What a sender had typed at this address before is forgotten with what she sends: nobody else's, no record.
DRAFT_FORGOTTEN = ("DELETE", "unsent_forms_unsentform")
_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|DROP|CREATE)\b", re.IGNORECASE)
_STAMP = re.compile(r"(DTSTAMP|LAST-MODIFIED):\w+")  # when a calendar part was written
_TABLE = re.compile(r'"(\w+)"')


class Undo(Exception):  # noqa: N818  it is how a savepoint is rolled back
    pass


@contextmanager
def undone():
    """Everything that happens inside is rolled back, whatever it is."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


@contextmanager
def writes():
    """Collects the tables that are written to, sessions and forgotten drafts aside: [(verb, table)]."""
    found = []

    def note(execute, sql, params, many, context):
        verb = _WRITES.match(sql)
        if verb:
            table = _TABLE.search(sql)
            write = (verb[1].upper(), table[1] if table else sql[:80])
            if write[1] not in NOBODYS and write != DRAFT_FORGOTTEN:
                found.append(write)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def digest():
    """table → (rows, hash over all values), sessions aside."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table in NOBODYS or not model._meta.managed or model._meta.proxy:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def contents(tables=None):
    """table → rows without what differs each time: ids, random names, times, hashes. All tables, or these."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in NOBODYS or (tables is not None and model._meta.db_table not in tables):
            continue
        columns = [field.attname for field in model._meta.concrete_fields if not _differs(field)]
        rows = map(repr, model._base_manager.values_list(*columns))
        found[model._meta.db_table] = sorted(_STAMP.sub("", row) for row in rows)
    return found


RANDOM = {
    "nonce",
    "message_id",
    "link_marker",
    "secret",
    "html",
    "text",
    "password",
    "sha256",
    "creation_key",
}


def _differs(field):
    random = field.name in RANDOM
    return random or isinstance(
        field, OpaqueIdField | models.DateTimeField | models.FileField | models.UUIDField
    )
