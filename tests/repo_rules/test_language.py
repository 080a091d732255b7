"""German for everybody; another language by the switch in the footer."""

import ast

from django.contrib.sessions.models import Session
from django.test import Client

from gsvo.http.language import SESSION_KEY
from gsvo.http.sessions import FORMER
from tests.helpers.source_tree import modules


def test_the_browsers_wish_changes_nothing(client, db):
    page = client.get("/", headers={"Accept-Language": "en"})

    assert page["Content-Language"] == "de"
    assert b'<html lang="de"' in page.content


def test_the_switch_changes_the_language_and_leads_back(client, db):
    here = {"Referer": "http://testserver/impressum/?a=b"}
    answer = client.post("/sprache/", {"language": "en"}, headers=here)
    page = client.get("/impressum/")

    assert answer["Location"] == "/impressum/?a=b"
    assert page["Content-Language"] == "en"
    assert b'<html lang="en"' in page.content
    assert b'value="de"' in page.content


def test_the_switch_leads_back_to_german(client, db):
    client.post("/sprache/", {"language": "en"})
    client.post("/sprache/", {"language": "de"})

    assert client.get("/")["Content-Language"] == "de"
    assert SESSION_KEY not in client.session


def test_the_language_outlives_the_logout_and_nothing_else_does(client, koko):
    client.post("/sprache/", {"language": "en"})
    client.force_login(koko)
    client.post("/konto/logout/")

    assert client.get("/")["Content-Language"] == "en"
    theirs = {SESSION_KEY, FORMER, "_messages"}  # FORMER: whose a form is that stands open in another window
    assert set(client.session.keys()) <= theirs


def test_whoever_chose_no_language_leaves_no_session_behind(client, koko):
    client.force_login(koko)
    client.post("/konto/logout/")

    assert SESSION_KEY not in client.session


def test_the_switch_leads_nowhere_else_and_knows_its_languages(client, db):
    for before in ("https://example.com/x/", "http://testserver//example.com/", "kein Link"):
        away = client.post("/sprache/", {"language": "xx"}, headers={"Referer": before})
        assert away["Location"] == "/"
    assert client.get("/")["Content-Language"] == "de"


def test_a_foreign_page_cannot_press_the_switch(client, db):
    client.post("/sprache/", {"language": "en"}, headers={"Origin": "https://example.com"})
    assert client.get("/")["Content-Language"] == "de"

    client.post("/sprache/", {"language": "en"}, headers={"Origin": "http://testserver"})
    assert client.get("/")["Content-Language"] == "en"


def test_the_switch_fills_the_table_of_sessions_for_nobody(client, db, settings):
    settings.LIMITS = settings.LIMITS | {"new_session": "3/10m/ip"}
    client.post("/sprache/", {"language": "en"})
    pressed = [Client().post("/sprache/", {"language": "en"}).status_code for _ in range(4)]

    assert pressed == [302, 302, 429, 429]
    assert Session.objects.count() == 3
    client.post("/sprache/", {"language": "en"})
    assert client.get("/")["Content-Language"] == "en", "who has a session already is never counted"


def test_looking_changes_nothing(client, db):
    assert client.get("/sprache/").status_code == 405


def test_every_mail_is_written_in_the_language_of_the_mails():
    """Whoever presses the button in English must not send half a mail in English."""
    wrong = [
        f"{module}.{node.name}"
        for module, path in modules().items()
        if "emails" in module.split(".")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if not module.endswith(".recipients")  # what the others are made of
        if not {"in_mail_language", "queues_mails"}
        & {getattr(found, "id", "") for found in node.decorator_list}
    ]

    assert wrong == []
