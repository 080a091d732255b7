"""A session's key rests as a hash: table, backup and cache open the portal to nobody."""

from django.conf import settings
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
