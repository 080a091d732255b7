"""Nonsense at every address: huge and negative numbers, bad days, wrong types, repeated and long parameters.

Seeded: the same requests each time. 300 in the suite, 5,000 with LONG=1.
"""

import logging
import random

import pytest
from django.conf import settings as configured

from tests.access import forge, routes, world
from tests.access.watch import undone
from tests.long import LONG

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("tests.access.urls")]
REQUESTS = 5000 if LONG else 300
IDENTITIES = ("anonymous", "lead", "casework", "superuser")
METHODS = ("GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS")
NUMBERS = [
    "0", "-1", "99999999999999999999", str(2**31), str(2**63), "1e9", "1.5", "0x10", "٣", "+7", " 1",
    "½", "NaN", "9" * 5000,
]  # fmt: skip
DAYS = ["2026-02-30", "0000-00-00", "99999-01-01", "0001-01-01", "9999-12-31", "31.02.2026", "heute", "-1"]
TEXTS = [
    "", " ", "\x00", "a\x00b", "%00", "../../etc/passwd", "' OR 1=1 --",
    "<script>", "{{ 7*7 }}",
    "{% load x %}", "\u202egpj", "\U0001f600", "ä" * 300, "x" * 20000,
    "[]", "{}", "null", "true", "\r\nSet-Cookie: a=b", "\\", "%", "__all__", "-created_at", "password",
]  # fmt: skip
QUERY = [
    "q", "page", "seite", "sort", "o", "p", "e", "all", "next", "stand", "zug", "bezirk", "zeitraum",
    "anfrage", "_popup", "_to_field", "_changelist_filters", "id__in", "term", "field_name", "alles",
    "aendern", "art",
]  # fmt: skip
TRACES = (b"Traceback (most recent call last)", b"DJANGO_SETTINGS_MODULE", b"django.core.handlers")


@pytest.fixture
def here(settings):
    settings.DEMO = True
    logging.disable(logging.ERROR)
    yield world.build()
    logging.disable(logging.NOTSET)


def nonsense(dice):
    return dice.choice(dice.choice((NUMBERS, DAYS, TEXTS)))


def address(dice, row, records):
    """The row's address, one time in three with nonsense where an id stands."""
    if dice.random() < 0.66 or not row.given:
        return routes.path_of(row, records)
    bent = dict(records) | {
        record: nonsense(dice).replace("\x00", "%00") or "x" for record in row.given.values()
    }
    return routes.path_of(row, bent)


def parameters(dice, names):
    """Up to eight fields, some of them more than once."""
    return {
        name: [nonsense(dice) for _time in range(dice.choice((1, 1, 1, 2, 5)))]
        for name in dice.sample(names, dice.randint(0, 8))
    }


def ask(dice, browser, row, records, columns):
    method = dice.choice(METHODS)
    path = address(dice, row, records)
    query = parameters(dice, QUERY + columns[:40]) if dice.random() < 0.5 else {}
    headers = {
        "HTTP_ACCEPT_LANGUAGE": "ä,;q=x",
        "HTTP_REFERER": "http://testserver" + path,
    }
    extra = headers if dice.random() < 0.2 else {}
    if method == "POST":
        answer = browser.post(path, parameters(dice, columns), query_params=query, **extra)
    elif method in ("GET", "HEAD"):
        answer = getattr(browser, method.lower())(path, query, **extra)
    else:
        answer = browser.generic(method, path, b"\xff\x00{", query_params=query, **extra)
    return method, path, query, answer


def test_nonsense_is_answered_and_never_breaks(here):
    dice = random.Random(f"gsvo {REQUESTS}")
    rows, columns = routes.rows(), sorted(forge.everything())
    wrong, answers = [], {}
    assert configured.DEBUG is False
    for number in range(REQUESTS):
        row, identity = rows[number % len(rows)], dice.choice(IDENTITIES)
        with undone():
            method, path, query, answer = ask(dice, here.browsers[identity], row, here.records, columns)
            body = b"" if answer.streaming else answer.content
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
        if (answer.status_code >= 500 and row.route != "readyz") or any(trace in body for trace in TRACES):
            wrong.append(
                f"{number}: {method} {path[:120]} {str(query)[:200]} as {identity}: {answer.status_code}"
            )

    assert wrong == [], "\n".join(["", *wrong])
    assert sum(answers.values()) == REQUESTS
