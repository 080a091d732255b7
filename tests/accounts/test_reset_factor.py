"""Leitung resets a lost second factor: of anybody but herself and superusers, and not unnoticed."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.accounts.mfa import with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FIND = "/admin/accounts/user/zweiter-faktor/"


def account_of(user):
    return reverse("admin:accounts_access", args=[user.pk])


def page_of(user):
    return reverse("admin:accounts_reset_factor", args=[user.pk])


@pytest.mark.parametrize("who", ["gib", "koko", "advisor_user"])
def test_leitung_resets_the_factor_of_staff_offices_and_advisors(client, leitung, request, who):
    lost = request.getfixturevalue(who)
    with_app(lost)
    theirs = type(client)()
    theirs.force_login(lost)
    client.force_login(leitung)
    assert client.post(FIND, {"email": lost.email.upper()}).url == account_of(lost)
    assert page_of(lost) in client.get(account_of(lost)).content.decode()
    assert client.get(page_of(lost)).status_code == 200
    assert Authenticator.objects.filter(user=lost).count() == 2
    client.post(page_of(lost))
    assert not Authenticator.objects.filter(user=lost).exists()
    assert theirs.get("/konto/").status_code == 302
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object()) == (leitung, lost)
    assert entry.change_message == "Zweiter Faktor zurückgesetzt"
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.to_email) == ("accounts/factor_reset", lost.email)


def test_the_record_is_german_in_whatever_language_leitung_works(client, leitung, koko):
    with_app(koko)
    client.force_login(leitung)
    client.post(reverse("language"), {"language": "en"})
    client.post(page_of(koko))
    assert LogEntry.objects.get().change_message == "Zweiter Faktor zurückgesetzt"


def test_the_page_of_a_staff_account_leads_there(client, leitung, gib):
    client.force_login(leitung)
    page = client.get(reverse("admin:accounts_user_change", args=[gib.pk])).content.decode()
    assert account_of(gib) in page
    own = client.get(reverse("admin:accounts_user_change", args=[leitung.pk])).content.decode()
    assert account_of(leitung) not in own
    assert FIND in client.get(reverse("admin:accounts_user_changelist")).content.decode()


@pytest.mark.parametrize("whose", ["leitung", "admin_user"])
def test_leitung_resets_neither_her_own_nor_a_superusers(client, leitung, request, whose):
    lost = request.getfixturevalue(whose)
    with_app(lost)
    client.force_login(leitung)
    assert client.get(page_of(lost)).status_code == 403
    assert client.post(page_of(lost)).status_code == 403
    response = client.post(FIND, {"email": lost.email})
    assert list(response.context["form"].errors) == ["email"]
    assert Authenticator.objects.filter(user=lost).count() == 2
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("gib", 403), ("controlling", 403), ("koko", 404), ("advisor_user", 404)],
)
def test_nobody_else_does_it(client, other_koko, request, who, status):
    with_app(other_koko)
    client.force_login(request.getfixturevalue(who))
    assert client.get(page_of(other_koko)).status_code == status
    assert client.post(page_of(other_koko)).status_code == status
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize(("who", "status"), [("controlling", 403), ("koko", 404), ("advisor_user", 404)])
def test_others_find_no_account(client, other_koko, request, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(FIND).status_code == status
    assert client.post(FIND, {"email": other_koko.email}).status_code == status


def test_superusers_help_superusers_but_not_themselves(client, admin_user):
    other = factories.user("zweite@example.org", is_staff=True, is_superuser=True)
    for user in (other, admin_user):
        with_app(user)
    client.force_login(admin_user)
    client.post(page_of(other))
    assert client.post(page_of(admin_user)).status_code == 403
    assert set(Authenticator.objects.values_list("user", flat=True)) == {admin_user.pk}


def test_an_unknown_address_is_told_at_the_field(client, leitung):
    client.force_login(leitung)
    response = client.post(FIND, {"email": "niemand@example.org"})
    assert response.context["form"].errors == {"email": ["Zu dieser Adresse gibt es kein Konto."]}


def test_where_there_is_no_factor_nothing_happens(client, leitung, koko):
    client.force_login(leitung)
    assert "Es gibt nichts zurückzusetzen" in client.get(page_of(koko)).content.decode()
    client.post(page_of(koko))
    assert not LogEntry.objects.exists()
    assert not OutgoingMail.objects.exists()
