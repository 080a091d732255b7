"""App, emergency codes and what stands on one's own page; passkeys are in test_passkeys.py."""

import json
import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from gsvo.accounts.mfa import factors_of
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.accounts.mfa import app_shows, code_in, delivered, with_app, with_passkey
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db
ADD, REMOVE = "/konto/zweiter-faktor/app/", "/konto/zweiter-faktor/app/entfernen/"
ASKED, AGAIN = "/konto/login/zweiter-faktor/", "/konto/bestaetigen/zweiter-faktor/"
CODES, NEW_CODES = "/konto/notfallcodes/", "/konto/notfallcodes/neu/"


def log_in(client, user, password=factories.PASSWORD):
    return client.post("/konto/login/", {"login": user.email, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def set_up(client, capture):
    """Set up an app as a person does: read the key off the page, type the code. Returns key and answer."""
    secret = client.get(ADD).context["secret_in_groups"].replace(" ", "")
    with capture(execute=True):
        return secret, client.post(ADD, {"code": app_shows(secret)})


def test_setting_up_an_app_leads_to_the_emergency_codes(
    client, koko, django_capture_on_commit_callbacks, mailoutbox
):
    log_in(client, koko)
    secret, response = set_up(client, django_capture_on_commit_callbacks)
    assert response.url == CODES
    codes = client.get(CODES).context["unused_codes"]
    assert len(set(codes)) == 10
    assert {len(code) for code in codes} == {8}
    (message,) = delivered(mailoutbox)
    assert "eine App für Einmalcodes eingerichtet" in message.body
    client.post("/konto/logout/")
    cache.clear()
    assert log_in(client, koko).url == ASKED
    client.post(ASKED, {"code": app_shows(secret)})
    assert is_in(client)


def test_the_page_shows_the_key_as_picture_and_text(client, koko):
    log_in(client, koko)
    page = client.get(ADD)
    html = page.content.decode()
    assert '<img src="data:image/svg+xml;base64,' in words(html)
    assert page.context["secret_in_groups"] in html
    assert "img-src 'self' data:" in page["Content-Security-Policy"]


def test_a_wrong_code_keeps_the_key_that_the_app_already_has(client, koko):
    log_in(client, koko)
    before = client.get(ADD).context["secret_in_groups"]
    wrong = client.post(ADD, {"code": "12345"})
    assert list(wrong.context["form"].errors) == ["code"]
    assert wrong.context["secret_in_groups"] == before
    assert not factors_of(koko)


def test_no_key_rests_in_clear_neither_before_nor_after(client, koko, django_capture_on_commit_callbacks):
    log_in(client, koko)
    secret = client.get(ADD).context["secret_in_groups"].replace(" ", "")
    waiting = str([session.get_decoded() for session in Session.objects.all()])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADD, {"code": app_shows(secret)})
    rows = json.dumps([row.data for row in Authenticator.objects.all()])
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    after = str([session.get_decoded() for session in Session.objects.all()])
    assert [part for part in [secret, *codes] if part in waiting + rows + after] == []


def test_a_password_alone_does_not_pass_a_second_factor(client, koko):
    with_app(koko)
    assert log_in(client, koko).url == ASKED
    assert client.get("/konto/").status_code == 302
    assert not is_in(client)


def test_a_code_by_mail_alone_does_not_pass_a_second_factor(client, koko, mailoutbox):
    secret = with_app(koko)
    client.post("/konto/login/code/", {"login": koko.email})
    (message,) = delivered(mailoutbox)
    assert client.post("/konto/login/code/eingeben/", {"code": code_in(message)}).url == ASKED
    assert not is_in(client)
    client.post(ASKED, {"code": app_shows(secret)})
    assert is_in(client)


def test_a_new_password_by_link_does_not_pass_a_second_factor(client, koko):
    with_app(koko)
    client.post("/konto/passwort-vergessen/", {"email": koko.email})
    page = client.get(OutgoingMail.objects.get().link.url()).url
    new = "vier Wörter und ein Fluss"
    client.post(page, {"password1": new, "password2": new})
    assert log_in(client, koko, new).url == ASKED
    assert not is_in(client)


def test_who_has_no_app_is_asked_for_an_emergency_code_alone(client, koko):
    with_passkey(koko)
    client.post("/konto/login/", {"login": koko.email, "password": factories.PASSWORD})
    page = client.get("/konto/login/zweiter-faktor/").content.decode()
    assert "Notfallcode" in page
    assert "aus der App" not in page


def test_a_wrong_code_is_told_at_the_field_and_ten_of_them_end_it(client, koko):
    secret = with_app(koko)
    log_in(client, koko)
    for _attempt in range(10):
        response = client.post(ASKED, {"code": "12345"})
        assert response.context["form"].errors["code"] == [
            "Das hat nicht gestimmt. Versuchen Sie es bitte noch einmal."
        ]
    response = client.post(ASKED, {"code": app_shows(secret)})
    assert "zu viele Versuche" in response.context["form"].errors["code"][0]
    assert not is_in(client)


def test_a_code_out_of_the_app_is_good_once_as_long_as_its_clock_would_take_it(client, koko, monkeypatch):
    secret = with_app(koko)
    other = type(client)()
    code = app_shows(secret)
    log_in(client, koko)
    client.post(ASKED, {"code": code})
    assert is_in(client)
    cache.delete(f"allauth.mfa.totp.used?user={koko.pk}&code={code}")  # allauth remembers it for 30 s only
    log_in(other, koko)
    assert other.post(ASKED, {"code": code}).status_code == 200
    assert not is_in(other)


def test_an_emergency_code_is_good_once(client, koko):
    with_app(koko)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[3]
    for comes_in in (True, False):
        browser = type(client)()
        log_in(browser, koko)
        browser.post(ASKED, {"code": f"{code[:4]} {code[4:]}"})
        assert is_in(browser) == comes_in
    assert factors_of(koko).codes_left == 9


def test_new_emergency_codes_end_the_old_ones(client, koko):
    with_app(koko)
    log_in(client, koko)
    client.post(
        ASKED, {"code": Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]}
    )
    before = client.get(CODES).context["unused_codes"]
    client.post(NEW_CODES)
    assert not set(before) & set(client.get(CODES).context["unused_codes"])


