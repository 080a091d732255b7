"""Passwords and codes, however a keyboard or a mail program spells them."""

import unicodedata

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from gsvo.accounts.backends import AuthenticationBackend
from gsvo.accounts.forms import NewPassword
from gsvo.accounts.models import User
from tests import factories
from tests.accounts.mfa import app_shows, code_in, delivered, with_app

pytestmark = pytest.mark.django_db
PASSWORD = "Kähne ﬂößen grüne Pilze"
SPELLED = {form: unicodedata.normalize(form, PASSWORD) for form in ("NFC", "NFD", "NFKC", "NFKD")}
every_way = pytest.mark.parametrize("typed", SPELLED.values(), ids=SPELLED.keys())


def is_in(client):
    return "_auth_user_id" in client.session


def log_in(client, user, password):
    client.post(reverse("account_login"), {"login": user.email, "password": password})
    return is_in(client)


@every_way
@pytest.mark.parametrize("set_as", SPELLED.values(), ids=SPELLED.keys())
def test_a_password_opens_however_the_keyboard_spells_it(client, typed, set_as):
    assert log_in(client, factories.user(password=set_as), typed)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_from_before_still_opens(client, form):
    user = factories.user()
    super(User, user).set_password(SPELLED[form])  # as a release before this one stored it
    user.save()
    assert log_in(client, user, SPELLED[form])


def test_a_password_from_before_in_nfd_opens_when_typed_in_nfc():
    user = factories.user()
    super(User, user).set_password(unicodedata.normalize("NFD", "Kähne flößen"))
    assert user.check_password("Kähne flößen")
    assert not user.check_password("Kahne flossen")
    assert not user.check_password("")
    assert not user.check_password(None)


@every_way
def test_a_new_password_may_be_typed_twice_in_two_ways_and_is_measured_in_letters(typed):
    form = NewPassword({"password1": typed, "password2": PASSWORD})
    assert form.is_valid()
    few = NewPassword({"password1": unicodedata.normalize("NFD", "äöüäöü"), "password2": "äöüäöü"})
    assert not few.is_valid()  # twelve signs, six letters


def test_the_password_of_a_superuser_made_by_command_opens(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", SPELLED["NFD"])
    call_command("createsuperuser", interactive=False, email="ROOT@xn--kreis-dren-geb.example")
    user = User.objects.get(is_superuser=True)
    assert user.email == "root@kreis-düren.example"
    assert log_in(client, user, SPELLED["NFC"])


def test_a_wrong_password_with_umlauts_costs_the_same_whoever_it_is(koko, monkeypatch):
    hashed, hasher = [], type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args: (hashed.append(1), encode(*args))[1])
    counts = []
    for email in (koko.email, "nobody@example.org"):
        hashed.clear()
        assert AuthenticationBackend().authenticate(None, email=email, password="falsch für alle") is None
        counts.append(len(hashed))
    assert counts[0] == counts[1] == 2


@pytest.mark.parametrize(
    "pasted",
    ["{0}–{1}", "{0}\u2011{1}", "\u200b{0} - {1}\u00a0", "{0}\u00ad{1}.", "{0}\n{1}"],
)
def test_a_mailed_code_counts_with_whatever_came_along(client, koko, mailoutbox, pasted):
    client.post("/konto/login/code/", {"login": koko.email})
    code = code_in(delivered(mailoutbox)[0])
    client.post("/konto/login/code/eingeben/", {"code": pasted.format(*code.split("-"))})
    assert is_in(client)


def test_a_mailed_code_counts_in_wide_digits(client, koko, mailoutbox):
    client.post("/konto/login/code/", {"login": koko.email})
    code = code_in(delivered(mailoutbox)[0])
    wide = "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else "－" for digit in code)
    client.post("/konto/login/code/eingeben/", {"code": wide})
    assert is_in(client)


@pytest.mark.parametrize("kind", ["app", "emergency"])
def test_codes_of_the_second_factor_count_with_whatever_came_along(client, koko, kind):
    secret = with_app(koko)
    client.post("/konto/login/", {"login": koko.email, "password": factories.PASSWORD})
    cache.clear()
    code = app_shows(secret) if kind == "app" else _emergency_code(koko)
    client.post("/konto/login/zweiter-faktor/", {"code": f"{code[:3]}\u2009–\u200b{code[3:]}\u00a0"})
    assert is_in(client)


def _emergency_code(user):
    return user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
