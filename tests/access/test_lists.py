"""Nonsense in the query of every list: each parameter that it knows, with senseless numbers, years, words.

A third of the parameters each day, others on each engine; with LONG=1 all.
"""

import logging
import random
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection

from tests.access import routes, world
from tests.access.db_guard import undone
from tests.helpers.long_version import LONG, sample

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.urls")]
WHO = ["anonymous", "lead", "advisor", "superuser"]
ALWAYS = ["q", "page", "p", "o", "e", "sort", "all", "_popup", "_to_field", "pk__in"]
LOOKUPS = ("", "__exact", "__isnull", "__lt", "__in", "__range", "__id__exact")
YEARS = ["9999", "0", "99999"]
FINE = (200, 301, 302, 400, 403, 404, 409, 429)
VALUES = [
    *YEARS, "1", str(2**31), str(2**63), str(2**64), "9" * 5000, "1e9", "1e400", "NaN", "0x10", "٣", "½",
    "1.5", " 1", "+7", "0001-01-01", "9999-12-31", "2026-02-30", "0001-01-01 00:00:00+14:00",
    "9999-12-31 23:59:59-12:00", "9999-12-31T23:59:59.999999Z", "24:00", "", "a", "a\x00b", "%00", "None",
    "True", "[]", "1,2," + "9" * 30, ",", "'", "\\", "%", "..", "-1.-2.99", "1.1.1", "." * 9, "x" * 20000,
    "\u202e", "\r\nX: y", "__all__", "-", "--number",
]  # fmt: skip


@pytest.fixture
def here(settings):
    settings.DEMO = True
    logging.disable(logging.ERROR)
    yield world.build()
    logging.disable(logging.NOTSET)


def lists(here):
    """(identity, address, parameters) of every list: those that it has links and fields for, those of its
    filters, and what Django and we listen to anywhere."""
    seen = set()
    for row in routes.rows():
        path = routes.path_of(row, here.records)
        identity = next((who for who in WHO if row.door("GET")[who] == "in"), None)
        if "<" in row.route or path in seen or identity is None or path == "/readyz":
            continue
        seen.add(path)
        with undone():
            answer = here.browsers[identity].get(path)
            html = "" if answer.streaming else answer.content.decode(errors="replace")
        names = {*_offered(html), *_filters(path)}
        if names:
            yield identity, path, sorted({*ALWAYS, *names})


def _offered(html):
    links = (unescape(link) for link in re.findall(r'href="([^"]*)"', html))
    queries = (urlsplit(link).query for link in links if link.startswith("?"))
    names = {name for query in queries for name, _value in parse_qsl(query, keep_blank_values=True)}
    for form in re.findall(r"<form[^>]*method=\"get\".*?</form>", html, re.DOTALL):
        names |= set(re.findall(r'name="([^"]+)"', form))
    return names


def _filters(path):
    for model, shown in admin.site._registry.items():
        if path == f"/admin/{model._meta.app_label}/{model._meta.model_name}/":
            filters = [name for name in shown.list_filter if isinstance(name, str)]
            yield from (f"{name}{lookup}" for name in filters for lookup in LOOKUPS)
            if shown.date_hierarchy:
                yield from (f"{shown.date_hierarchy}__{part}" for part in ("year", "month", "day"))


def questions(here):
    """(identity, path, query) of all that is asked, the same on each day."""
    dice = random.Random(f"lists {connection.vendor}")
    for identity, path, names in lists(here):
        for name in names:
            always = YEARS if name.endswith("__year") else ()
            for value in {*always, *(VALUES if LONG else dice.sample(VALUES, 1))}:
                month = {name.replace("year", "month"): "12"} if "__year" in name else {}
                yield identity, path, {name: value} | month


# a day without a zone is midnight here; Django warns and means it so
@pytest.mark.filterwarnings("ignore:DateTimeField .* received a naive datetime:RuntimeWarning")
def test_no_parameter_of_any_list_makes_an_error(here, record_property):
    """One at a time, for the first that is refused hides the others; a year comes with the month after it."""
    every, wrong = list(questions(here)), []
    assert len(every) > 300
    asked = sample(every, len(every) // 3, "lists", connection.vendor)
    for identity, path, query in asked:
        status = _answer(here.browsers[identity], path, query)
        if status not in FINE:
            wrong.append(f"{path} {str(query)[:80]} as {identity}: {status}")

    record_property("figure: nonsense in the queries of lists today", len(asked))
    assert wrong == [], "\n".join(["", *wrong])


def _answer(browser, path, query):
    cache.clear()
    with undone():
        try:
            return browser.get(path, query).status_code
        except Exception as error:  # the browser of these tests is told of what it would be answered with 500
            return repr(error)[:200]


def test_a_year_that_no_calendar_has_shows_the_whole_list_with_a_sentence(here):
    for query in ("created_at__year=9999", "created_at__year=0&e=1", "created_at__gte=gestern"):
        answer = here.browsers["superuser"].get(f"/admin/outbox/outgoingmail/?{query}")
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/outbox/outgoingmail/")
        assert "Diese Auswahl kennt die Liste nicht" in (
            here.browsers["superuser"].get("/admin/outbox/outgoingmail/").content.decode()
        )


@pytest.mark.once
def test_what_a_list_of_records_does_not_know_shows_it_whole_with_a_sentence(here):
    browser = here.browsers["superuser"]
    for model in admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if browser.get(address).status_code != 200:
            continue  # it leads to a page of its own
        queries = ("sort=x", "seite=2", "utm_source=mail", "_to_field=nonce", "pk__in=1,2")
        for query in sample(queries, 2, address):
            answer = browser.get(f"{address}?{query}", follow=True)
            assert answer.redirect_chain == [(address, 302)], (address, query)
            assert "Diese Auswahl kennt die Liste nicht" in answer.content.decode(), (address, query)


def test_what_cannot_be_computed_is_refused_on_any_page(here, monkeypatch):
    def breaks(*args, **kwargs):
        raise OverflowError

    monkeypatch.setattr("requests.views.overview.paginate", breaks)
    answer = here.browsers["lead"].get("/anfragen/?page=1")
    assert (answer.status_code, "konnten wir nicht lesen" in answer.content.decode()) == (400, True)
