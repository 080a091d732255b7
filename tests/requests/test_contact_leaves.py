"""The contact of a request, who does not look after it, leaves the office: who is told what."""

import pytest
from django.utils import timezone

from gsvo.accounts import access
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices.models import Membership, Role
from gsvo.outbox.models import OutgoingMail
from requests import timeline
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
ACTS = ("contact_left", "contact_returned", "handler_left")


def membership(user):
    return Membership.objects.get(user=user, left_at=None)


def events(row):
    return list(row.events.filter(act__in=ACTS).order_by("pk").values_list("act", flat=True))


def mailed(kind):
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("to_email", flat=True))


def named(person, by, state=State.SUBMITTED, **fields):
    """A request that one person looks after and that names another, who has an account, as contact."""
    return factories.support_request(
        state, by=by, contact_name=person.name, contact_email=person.email, **fields
    )


def leaves(user, _lead, _gib):
    offices.leave(membership(user), by=user)


def is_removed(user, lead, _gib):
    offices.leave(membership(user), by=lead)


def is_stopped(user, _lead, gib):
    access.stop(user, by=gib)


@pytest.mark.parametrize("who", ["colleague", "reader"])
@pytest.mark.parametrize("way", [leaves, is_removed, is_stopped])
def test_each_open_request_says_so_and_who_advises_gets_the_handler(way, who, request, koko, gib):
    person = request.getfixturevalue(who)
    rows = [named(person, koko, state) for state in (State.SUBMITTED, State.ENGAGED)]
    others = [
        named(person, koko, State.REJECTED),
        named(person, koko, State.DRAFT),
        factories.support_request(State.SUBMITTED, by=koko),
    ]

    way(person, koko, gib)

    assert [events(row) for row in rows] == [["contact_left"]] * 2
    assert [events(row) for row in others] == [[]] * 3
    assert timeline.sentence(rows[0].events.first()) == (
        f"{person} ist nicht mehr Ansprechperson. Jetzt ist es, wer sich um die Anfrage kümmert."
    )
    assert SupportRequest.objects.get(pk=rows[0].pk).contact.name == koko.name
    contact = OutgoingMail.objects.get(kind="advisors/contact_changed")
    assert contact.to_email == rows[1].engagement.advisor.email
    assert "kümmert sich jetzt Karla Koko" in contact.text
    assert mailed("requests/contact_left") == ([] if way is is_removed else [koko.email])


def test_the_handler_reads_in_one_mail_which_requests_they_are(koko, colleague):
    rows = [named(colleague, koko, title=title) for title in ("Erstes", "Zweites")]
    offices.leave(membership(colleague), by=colleague)

    mail = OutgoingMail.objects.get(kind="requests/contact_left")
    assert mail.subject == "Zur Kenntnis: In 2 Anfragen aus Bielefeld sind Sie jetzt Ansprechperson"
    assert all(f"{row.title} ({row.number})" in mail.text for row in rows)


def test_of_what_she_looks_after_herself_only_that_is_told(koko, colleague):
    row = factories.support_request(State.ENGAGED, by=colleague)
    offices.leave(membership(colleague), by=colleague)

    assert events(row) == ["handler_left"]
    assert len(mailed("advisors/contact_changed")) == 1


def test_whoever_only_reads_from_now_on_stays_contact(koko, colleague):
    row = named(colleague, koko)
    offices.change_role(membership(colleague), by=koko, expected_role=Role.MEMBER, role=Role.READER)

    assert events(row) == []
    assert SupportRequest.objects.get().contact.name == colleague.name


@pytest.mark.parametrize("way", ["the account", "an invitation"])
def test_whoever_comes_back_is_contact_again(way, koko, colleague, gib):
    row = named(colleague, koko, State.ENGAGED)
    if way == "the account":
        access.stop(colleague, by=gib)
        access.reopen(colleague, by=gib)
    else:
        offices.leave(membership(colleague), by=colleague)
        invitation = offices.invite(
            factories.office(), by=koko, email=colleague.email, name=colleague.name, role=Role.READER
        )
        offices.accept(invitation, by=colleague, link=Link.objects.to(invitation).get())

    assert events(row) == ["contact_left", "contact_returned"]
    assert timeline.sentence(row.events.first()) == "Kim Kolleg ist wieder Ansprechperson."
    told = OutgoingMail.objects.filter(kind="advisors/contact_changed").order_by("pk")
    assert "kümmert sich jetzt Kim Kolleg" in told.last().text


def test_a_contact_from_outside_concerns_nobody(koko, colleague):
    row = factories.support_request(State.SUBMITTED, by=koko, contact_email="amt@example.org")
    Membership.objects.filter(user=colleague).update(left_at=timezone.now())

    assert events(row) == []
