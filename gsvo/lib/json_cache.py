"""Keep JSON instead of pickles in both caches: a planted value can be wrong but runs no code.

Django keeps pickles in both, and reading a foreign pickle runs whatever code it names.
"""

import base64
import datetime as dt
import io
import json
import pickle
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

BROKEN = (
    ValueError, TypeError, EOFError, pickle.UnpicklingError, IndexError, KeyError, AttributeError,
    RecursionError, MemoryError,
)  # fmt: skip


class JsonSerializer:
    """`serializer` of Django's Redis cache. Integers stay plain, so that Redis can count with them."""

    def dumps(self, value: Any) -> str:
        return json.dumps(value)

    def loads(self, data: str | bytes) -> Any:
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            return None  # not written by us; as good as nothing


class JsonDatabaseCache(DatabaseCache):
    """Django's database cache with JSON inside the pickled text, read without `pickle.loads`."""

    def _base_set(self, mode: str, key: str, value: Any, timeout: float | None = None) -> bool:
        return super()._base_set(mode, key, json.dumps(value), timeout)  # type: ignore[misc]  # Django's own

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        """Return {key: value} of the keys that are there, not expired and readable."""
        stored_keys = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not stored_keys:
            return {}
        connection = connections[router.db_for_read(self.cache_model_class)]
        marks = ", ".join(["%s"] * len(stored_keys))
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]  # Django's own
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value, expires FROM {table} WHERE cache_key IN ({marks})",  # noqa: S608
                list(stored_keys),
            )
            rows = cursor.fetchall()
        now, found = timezone.now(), {}
        for key, value, expires in rows:
            if _moment(expires) >= now:
                try:
                    found[stored_keys[key]] = json.loads(_text(value))
                except BROKEN:
                    continue
        return found


class _TextOnly(pickle.Unpickler):
    """Unpickler without classes and functions, so that it can build texts and numbers only."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name}")


def _text(value: str) -> Any:
    return _TextOnly(io.BytesIO(base64.b64decode(value))).load()


def _moment(expires: dt.datetime | str) -> dt.datetime:
    """Return an aware moment: SQLite returns text in UTC without saying so."""
    moment = dt.datetime.fromisoformat(expires) if isinstance(expires, str) else expires
    return moment if timezone.is_aware(moment) else moment.replace(tzinfo=dt.UTC)
