"""Wherever an address changes, what still waits goes to the new one; whoever left gets nothing."""

import pytest
from django.db import transaction
from django.urls import reverse

from gsvo.accounts.actions import send_password_link
from gsvo.links.models import Link
from gsvo.offices import committee_actions
from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.queue import Mail, queue_mail
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "neu@stadt.example"


def waiting_for(person):
    with transaction.atomic():
        return queue_mail(Mail("accounts/factor_reset", to=person))


ANNOUNCED = ("Ihre Adresse", "Ihr Eintrag")  # both mailboxes are told of the change itself


def went_to(mailoutbox):
    deliver()
    return [message.to[0] for message in mailoutbox if not message.subject.startswith(ANNOUNCED)]


def act(client, account, slug, **fields):
    assert client.post(reverse("admin:accounts_act", args=[account.pk, slug]), fields).status_code == 302


def saved(client, url, fields):
    """Send a form as it was shown."""
    fingerprint = client.get(url).context["adminform"].form.fingerprint()
    assert client.post(url, fields | {"revision": fingerprint}).status_code == 302


def test_an_account_changed_by_leitung(client, leitung, gib, mailoutbox):
    mail = waiting_for(gib)
    client.force_login(leitung)
    act(client, gib, "anmeldeadresse", email=NEW)
    mail.refresh_from_db()
    assert mail.to_email == NEW


def test_a_link_for_the_first_password_is_made_anew_for_the_new_address(client, leitung, gib, mailoutbox):
    with transaction.atomic():
        send_password_link(gib.email)
    old = Link.objects.get()
    client.force_login(leitung)
    act(client, gib, "anmeldeadresse", email=NEW)
    deliver()
    old.refresh_from_db()
    assert not old.is_usable
    assert Link.objects.usable().get().email == NEW
    assert OutgoingMail.objects.get(link=old).status == Status.OBSOLETE


def test_whoever_asked_for_no_password_gets_no_link_with_a_new_address(client, leitung, gib):
    client.force_login(leitung)
    act(client, gib, "anmeldeadresse", email=NEW)
    assert not OutgoingMail.objects.filter(kind="accounts/password_link").exists()


def test_an_advisor_and_the_open_invitation(client, gib, mailoutbox):
    factories.invited(gib)
    invitation = OutgoingMail.objects.get()
    advisor = invitation.link.target.advisor
    waiting_for(advisor)
    client.force_login(gib)
    fields = {"name": advisor.name, "email": NEW, "mode": "mixed", "quarters_per_period": "20"}
    saved(client, reverse("admin:advisors_advisor_change", args=[advisor.pk]), fields)
    assert [NEW in address for address in went_to(mailoutbox)] == [True] * 2
    invitation.refresh_from_db()
    assert invitation.status == Status.OBSOLETE


@pytest.fixture
def member(koko):
    factories.committee(members=1)
    return koko.memberships.get().office.committee.members.get()


def change_member(member, by, **changes):
    fields = {name: getattr(member, name) for name in ("institution", "function", "name", "email")}
    fields |= {"is_voting": True, "is_chair": member.is_chair, **changes}
    committee_actions.change_member(member, by=by, expected_revision=member.revision, **fields)


def test_a_member_of_the_committee(koko, member, mailoutbox):
    waiting_for(member)
    change_member(member, koko, email=NEW)
    assert [NEW in address for address in went_to(mailoutbox)] == [True]


def test_a_name_spelled_right_loses_no_mail(koko, member, mailoutbox):
    waiting_for(member)
    change_member(member, koko, name="Mia Meier-Maier")
    assert [member.email in address for address in went_to(mailoutbox)] == [True]


def test_another_person_in_the_place_does_not_get_the_former_ones_mail(koko, member, mailoutbox):
    mail = waiting_for(member)
    change_member(member, koko, name="Otto Other", email=NEW)
    assert went_to(mailoutbox) == []
    mail.refresh_from_db()
    assert mail.status == Status.OBSOLETE


def test_a_members_open_statement_comes_with_a_link_to_the_new_address(koko, member, mailoutbox):
    factories.opened_round(factories.support_request(State.CLARIFYING, by=koko))
    change_member(member, koko, email=NEW)
    assert [NEW in address for address in went_to(mailoutbox)] == [True]


def test_what_was_sent_keeps_the_address_it_went_to(client, leitung, gib, mailoutbox):
    mail = waiting_for(gib)
    former = gib.email
    deliver()
    client.force_login(leitung)
    act(client, gib, "anmeldeadresse", email=NEW)
    mail.refresh_from_db()
    assert (mail.to_email, mail.status) == (former, Status.SENT)


def test_an_account_that_is_switched_off_gets_no_mail_that_still_waits(client, leitung, gib, mailoutbox):
    mail = waiting_for(gib)
    client.force_login(leitung)
    act(client, gib, "sperren")
    (stopped,) = OutgoingMail.objects.filter(status=Status.QUEUED)
    assert stopped.kind == "accounts/access_stopped"
    mail.refresh_from_db()
    assert mail.status == Status.OBSOLETE


def test_a_member_who_is_taken_off_the_list_gets_no_mail_that_still_waits(koko, member, mailoutbox):
    mail = waiting_for(member)
    committee_actions.remove_member(member, by=koko)
    assert went_to(mailoutbox) == []
    mail.refresh_from_db()
    assert mail.status == Status.OBSOLETE
