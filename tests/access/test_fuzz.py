"""Nonsense at every address: in ids, parameters, headers, cookies and bodies.

Huge and negative numbers, bad days, wrong types, repeated and long parameters. Lists: test_lists.py.
Seeded: the same requests each time. 300 in the suite, 5,000 with LONG=1.
"""

import logging
import random

import pytest
from django.conf import settings as configured

from tests.access import forge, routes, world
from tests.access.db_guard import undone
from tests.helpers.long_version import LONG

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
    "aendern", "art", "nr", "sort", "language",
]  # fmt: skip
HEADERS = {
    "HTTP_ACCEPT": ["*/*;q=x", ",", "text/html;q=" + "9" * 400],
    "HTTP_ACCEPT_LANGUAGE": ["ä,;q=x", "de;q=1e400", "de-" * 900, "*", ",,,"],
    "HTTP_COOKIE": [
        'sessionid="', "sessionid=%00", "sessionid=\x00", "sessionid=ä\xcc\x81", "csrftoken=" + "x" * 5000,
        "messages=x; language=../..", ";;;=", "sessionid=a; sessionid=b",
    ],
    "HTTP_HOST": ["[", "a b", "testserver:99999999"],
    "HTTP_IF_MODIFIED_SINCE": ["Sun, 99 Foo 0000 99:99:99 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "0"],
    "HTTP_IF_NONE_MATCH": ["W/", '"', "*"],
    "HTTP_ORIGIN": ["null", "http://[", "x", "http://testserver:99999999"],
    "HTTP_RANGE": ["bytes=9-1", "bytes=-" + "9" * 40, "x"],
    "HTTP_REFERER": ["http://[", "http://testserver:99999999/", "//", "http://testserver/\x7f%00%ff", "x"],
    "HTTP_X_FORWARDED_FOR": ["x", "1.2.3.4,,", "::1%eth0", "9" * 300],
    "HTTP_X_REQUEST_ID": ["x" * 5000, "ä", "a\tb"],
    "CONTENT_LENGTH": ["x", "-1", "9" * 30, ""],
}  # fmt: skip
PART = b"""--b\r
Content-Disposition: form-data; name=a; filename=\x00\r
Content-Transfer-Encoding: base64\r
\r
=\r
--b--"""
BODIES = [
    ("multipart/form-data", b"x"), ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=" + "x" * 300, b"x"), ("multipart/form-data; boundary=ä", b"x"),
    ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=a"),
    ("multipart/form-data; boundary=b", PART),
    ("application/x-www-form-urlencoded; charset=nosuch", b"a=1"),
    ("application/x-www-form-urlencoded", b"%ff=%fe&&=&" + b"a=1&" * 3000),
    ("application/json", b"{"), ("text/plain", b"\xff"), ("", b"a=1"), ("ä/;", b"a=1"),
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


def headers(dice):
    return {name: dice.choice(HEADERS[name]) for name in dice.sample(sorted(HEADERS), dice.randint(1, 3))}


def ask(dice, browser, row, records, columns):
    method = dice.choice(METHODS)
    path = address(dice, row, records)
    query = parameters(dice, QUERY + columns[:40]) if dice.random() < 0.5 else {}
    extra = headers(dice) if dice.random() < 0.4 else {}
    if method == "POST" and dice.random() < 0.2:
        kind, body = dice.choice(BODIES)
        answer = browser.generic(method, path, body, kind, query_params=query, **extra)
    elif method == "POST":
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
