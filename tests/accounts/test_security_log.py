"""The security log tells of guesses, blocks and changes: by number or keyed hash, never by name."""

import logging

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from gsvo.accounts import mfa_failures
from gsvo.accounts.models import User
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.accounts.mfa import app_shows, code_in, delivered, with_app, with_passkey
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db
LOGIN, ASKED = "/konto/login/", "/konto/login/zweiter-faktor/"
AGAIN, BY_PASSWORD = "/konto/bestaetigen/zweiter-faktor/", "/konto/bestaetigen/"
WRONG = "000000"


@pytest.fixture
def events(caplog):
    """What was written so far: {event: [its fields]}."""
    caplog.set_level(logging.INFO, logger="gsvo.security")

    def read():
        found = {}
        for record in caplog.records:
            if record.name == "gsvo.security":
                found.setdefault(record.getMessage(), []).append(record.fields)
        return found

    return read


def log_in(client, user, password=factories.PASSWORD):
    return client.post(LOGIN, {"login": user.email, "password": password})


# --- who could not come in -----------------------------------------------------------------------
def test_a_failed_login_names_the_account_by_its_number(client, koko, events):
    client.post(LOGIN, {"login": koko.email.upper(), "password": "ganz-falsch"})
    assert events()["login failed"] == [{"account": koko.pk}]


def test_an_address_without_account_stands_there_as_a_keyed_hash(client, settings, events):
    for email in ("wer@example.org", "WER@example.org", "wen@example.org"):
        client.post(LOGIN, {"login": email, "password": "ganz-falsch"})
    first, again, other = (fields["typed"] for fields in events()["login failed"])
    assert first == again != other
    assert "wer" not in first
    settings.SECRET_KEY = "k" * 60
    client.post(LOGIN, {"login": "wer@example.org", "password": "ganz-falsch"})
    assert events()["login failed"][-1]["typed"] != first  # whoever has the log alone can try no names


@pytest.mark.parametrize("email", [None, "niemand@example.org"])
def test_who_may_try_no_longer_is_told_of(client, koko, events, email):
    for _try in range(11):
        client.post(LOGIN, {"login": email or koko.email, "password": "ganz-falsch"})
    (blocked,) = events()["login blocked"]
    assert blocked == ({"account": koko.pk} if email is None else {"typed": blocked["typed"]})


def test_a_closed_account_that_knocks_is_told_of(client, koko, events):
    User.objects.filter(pk=koko.pk).update(is_active=False)
    log_in(client, koko)
    assert "login" not in events()
    assert events()["login refused"] == [{"account": koko.pk}]


def test_a_wrong_code_from_a_mail(client, koko, events):
    for email in (koko.email, "niemand@example.org"):
        client.post("/konto/login/code/", {"login": email})
        client.post("/konto/login/code/eingeben/", {"code": "0000-0000"})
    known, unknown = events()["wrong code"]
    assert known == {"account": koko.pk}
    assert unknown.keys() == {"typed"}


def test_a_wrong_second_factor_at_the_login(client, koko, events):
    with_app(koko)
    log_in(client, koko)
    client.post(ASKED, {"code": WRONG})
    assert events()["wrong factor"] == [{"account": koko.pk, "kind": "totp", "confirming": False}]


def test_a_code_that_was_used_before(client, koko, events):
    secret = with_app(koko)
    code = app_shows(secret)
    for browser in (client, Client()):
        log_in(browser, koko)
        browser.post(ASKED, {"code": code})
    assert events()["wrong factor"] == [{"account": koko.pk, "kind": "totp", "confirming": False}]


@pytest.mark.parametrize(
    "sent", ['{"id": "x"}', "[1]", '"x"', '{"id": 1, "rawId": {}, "type": [], "response": 0}']
)
def test_a_passkey_that_does_not_fit(client, koko, events, sent):
    with_passkey(koko)
    log_in(client, koko)
    assert client.post(ASKED, {"credential": sent}).status_code == 200
    assert Client().post("/konto/login/passkey/", {"credential": sent}).status_code < 400
    assert events()["wrong factor"] == [{"account": koko.pk, "kind": "webauthn", "confirming": False}]


def test_failures_to_confirm_who_is_there(client, koko, advisor_user, events):
    client.force_login(koko)
    client.post(BY_PASSWORD, {"password": "ganz-falsch"})
    new = "vier Wörter und ein Fluss"
    change = {"oldpassword": "ganz-falsch", "password1": new, "password2": new}
    client.post("/konto/passwort-aendern/", change)
    client.force_login(advisor_user)
    client.post("/konto/bestaetigen/code/")
    client.post("/konto/bestaetigen/code/", {"code": "0000-0000"})
    with_app(advisor_user)
    client.force_login(advisor_user)
    client.post(AGAIN, {"code": WRONG})
    assert [(f["account"], f["kind"]) for f in events()["confirmation failed"]] == [
        (koko.pk, "password"),
        (koko.pk, "password"),
        (advisor_user.pk, "code"),
    ]
    assert events()["wrong factor"] == [{"account": advisor_user.pk, "kind": "totp", "confirming": True}]


