"""Whoever can write into the cache can make the portal miscount, and nothing worse."""

import base64
import os
import pickle
from datetime import timedelta

import pytest
from django.conf import settings as project_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from gsvo.lib.json_cache import JsonSerializer
from gsvo.settings.database import CACHES


class Payload:
    """A pickle of it writes a file when it is read."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.fixture
def table(db, settings):
    settings.CACHES = {"default": {"BACKEND": "gsvo.lib.json_cache.JsonDatabaseCache", "LOCATION": "cache"}}
    call_command("createcachetable", verbosity=0)
    return caches["default"]


@pytest.mark.parametrize("value", [1, True, None, "Müller", [1.5, 2.5], {"a": [1]}])
def test_what_is_put_in_comes_out(table, value):
    table.set("key", value, 60)

    assert table.get("key", "missing") == value
    assert JsonSerializer().loads(JsonSerializer().dumps(value)) == value


def test_counting_adding_and_expiry_are_as_in_any_cache(table):
    assert table.add("once", True, 60)
    assert not table.add("once", True, 60)
    table.set("count", 1, 60)
    assert table.incr("count") == 2
    table.set("over", "gone", -1)
    assert table.get_many(["once", "count", "over"]) == {"once": True, "count": 2}
    table.delete("once")
    assert table.get("once") is None


@pytest.mark.parametrize("payload", [Payload, None], ids=["code", "rubbish"])
def test_a_value_that_somebody_slipped_into_the_table_runs_nothing(table, tmp_path, payload):
    harm = tmp_path / "harm"
    value = pickle.dumps(payload(harm)) if payload else b"rubbish"
    row = [table.make_key("key"), base64.b64encode(value).decode(), timezone.now() + timedelta(hours=1)]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cache (cache_key, value, expires) VALUES (%s, %s, %s)", row)

    assert table.get("key") is None
    assert not harm.exists()


def test_a_value_that_somebody_slipped_into_redis_runs_nothing(tmp_path):
    harm = tmp_path / "harm"

    assert JsonSerializer().loads(pickle.dumps(Payload(harm))) is None
    assert not harm.exists()


def test_the_portals_own_cache_is_one_of_these():
    cache = CACHES["default"]

    assert (cache["BACKEND"], cache["OPTIONS"].get("serializer")) in [
        ("gsvo.lib.json_cache.JsonDatabaseCache", None),
        ("django.core.cache.backends.redis.RedisCache", "gsvo.lib.json_cache.JsonSerializer"),
    ]
    assert project_settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"


def test_brackets_without_end_are_as_good_as_nothing(table):
    deep = "[" * 100_000
    row = [table.make_key("key"), base64.b64encode(pickle.dumps(deep)).decode()]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cache (cache_key, value, expires) VALUES (%s, %s, %s)",
            [*row, timezone.now() + timedelta(hours=1)],
        )

    assert table.get("key", "nothing") == "nothing"
    assert JsonSerializer().loads(deep.encode()) is None
