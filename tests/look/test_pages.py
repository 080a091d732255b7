"""Public pages, menu and error pages."""

import datetime as dt
import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from gsvo import navigation
from gsvo.accounts.backends import AuthenticationBackend
from gsvo.lib import icons
from requests.workflow import State
from tests import factories
from tests.look.html_page import Page

LEGAL = ("/impressum/", "/datenschutz/", "/barrierefreiheit/")
BARE = ("400", "404", "429", "403", "403_csrf", "500", "503")


@pytest.fixture
def quiet_errors():
    """Errors that a test provokes are not shown on the console."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def menu(client, address="/"):
    page = Page(client.get(address).content.decode())
    nav = page.one("nav", **{"aria-label": "Hauptmenü"})
    return [link.text for link in page.all("a") if link.parent is nav]


# --- home ---------------------------------------------------------------------------------------
def test_home_says_until_when_one_may_ask(client, db):
    today = timezone.localdate()
    factories.funding_period(
        name="Zeitraum 2027",
        submission_until=today + dt.timedelta(10),
        service_until=today + dt.timedelta(20),
    )

    page = Page(client.get("/").content.decode())

    assert page.one(class_="gs-state").text == "Anfragen sind jetzt möglich"
    assert page.all("dd")[0].text == "Zeitraum 2027"


def test_home_says_that_no_period_is_open(client, db):
    page = Page(client.get("/").content.decode())

    assert page.one(class_="gs-state").text == "Zurzeit ist kein Förderzeitraum offen"


def test_home_takes_its_promise_from_the_settings(client, db, settings):
    settings.ANSWER_WITHIN_WORKING_DAYS = 7

    assert "Die G.I.B. antwortet in 7 Arbeitstagen" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("who", "buttons"),
    [
        (None, ["Anfrage vorbereiten", "Anmelden"]),
        ("koko", ["Anfrage vorbereiten", "Zu Ihren Aufgaben"]),
        ("reader", ["Zu Ihren Aufgaben"]),
        ("gib", ["Zu Ihren Aufgaben"]),
    ],
)
def test_home_offers_only_what_somebody_can_do(who, buttons, client, db, request):
    if who:
        client.force_login(request.getfixturevalue(who))

    page = Page(client.get("/").content.decode())

    assert [link.text for link in page.all("a", class_="kern-btn")] == buttons


# --- legal pages --------------------------------------------------------------------------------
@pytest.mark.parametrize("address", LEGAL)
def test_legal_pages_are_open_to_anybody_and_name_contact_and_operator(address, client, db, settings):
    settings.OPERATOR = settings.OPERATOR | {"name": "Stelle <A> & B"}

    html = client.get(address).content.decode()

    assert f"mailto:{settings.CONTACT_EMAIL}" in html
    assert "Stelle &lt;A&gt; &amp; B" in html


def test_what_the_operator_has_not_supplied_is_said_plainly(client, db, settings):
    settings.OPERATOR = settings.OPERATOR | {"address": ""}
    assert "Platzhalter: Anschrift" in client.get("/impressum/").content.decode()

    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "Beispielweg 1")
    assert "Platzhalter" not in client.get("/impressum/").content.decode()


@pytest.mark.parametrize("address", ["/", *LEGAL])
def test_every_page_links_the_legal_pages_at_its_foot(address, client, db):
    page = Page(client.get(address).content.decode())

    linked = [link.attrs["href"] for link in page.all("a")]
    assert [legal for legal in LEGAL if legal not in linked] == []
    assert page.dangling() == []


# --- menu ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "entries"),
    [
        (None, ["Angebot", "So funktioniert’s", "Fragen", "Orte", "Anmelden"]),
        ("koko", ["Anfragen", "Begleitungen", "Kette", "Gremium", "Pool", "Konto"]),
        ("reader", ["Anfragen", "Begleitungen", "Kette", "Gremium", "Pool", "Konto"]),
        ("gib", ["Arbeitsplatz", "Konto"]),
        ("advisor_user", ["Begleitungen", "Mein Profil", "Konto"]),
    ],
)
def test_the_menu_shows_what_somebody_works_with(who, entries, client, db, request):
    if who:
        client.force_login(request.getfixturevalue(who))

    assert menu(client) == entries


def test_the_menu_costs_strangers_no_query_and_others_one(rf, koko, django_assert_num_queries):
    request = rf.get("/")
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        navigation.entries(request)

    request.user = AuthenticationBackend().get_user(koko.pk)
    with django_assert_num_queries(1):
        navigation.entries(request)
        navigation.entries(request)


def test_the_menu_marks_where_one_is(rf, koko):
    request = rf.get("/anfragen/neu/")
    request.user = koko

    assert [entry.current for entry in navigation.entries(request)] == ["true", "", "", "", "", ""]


# --- error pages --------------------------------------------------------------------------------
@pytest.mark.parametrize("name", BARE)
def test_an_error_page_needs_neither_context_nor_database_and_shows_a_way_out(name):
    page = Page(render_to_string(f"{name}.html"))

    assert len(page.all("h1")) == 1
    assert not any(character.isdigit() for character in page.one("h1").text)
    assert page.all("a", class_="kern-link")[-1].attrs["href"] == "/"
    assert page.dangling() == []


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/gibt-es-nicht/", 404, "Diese Seite gibt es hier nicht"),
        ("/verboten/", 403, "Das dürfen Sie mit diesem Konto nicht"),
        ("/kaputt/", 500, "Das hat nicht geklappt"),
        ("/ohne-datenbank/", 503, "Das Portal macht gerade eine Pause"),
    ],
)
def test_errors_are_answered_in_german(address, status, heading, sample_pages, quiet_errors, db):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == status
    assert Page(response.content.decode()).one("h1").text == heading
    assert "Traceback" not in response.content.decode()


def test_a_wrong_host_is_refused_on_a_page_of_ours(client, quiet_errors, db, settings):
    settings.ALLOWED_HOSTS = ["portal.example.org"]

    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert Page(response.content.decode()).one("h1").text == "Diese Anfrage konnten wir nicht lesen"


def test_a_form_without_its_token_explains_how_to_go_on(sample_pages, quiet_errors, db):
    response = Client(enforce_csrf_checks=True).post("/muster/", {"title": "x"})

    assert response.status_code == 403
    assert Page(response.content.decode()).one("h1").text == "Bitte senden Sie das Formular noch einmal"


# --- signs --------------------------------------------------------------------------------------
def test_every_state_has_a_sign():
    assert set(State.values) - set(icons.SHAPES) == set()


def test_signs_are_silent_for_screen_readers():
    assert all('aria-hidden="true" focusable="false"' in icons.svg(name) for name in icons.SHAPES)


def test_staff_choose_their_language_in_the_workplace(client, gib):
    client.force_login(gib)
    assert "Was ansteht" in client.get("/admin/").content.decode()

    client.post("/sprache/", {"language": "en"}, headers={"referer": "http://testserver/admin/"})

    page = client.get("/admin/").content.decode()
    assert 'lang="en"' in page
    assert 'name="language"' in page
    assert 'value="de"' in page  # the button back