def test_emergency_codes_need_a_second_factor(client, koko):
    log_in(client, koko)
    assert client.get(CODES).status_code == 404
    response = client.post(NEW_CODES)
    assert response.context["form"].errors == {
        "__all__": ["Notfallcodes gibt es erst mit einer App oder einem Passkey."]
    }


def test_with_the_app_go_its_emergency_codes(client, koko):
    secret = with_app(koko)
    log_in(client, koko)
    client.post(ASKED, {"code": app_shows(secret)})
    assert client.post(REMOVE).url == "/konto/"
    assert not Authenticator.objects.exists()
    assert OutgoingMail.objects.get().kind == "accounts/account_changed"


def test_ones_own_page_shows_what_there_is(client, koko):
    log_in(client, koko)
    assert "nicht eingerichtet" in client.get("/konto/").content.decode()
    with_app(koko)
    client.force_login(koko)
    html = client.get("/konto/").content.decode()
    assert "10 von 10 übrig" in html
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert f'href="{reverse(name)}"' in html


# --- once more: who is there? -------------------------------------------------------------------------
@pytest.fixture
def much_later(monkeypatch):
    """Ten minutes after now: a login is proof no longer."""

    def leap():
        later = time.time() + 600
        monkeypatch.setattr("time.time", lambda: later)

    return leap


@pytest.mark.parametrize("page", [ADD, "/konto/zweiter-faktor/passkey/"])
def test_an_older_login_is_asked_for_the_password_first(client, koko, much_later, page):
    log_in(client, koko)
    much_later()
    assert unquote(client.get(page).url) == f"/konto/bestaetigen/?next={page}"
    assert client.post(f"/konto/bestaetigen/?next={page}", {"password": factories.PASSWORD}).url == page
    assert client.get(page).status_code == 200


def test_who_has_an_app_and_no_password_is_asked_for_a_code(client, advisor_user, much_later):
    secret = with_app(advisor_user)
    client.force_login(advisor_user)
    assert unquote(client.get(REMOVE).url) == f"{AGAIN}?next={REMOVE}"
    assert client.post(f"{AGAIN}?next={REMOVE}", {"code": app_shows(secret)}).url == REMOVE
    assert client.get(REMOVE).status_code == 200


def test_who_has_neither_is_asked_for_a_code_by_mail(client, advisor_user, mailoutbox):
    client.force_login(advisor_user)
    page = f"/konto/bestaetigen/code/?next={ADD}"
    assert unquote(client.get(ADD).url) == page
    client.get(page)
    assert not OutgoingMail.objects.exists()
    assert unquote(client.post(page).url) == page
    (message,) = delivered(mailoutbox)
    code = code_in(message)
    assert code.replace("-", "") not in str(dict(client.session))
    assert client.post(page, {"code": "0000-0000"}).status_code == 200
    assert client.post(page, {"code": code}).url == ADD
    assert client.get(ADD).status_code == 200


def test_three_wrong_codes_end_the_code_by_mail(client, advisor_user, mailoutbox):
    client.force_login(advisor_user)
    page = f"/konto/bestaetigen/code/?next={ADD}"
    client.post(page)
    code = code_in(delivered(mailoutbox)[0])
    assert [client.post(page, {"code": "0000-0000"}).status_code for _time in range(3)] == [200, 200, 302]
    client.post(page, {"code": code})
    assert client.get(ADD).status_code == 302


# --- keys change --------------------------------------------------------------------------------------
def test_a_second_factor_outlives_a_change_of_the_key_and_its_end(client, koko, settings):
    secret = with_app(koko)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    call_command("rotate_keys")
    settings.SECRET_KEY_FALLBACKS = []
    log_in(client, koko)
    client.post(ASKED, {"code": app_shows(secret)})
    assert is_in(client)


def test_a_key_that_went_too_early_opens_nothing_and_breaks_nothing(client, koko, settings):
    secret = with_app(koko)
    settings.SECRET_KEY = "n" * 60
    log_in(client, koko)
    assert client.post(ASKED, {"code": app_shows(secret)}).status_code == 200
    assert not is_in(client)
