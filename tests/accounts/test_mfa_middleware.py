"""The G.I.B.'s people reach nothing without a second factor, by whichever door they come."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse

from gsvo.accounts.mfa_middleware import OUT, PROVE, SET_UP
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.accounts.mfa import app_shows, code_in, delivered, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SET_UP_PAGE, PROVE_PAGE = "/konto/zweiter-faktor/", "/konto/bestaetigen/zweiter-faktor/"
INSIDE = {"oid": "a" * 16, "slug": "grant"}  # by the kind of the variable


@pytest.fixture(autouse=True)
def gate_is_shut(settings):
    settings.STAFF_SECOND_FACTOR = True


def patterns(resolver, prefix="/"):
    """Every address of the portal with something plausible where it is variable, and its view."""
    for entry in resolver.url_patterns:
        part = str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield prefix + part, entry
        else:
            yield from patterns(entry, prefix + part)


def filled_in(route):
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: INSIDE.get(found[1], "1"), route)
    return route.replace("(?P<url>.*)$", "nirgends").replace("^", "").replace("\\Z", "")


def protected():
    """All addresses that need a login, and so every one of the workplace."""
    return sorted(
        {
            filled_in(route)
            for route, entry in patterns(get_resolver())
            if getattr(entry.callback, "login_required", True) and entry.name not in OUT | SET_UP | PROVE
        }
    )


def test_the_addresses_are_all_there():
    addresses = protected()
    assert len([address for address in addresses if address.startswith("/admin/")]) > 100
    assert len([address for address in addresses if not address.startswith("/admin/")]) > 30


@pytest.mark.parametrize("who", ["gib", "admin_user"])
def test_without_a_factor_every_address_leads_to_setting_one_up(client, request, who):
    client.force_login(request.getfixturevalue(who))
    answers = {address: client.get(address) for address in protected()}
    assert {a: r.status_code for a, r in answers.items() if getattr(r, "url", "") != SET_UP_PAGE} == {}


def test_without_a_factor_nothing_can_be_posted_either(client, leitung):
    client.force_login(leitung)
    answers = {address: client.post(address, {"post": "yes"}) for address in protected()}
    assert {a: r.status_code for a, r in answers.items() if getattr(r, "url", "") != SET_UP_PAGE} == {}


def test_a_login_without_the_factor_is_asked_for_it(client, leitung):
    secret = with_app(leitung)
    client.force_login(leitung)
    answers = {address: client.get(address) for address in protected()}
    assert {a for a, r in answers.items() if not getattr(r, "url", "").startswith(PROVE_PAGE)} == set()
    assert client.get("/admin/faelle/").url == f"{PROVE_PAGE}?next=%2Fadmin%2Ffaelle%2F"
    assert client.post(f"{PROVE_PAGE}?next=/admin/", {"code": app_shows(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("page", ["app/", "passkey/"])
def test_a_password_adds_no_further_factor_to_an_account_that_has_one(client, leitung, page):
    """Else whoever has the password gives herself the factor that the gate asks for."""
    with_app(leitung)
    client.force_login(leitung)
    client.post("/konto/bestaetigen/", {"password": factories.PASSWORD})
    assert client.get(SET_UP_PAGE + page).url.startswith(PROVE_PAGE)
    assert Authenticator.objects.count() == 2


def test_password_and_app_open_the_workplace(client, leitung):
    secret = with_app(leitung)
    data = {"login": leitung.email, "password": factories.PASSWORD, "next": "/admin/"}
    assert client.post("/konto/login/", data).url == "/konto/login/zweiter-faktor/"
    assert client.get("/admin/").status_code == 302
    assert client.post("/konto/login/zweiter-faktor/", {"code": app_shows(secret)}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_by_mail_is_no_second_factor(client, leitung, mailoutbox):
    client.post("/konto/login/code/", {"login": leitung.email})
    client.post("/konto/login/code/eingeben/", {"code": code_in(delivered(mailoutbox)[0])})
    assert client.session["_auth_user_id"] == str(leitung.pk)
    assert client.get("/admin/").url == SET_UP_PAGE


def test_a_password_by_link_is_no_second_factor(client, leitung):
    client.post("/konto/passwort-vergessen/", {"email": leitung.email})
    page = client.get(OutgoingMail.objects.get().link.url()).url
    new = "vier Wörter und ein Fluss"
    client.post(page, {"password1": new, "password2": new})
    client.post("/konto/login/", {"login": leitung.email, "password": new})
    assert client.get("/admin/").url == SET_UP_PAGE


def test_setting_up_the_app_opens_the_workplace_at_once(client, leitung, django_capture_on_commit_callbacks):
    client.post("/konto/login/", {"login": leitung.email, "password": factories.PASSWORD})
    page = client.get(SET_UP_PAGE)
    assert "Arbeitsplatz der G.I.B. ist mit einem zweiten Faktor geschützt" in page.content.decode()
    secret = client.get(SET_UP_PAGE + "app/").context["secret_in_groups"].replace(" ", "")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(SET_UP_PAGE + "app/", {"code": app_shows(secret)})
    assert client.get("/admin/").status_code == 200


def test_who_takes_off_the_last_factor_stands_before_the_gate_again(client, leitung):
    secret = with_app(leitung)
    client.post("/konto/login/", {"login": leitung.email, "password": factories.PASSWORD})
    client.post("/konto/login/zweiter-faktor/", {"code": app_shows(secret)})
    client.post("/konto/zweiter-faktor/app/entfernen/")
    assert client.get("/admin/").url == SET_UP_PAGE


def test_leaving_and_the_public_pages_stay_open(client, leitung):
    client.force_login(leitung)
    assert client.get("/impressum/").status_code == 200
    assert client.post("/konto/logout/").url == reverse("home")
    assert "_auth_user_id" not in client.session


def test_a_page_open_to_all_tells_no_more_before_the_gate(client, leitung):
    """No scheduler beats in this test: staff read that it is missing, strangers only that something is."""
    secret = with_app(leitung)
    client.force_login(leitung)
    assert client.get("/readyz").content == b"not ready\n"
    client.post(PROVE_PAGE, {"code": app_shows(secret)})
    assert client.get("/readyz").content.startswith(b"not ready\n- ")


@pytest.mark.parametrize("who", ["koko", "advisor_user"])
def test_the_gate_is_for_the_gibs_people_only(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/konto/").status_code == 200


def test_where_the_setting_is_off_nobody_is_asked(client, leitung, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(leitung)
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("model", [EmailAddress, Authenticator])
def test_allauths_own_tables_have_no_screen(model):
    assert not admin.site.is_registered(model)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "mfa_signup_webauthn"])
def test_there_is_no_address_to_sign_up_at(name):
    assert name not in {entry.name for _route, entry in patterns(get_resolver())}
