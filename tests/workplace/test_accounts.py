"""Leitung keeps the accounts of the three groups, and no more."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from gsvo.accounts.actions import send_password_link
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.admin_forms import save

pytestmark = pytest.mark.django_db


def group(name):
    return Group.objects.get(name=name)


def person(**changes):
    return {"email": "Neu@Example.org", "name": "Nele Neu", **changes}


def test_leitung_adds_staff_who_get_a_link_to_set_their_password(client, leitung):
    client.force_login(leitung)

    client.post(reverse("admin:accounts_user_add"), person(groups=[group("Sachbearbeitung").pk]))

    new = User.objects.get(email="neu@example.org")
    assert (new.is_staff, new.is_superuser, new.has_usable_password()) == (True, False, False)
    assert new.has_perm("requests.review_supportrequest")
    mail = OutgoingMail.objects.get(kind="accounts/password_link")
    assert mail.to_email == "neu@example.org"
    assert "ist ein Konto der G.I.B. im Portal angelegt" in mail.text
    assert "jemand bei der Anmeldung" not in mail.text  # nobody asked


@pytest.mark.parametrize(
    "forged", ["email", "is_active", "is_superuser", "is_staff", "user_permissions", "password"]
)
def test_forged_fields_give_no_right(client, leitung, gib, forged):
    client.force_login(leitung)
    before = User.objects.filter(pk=gib.pk).values().get()

    save(
        client,
        reverse("admin:accounts_user_change", args=[gib.pk]),
        person(email=gib.email, name=gib.name, groups=[group("Sachbearbeitung").pk]) | {forged: "1"},
    )

    assert User.objects.filter(pk=gib.pk).values().get() == before
    assert gib.user_permissions.count() == 0


def test_leitung_cannot_give_another_group(client, leitung, gib):
    other = Group.objects.create(name="Technik")
    client.force_login(leitung)

    url = reverse("admin:accounts_user_change", args=[gib.pk])
    response = save(client, url, person(email=gib.email, groups=[other.pk]))

    assert response.status_code == 200
    assert list(gib.groups.values_list("name", flat=True)) == ["Sachbearbeitung"]


def test_leitung_cannot_change_the_own_account(client, leitung):
    client.force_login(leitung)

    response = client.post(
        reverse("admin:accounts_user_change", args=[leitung.pk]),
        person(email=leitung.email, groups=[group("Controlling").pk]),
    )

    assert response.status_code == 403
    assert list(leitung.groups.values_list("name", flat=True)) == ["Leitung"]


def test_superusers_and_people_of_offices_are_out_of_reach(client, leitung, admin_user, koko):
    client.force_login(leitung)
    for other in (admin_user, koko):
        url = reverse("admin:accounts_user_change", args=[other.pk])
        client.post(url, person(email=other.email, name="Umbenannt", groups=[group("Leitung").pk]))
        other.refresh_from_db()
        assert (other.name == "Umbenannt", other.groups.count()) == (False, 0)
    names = client.get(reverse("admin:accounts_user_changelist")).content.decode()
    assert (admin_user.email in names, koko.email in names) == (False, False)


@pytest.mark.parametrize("weak", ["gib", "controlling"])
def test_others_keep_no_accounts(client, weak, leitung, request):
    client.force_login(request.getfixturevalue(weak))
    for url in (
        reverse("admin:accounts_user_changelist"),
        reverse("admin:accounts_user_add"),
        reverse("admin:accounts_user_change", args=[leitung.pk]),
    ):
        assert client.get(url).status_code == 403
        assert client.post(url, person(groups=[group("Leitung").pk])).status_code == 403
    assert not User.objects.filter(email="neu@example.org").exists()


def test_an_address_that_has_an_account_is_refused_with_a_sentence(client, leitung, koko):
    client.force_login(leitung)

    response = client.post(
        reverse("admin:accounts_user_add"), person(email=koko.email.upper(), groups=[group("Leitung").pk])
    )

    assert response.status_code == 200
    assert not User.objects.get(pk=koko.pk).is_staff


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(client, leitung, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.staff("Controlling")
    client.force_login(leitung)

    with django_assert_num_queries(9):
        client.get(reverse("admin:accounts_user_changelist"))


@pytest.mark.parametrize("typed", ["password__startswith", "last_login__isnull", "groups__user__password"])
def test_no_filter_typed_into_the_address_reads_passwords(client, leitung, typed):
    client.force_login(leitung)
    address = reverse("admin:accounts_user_changelist")
    assert client.get(address, {typed: "a"})["Location"] == address  # the whole list, whatever was guessed


def test_the_offered_filters_work(client, leitung):
    client.force_login(leitung)
    offered = {"is_active__exact": "1", "groups__id__exact": group("Leitung").pk}
    response = client.get(reverse("admin:accounts_user_changelist"), offered)
    assert list(response.context["cl"].queryset) == [leitung]


def test_a_new_address_kills_the_password_link_in_the_old_mailbox(client, leitung, gib):
    send_password_link(gib.email)
    old = Link.objects.to(gib).usable().get()
    client.force_login(leitung)

    client.post(reverse("admin:accounts_act", args=[gib.pk, "anmeldeadresse"]), {"email": "Neu@Example.org"})

    gib.refresh_from_db()
    assert gib.email == "neu@example.org"
    old.refresh_from_db()
    assert not old.is_usable
