"""Offices in the workplace: who works there, and the first lead's invitation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gsvo.offices import actions
from gsvo.offices.models import AccountInvitation, Office
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.admin_forms import save

pytestmark = pytest.mark.django_db
LEAD = {"name": "Lea Leitung", "email": "lea@example.org"}


def _invite_page():
    return reverse("admin:offices_invite_lead", args=[factories.office().pk])


def _office_page():
    return reverse("admin:offices_office_change", args=[factories.office().pk])


@pytest.mark.parametrize("who", ["gib", "leitung", "admin_user"])
def test_staff_invite_the_first_lead(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(_invite_page()).status_code == 200
    response = client.post(_invite_page(), {**LEAD, "role": "reader"})
    invitation = AccountInvitation.objects.get()
    assert response.url == _office_page()
    assert (invitation.office, invitation.email, invitation.role) == (
        factories.office(),
        "lea@example.org",
        "lead",
    )
    assert OutgoingMail.objects.get().kind == "offices/account_invitation"


def test_controlling_looks_and_invites_nobody(client, controlling):
    client.force_login(controlling)
    page = client.get(_office_page())
    assert page.status_code == 200
    assert "Leitung einladen" not in page.content.decode()
    assert client.post(_invite_page(), LEAD).status_code == 403
    assert not AccountInvitation.objects.exists()


@pytest.mark.parametrize("who", ["koko", "advisor_user"])
def test_others_find_nothing_here(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(_invite_page(), LEAD).status_code == 404
    assert not AccountInvitation.objects.exists()


def test_an_invitation_twice_is_refused_with_the_text_kept(client, gib):
    client.force_login(gib)
    client.post(_invite_page(), LEAD)
    response = client.post(_invite_page(), LEAD)
    assert "schon eingeladen" in response.content.decode()
    assert response.context["form"]["name"].value() == "Lea Leitung"
    assert OutgoingMail.objects.count() == 1


def test_staff_take_an_invitation_back(client, gib):
    invitation = actions.invite(factories.office(), by=gib, role="lead", **LEAD)
    client.force_login(gib)
    url = reverse("admin:offices_withdraw_invitation", args=[factories.office().pk, invitation.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).url == _office_page()
    assert not AccountInvitation.objects.open().exists()
    assert "schon zurückgenommen" in client.post(url, follow=True).content.decode()


def test_the_office_says_who_works_there(client, gib, koko, reader):
    client.force_login(gib)
    page = client.get(_office_page()).content.decode()
    assert "Karla Koko" in page
    assert "Leo Leser" in page


def test_the_list_finds_offices_without_a_lead(client, gib, koko):
    client.force_login(gib)
    url = reverse("admin:offices_office_changelist")
    assert client.get(url, {"leitung": "nein"}).context["cl"].result_count == 52
    assert list(client.get(url, {"leitung": "ja"}).context["cl"].queryset) == [factories.office()]


def test_the_list_asks_as_often_for_one_row_as_for_three(client, gib):
    client.force_login(gib)
    url = reverse("admin:offices_office_changelist")
    asked = []
    client.get(url)
    for keys in (["05711", "05978", "05111"], ["05711"]):
        Office.objects.exclude(key__in=keys).delete()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).context["cl"].result_count == len(keys)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_only_what_may_change_is_changed(client, gib):
    client.force_login(gib)
    save(
        client, _office_page(), {"display_name": "Stadt Bielefeld", "is_named_publicly": "on", "key": "99999"}
    )
    office = Office.objects.get(key="05711")
    assert (office.display_name, office.is_named_publicly) == ("Stadt Bielefeld", False)


def test_who_leads_already_learns_of_a_lead_from_outside(client, gib, koko, colleague):
    client.force_login(gib)

    client.post(_invite_page(), LEAD)

    sent = OutgoingMail.objects.filter(kind="offices/somebody_invited")
    assert [mail.to_email for mail in sent] == [koko.email]
