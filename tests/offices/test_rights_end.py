"""What somebody set going ends with the right of who set it going, and is asked about again when redeemed."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from gsvo.accounts.email_changes import change_login_address
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.links.models import Link
from gsvo.offices import actions
from gsvo.offices.models import AccountInvitation, Membership, Role
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.relevance import is_relevant
from tests import factories
from tests.links import real

pytestmark = pytest.mark.django_db
NEW = {"email": "zweite@example.org", "name": "Zweite Adresse", "role": Role.LEAD}
PASSWORD = "vier Wörter und ein Fluss"


@pytest.fixture
def other_lead(koko):
    return factories.member(role=Role.LEAD, name="Andere Leitung")


def membership(user):
    return Membership.objects.get(user=user, left_at=None)


def demote(user, by):
    actions.change_role(membership(user), by=by, expected_role=Role.LEAD, role=Role.MEMBER)


def dismiss(user, by):
    actions.leave(membership(user), by=by)


def stop(user, by):
    user.is_active = False
    user.save()


WAYS = {"demoted": demote, "dismissed": dismiss, "stopped": stop}


def tries_to_come_in(link):
    browser = Client()
    browser.get(real.path_of(link))
    browser.get(link.page_url())
    return browser.post(
        link.page_url(), {"name": "Zweite", "phone": "", "password1": PASSWORD, "password2": PASSWORD}
    )


@pytest.mark.parametrize("way", WAYS)
def test_a_lead_who_lost_the_right_does_not_come_back_by_an_invitation_of_before(way, koko, other_lead):
    invitation = actions.invite(factories.office(), by=koko, **NEW)
    link = Link.objects.to(invitation).get()

    WAYS[way](koko, other_lead)
    answer = tries_to_come_in(link)

    assert answer.status_code == 410
    assert not User.objects.filter(email=NEW["email"]).exists()
    assert not AccountInvitation.objects.open().exists()
    told = OutgoingMail.objects.get(kind="offices/invitations_ended")
    assert told.to_email == other_lead.email


@pytest.mark.parametrize("way", ["group taken", "taken from the group", "no longer staff", "stopped"])
def test_an_invitation_by_staff_ends_with_their_right(way, koko):
    person = factories.staff("Sachbearbeitung")
    invitation = actions.invite(factories.office(), by=person, **NEW)
    group = Group.objects.get(name="Sachbearbeitung")
    if way == "group taken":
        person.groups.clear()
    elif way == "taken from the group":
        group.user_set.remove(person)
    else:
        person.is_staff, person.is_active = way != "no longer staff", way != "stopped"
        person.save()
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_redeeming_asks_again_whatever_way_the_right_was_lost(koko, other_lead):
    invitation = actions.invite(factories.office(), by=koko, **NEW)
    link = Link.objects.to(invitation).get()
    reader = Client()
    reader.get(real.path_of(link))
    Membership.objects.filter(user=koko).update(role=Role.MEMBER)  # past every act

    page = reader.get(link.page_url())
    tries_to_come_in(link)

    assert "niemanden mehr einladen" in page.content.decode()
    assert not User.objects.filter(email=NEW["email"]).exists()
    with pytest.raises(ActionRefused, match="niemanden mehr einladen"):
        actions.register(invitation, by=link, name="Z", phone="", password=PASSWORD)
    assert not is_relevant(OutgoingMail.objects.get(link=link)), "its mail is not sent any more"


def test_a_right_that_stays_ends_nothing(koko, other_lead):
    invitation = actions.invite(factories.office(), by=koko, **NEW)
    demote(other_lead, koko)
    koko.phone = "1"
    koko.save()
    assert AccountInvitation.objects.open().get() == invitation


def test_a_colleague_with_two_offices_keeps_the_invitations_of_the_other(koko, other_lead):
    unna = factories.office(factories.UNNA)
    Membership.objects.create(office=unna, user=koko, role=Role.LEAD)
    kept = actions.invite(unna, by=koko, **NEW)
    actions.invite(factories.office(), by=koko, **NEW)
    actions.leave(Membership.objects.get(user=koko, office=factories.office()), by=other_lead)
    assert AccountInvitation.objects.open().get() == kept


def test_leads_hear_that_somebody_came_in(koko, other_lead):
    invitation = actions.invite(factories.office(), by=koko, **NEW)
    actions.register(
        invitation, by=Link.objects.to(invitation).get(), name="Nina", phone="", password=PASSWORD
    )
    mails = OutgoingMail.objects.filter(kind="offices/somebody_joined")
    assert {mail.to_email for mail in mails} == {koko.email, other_lead.email}
    assert "zweite@example.org" in mails[0].text


def test_whoever_leaves_does_not_return_by_an_invitation_to_the_own_address(koko, other_lead):
    nina = factories.user("nina@example.org")
    invitation = actions.invite(factories.office(), by=koko, email=nina.email, name="Nina", role=Role.MEMBER)
    Membership.objects.create(office=factories.office(), user=nina, role=Role.MEMBER)
    dismiss(nina, koko)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at


def test_an_open_invitation_follows_the_new_address_of_an_account(koko, leitung):
    person = factories.user("alt@example.org")
    invitation = actions.invite(factories.office(), by=koko, email=person.email, name="P", role=Role.MEMBER)
    old = Link.objects.to(invitation).get()
    change_login_address(person, "neu@example.org", by=leitung)
    invitation.refresh_from_db()
    assert invitation.email == "neu@example.org"
    assert not Link.objects.filter(pk=old.pk).usable().exists()
    assert Link.objects.to(invitation).usable().get().email == "neu@example.org"