# --- what changes who gets in, or may do more -------------------------------------------------------
def test_changes_of_password_and_factors(client, koko, events):
    client.force_login(koko)
    new = "vier Wörter und ein Fluss"
    client.post(
        "/konto/passwort-aendern/", {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    )
    with_app(koko)
    Authenticator.objects.filter(user=koko).delete()
    assert events()["password changed"] == [{"account": koko.pk}]
    changed = {(fields["act"], fields["kind"]) for fields in events()["factor changed"]}
    assert changed == {(act, kind) for act in ("added", "removed") for kind in ("totp", "recovery_codes")}


def test_changes_of_groups_and_rights(gib, events):
    group = Group.objects.get(name="Leitung")
    gib.groups.add(group)
    right = Permission.objects.first()
    gib.user_permissions.add(right)
    group.permissions.remove(group.permissions.first())
    gib.groups.clear()
    found = [
        (f["of"], f["record"], f["act"], f["what"])
        for f in events()["rights changed"]
        if (f["of"], f["record"]) in (("accounts.user", gib.pk), ("auth.group", group.pk))
    ][-4:]
    assert found == [
        ("accounts.user", gib.pk, "added", "auth.group"),
        ("accounts.user", gib.pk, "added", "auth.permission"),
        ("auth.group", group.pk, "removed", "auth.permission"),
        ("accounts.user", gib.pk, "cleared", "auth.group"),
    ]


def test_nothing_in_it_names_anybody(client, koko, caplog):
    caplog.set_level(logging.INFO)
    with_app(koko)
    log_in(client, koko, "ganz-falsch")
    log_in(client, koko)
    client.post(ASKED, {"code": WRONG})
    client.post("/konto/login/code/", {"login": "wer@example.org"})
    client.post("/konto/login/code/eingeben/", {"code": "0000-0000"})
    text = repr([(record.getMessage(), getattr(record, "fields", {})) for record in caplog.records])
    for word in ("karla", "koko", "wer@", "example", "falsch", WRONG, "0000-0000"):
        assert word not in text.lower()


# --- the owner learns of guesses -----------------------------------------------------------------
def guess(user, times, tries_in_a_row=3):
    """Wrong codes in browsers of their own, as many as one login allows."""
    from django.core.cache import cache

    for number in range(times):
        if number % tries_in_a_row == 0:
            browser = Client()
            cache.clear()  # the limit of ten in five minutes is another test's
            log_in(browser, user)
        browser.post(ASKED, {"code": WRONG})


def mails():
    return OutgoingMail.objects.filter(kind="accounts/wrong_factors")


def test_the_owner_gets_one_mail_at_the_tenth_wrong_factor(koko):
    with_app(koko)
    guess(koko, 9)
    assert not mails().exists()
    guess(koko, 6)
    mail = mails().get()
    assert mail.to_email == koko.email
    assert "10-mal hintereinander falsch" in mail.text


def test_the_limit_of_tries_lets_the_tenth_through(client, koko):
    with_app(koko)
    log_in(client, koko)
    for _try in range(11):
        client.post(ASKED, {"code": WRONG})
    assert mails().count() == 1


def test_the_right_one_ends_the_episode(client, koko):
    secret = with_app(koko)
    guess(koko, 9)
    log_in(client, koko)
    client.post(ASKED, {"code": app_shows(secret)})
    guess(koko, 9)
    assert not mails().exists()
    guess(koko, 1)
    assert mails().count() == 1


def test_a_day_without_a_wrong_one_ends_it_as_well(koko):
    with_app(koko)
    guess(koko, 10)
    User.objects.filter(pk=koko.pk).update(wrong_factor_at=timezone.now() - mfa_failures.EPISODE)
    guess(koko, 9)
    assert mails().count() == 1
    guess(koko, 1)
    assert mails().count() == 2


@pytest.mark.parallel
def test_guessers_at_once_are_all_counted(parallel_db):
    user = factories.user("viel@example.org")
    run_parallel(12, lambda _number: mfa_failures.count(user))
    assert User.objects.get(pk=user.pk).wrong_factors == 12
    assert mails().count() == 1


def test_a_login_code_from_a_mail_still_works_meanwhile(client, koko, mailoutbox):
    client.post("/konto/login/code/", {"login": koko.email})
    client.post("/konto/login/code/eingeben/", {"code": code_in(delivered(mailoutbox)[0])})
    assert client.get("/konto/").status_code == 200
