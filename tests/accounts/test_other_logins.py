"""A changed factor ends the other logins; everybody sees and ends the own ones elsewhere."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from gsvo.accounts import actions
from gsvo.accounts.models import LoginSession
from tests import factories
from tests.accounts.mfa import app_shows, with_app, with_passkey

pytestmark = pytest.mark.django_db
ACCOUNT, ASKED, PROVE = "/konto/", "/konto/login/zweiter-faktor/", "/konto/bestaetigen/zweiter-faktor/"
APP, RENEW = "/konto/zweiter-faktor/app/", "/konto/notfallcodes/neu/"
END_OTHERS = "/konto/ueberall-abmelden/"


def log_in(user, secret=None):
    """A browser in which somebody has logged in, with a second factor if there is a key of the app."""
    browser = Client()
    browser.post("/konto/login/", {"login": user.email, "password": factories.PASSWORD})
    if secret:
        # Each code passes once, also in another browser: the second proves by a code for emergencies.
        answer = browser.post(ASKED, {"code": app_shows(secret)})
        if answer.status_code != 302:
            codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
            browser.post(ASKED, {"code": codes[0]})
    assert is_in(browser)
    return browser


def is_in(browser):
    return browser.get(ACCOUNT).status_code == 200


def change_app_added(browser, user, secret):
    secret = browser.get(APP).context["secret_in_groups"].replace(" ", "")
    return browser.post(APP, {"code": app_shows(secret)})


def change_app_removed(browser, user, secret):
    return browser.post(APP + "entfernen/")


def change_passkey_removed(browser, user, secret):
    passkey = Authenticator.objects.get(user=user, type="webauthn")
    return browser.post(f"/konto/zweiter-faktor/passkey/{passkey.pk}/entfernen/")


def change_codes_renewed(browser, user, secret):
    return browser.post(RENEW)


def change_password(browser, user, secret):
    new = "vier Wörter und ein Fluss"
    data = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    return browser.post("/konto/passwort-aendern/", data)


@pytest.mark.parametrize(
    "change",
    [change_app_added, change_app_removed, change_passkey_removed, change_codes_renewed, change_password],
)
def test_a_changed_factor_or_password_ends_every_other_login(koko, change):
    secret = None if change == change_app_added else with_app(koko)
    if change == change_passkey_removed:
        with_passkey(koko)
    here, elsewhere = log_in(koko, secret), log_in(koko, secret)
    assert change(here, koko, secret).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)


def test_a_login_proven_by_a_removed_app_is_proven_no_more(leitung, settings):
    settings.STAFF_SECOND_FACTOR = True
    secret = with_app(leitung)
    with_passkey(leitung)
    here = log_in(leitung, secret)
    assert here.get("/admin/").status_code == 200
    here.post(APP + "entfernen/")
    assert here.get("/admin/").url.startswith("/konto/bestaetigen/passkey/")


def test_a_login_proven_by_an_emergency_code_is_proven_no_more_when_the_list_is_gone(leitung, settings):
    settings.STAFF_SECOND_FACTOR = True
    with_app(leitung)
    here = Client()
    here.post("/konto/login/", {"login": leitung.email, "password": factories.PASSWORD})
    codes = Authenticator.objects.get(user=leitung, type="recovery_codes")
    here.post(ASKED, {"code": codes.wrap().get_unused_codes()[0]})
    assert here.get("/admin/").status_code == 200
    session = here.session
    Authenticator.objects.filter(pk=codes.pk).update(
        user=factories.user()
    )  # not by a way that ends the login
    session.save()
    assert here.get("/admin/").url.startswith(PROVE)


def test_who_renews_the_codes_goes_on_without_being_asked(leitung, settings):
    settings.STAFF_SECOND_FACTOR = True
    here = log_in(leitung, with_app(leitung))
    assert here.post(RENEW).url == "/konto/notfallcodes/"
    assert here.get("/konto/notfallcodes/").status_code == 200


def test_a_factor_that_goes_by_whatever_way_ends_the_logins(koko):
    secret = with_app(koko)
    here = log_in(koko, secret)
    Authenticator.objects.filter(user=koko).delete()
    assert not is_in(here)


def test_using_a_factor_ends_nothing(koko):
    secret = with_app(koko)
    here, elsewhere = log_in(koko, secret), log_in(koko, secret)
    assert is_in(here)
    assert is_in(elsewhere)


# --- the list on the account page ----------------------------------------------------------------
def test_the_account_page_counts_the_other_logins_and_ends_them(koko, colleague):
    here, elsewhere, others = log_in(koko), [log_in(koko), log_in(koko)], log_in(colleague)
    assert "in 2 weiteren Browsern, zuletzt benutzt am" in here.get(ACCOUNT).content.decode()
    assert here.post(END_OTHERS).url == ACCOUNT
    assert [is_in(browser) for browser in elsewhere] == [False, False]
    assert is_in(others)
    assert "nur hier" in here.get(ACCOUNT).content.decode()


def test_logins_that_ended_are_not_counted(koko):
    here, logged_out, *_others = (log_in(koko) for _browser in range(5))
    logged_out.post("/konto/logout/")
    rows = LoginSession.objects.order_by("pk")
    LoginSession.objects.filter(pk=rows[1].pk).update(seen_at=timezone.now() - dt.timedelta(minutes=61))
    LoginSession.objects.filter(pk=rows[2].pk).update(began_at=timezone.now() - dt.timedelta(hours=13))
    assert "in einem weiteren Browser" in here.get(ACCOUNT).content.decode()
    actions.set_password(koko, "vier Wörter und ein Fluss")
    here.force_login(koko)
    assert "nur hier" in here.get(ACCOUNT).content.decode()


def test_when_a_login_was_used_last_follows_what_is_done_there(koko, monkeypatch):
    here = log_in(koko)
    LoginSession.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=30))
    session = here.session
    session["login_seen"] -= 30 * 60
    session.save()
    here.get(ACCOUNT)
    assert timezone.now() - LoginSession.objects.get().seen_at < dt.timedelta(minutes=1)


def test_the_list_holds_no_key_of_a_session_and_nothing_of_the_browser(koko):
    here = log_in(koko)
    row = LoginSession.objects.values().get()
    assert row.keys() == {"id", "user_id", "fits", "began_at", "seen_at"}
    session = here.session
    assert row["fits"] not in (session.session_key, session["_auth_user_hash"])


def test_a_login_that_was_ended_elsewhere_opens_no_link_there_any_more(koko):
    """What a mail's link opened outlives the end by the clock, but not the end by its owner."""
    from gsvo.accounts.models import User

    here = log_in(koko)
    session = here.session
    session["links"] = {"a" * 16: "b" * 32}
    session.save()
    User.objects.filter(pk=koko.pk).update(is_active=False)
    here.get(ACCOUNT)
    assert "links" not in here.session
