"""A session's key rests as a hash: table, backup and cache open the portal to nobody."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session

from gsvo.http.session_store import SessionStore, stored_key
from tests import factories


def test_the_key_in_a_browsers_cookie_rests_nowhere(client, koko):
    client.force_login(koko)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    row = Session.objects.get()

    assert row.session_key == stored_key(key) != key
    assert client.get("/anfragen/").status_code == 200


def test_what_rests_in_the_table_opens_nothing(client, koko):
    client.force_login(koko)
    client.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key

    assert client.get("/anfragen/").status_code == 302


def test_a_session_is_found_renewed_and_deleted_by_its_own_key(db):
    session = SessionStore()
    session["links"] = {"a": "b"}
    session.create()
    first = session.session_key

    session.cycle_key()
    assert not session.exists(first)
    assert SessionStore(session.session_key)["links"] == {"a": "b"}

    session.delete(session.session_key)
    assert not Session.objects.exists()


def test_logging_out_leaves_no_row(client, db):
    client.force_login(factories.user("nele@example.org"))

    client.logout()

    assert not Session.objects.exists()


@pytest.fixture
def ended_meanwhile(monkeypatch):
    """Sessions end between reading and writing, as with a double click on a form that logs in."""

    def save(_self, must_create=False):
        raise UpdateError

    def end():
        monkeypatch.setattr(SessionStore, "save", save)

    return end


def test_a_redirect_outlives_the_end_of_its_session(client, koko, ended_meanwhile):
    client.force_login(koko)
    ended_meanwhile()

    answer = client.post("/sprache/", {"language": "en"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert settings.SESSION_COOKIE_NAME not in answer.cookies  # the other request's new key stays


def test_a_page_for_a_session_that_ended_is_shown_to_nobody(client, koko, ended_meanwhile):
    client.force_login(koko)
    session = client.session
    session["login_seen"] = 0  # its time is over: the session is written
    session.save()
    ended_meanwhile()

    answer = client.get("/rechtliches/")

    assert answer.status_code == 400
