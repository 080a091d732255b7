"""Whoever looks after open requests leaves the office, only reads there or is stopped: who is told what."""

import pytest
from django.urls import reverse

from gsvo.accounts import access
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices.models import Membership, Role
from gsvo.outbox.models import OutgoingMail
from gsvo.workplace import dashboard
from requests import actions, timeline
from requests.models import SupportRequest
from requests.reminders import extended_at
from requests.workflow import State, WaitingOn, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db
ACTS = ("handler_left", "handler_returned")


@pytest.fixture
def lore(koko):
    """Leads Bielefeld as well."""
    return factories.member(role=Role.LEAD, name="Lore Leitung", email="lore@example.org")


def membership(user, key=factories.BIELEFELD):
    return Membership.objects.get(user=user, office__key=key, left_at=None)


def events(row):
    return list(row.events.filter(act__in=ACTS).order_by("pk").values_list("act", flat=True))


def mailed(kind):
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("to_email", flat=True))


def demote(user, by):
    row = membership(user)
    offices.change_role(row, by=by, expected_role=row.role, role=Role.READER)


def leaves(user, _lead, _gib):
    offices.leave(membership(user), by=user)


def is_removed(user, lead, _gib):
    offices.leave(membership(user), by=lead)


def is_made_reader(user, lead, _gib):
    demote(user, lead)


def is_stopped(user, _lead, gib):
    access.stop(user, by=gib)


WAYS = [leaves, is_removed, is_made_reader, is_stopped]


# --- what stands on the cases ------------------------------------------------------------------------
@pytest.mark.parametrize("way", WAYS)
def test_each_open_case_of_that_person_in_that_office_says_so(way, koko, lore, gib):
    open_ones = [
        factories.support_request(state, by=koko)
        for state in (State.SUBMITTED, State.CLARIFYING, State.MATCHING, State.ENGAGED, State.CLOSING)
    ]
    others = [
        factories.support_request(State.COMPLETED, by=koko),
        factories.support_request(State.SUBMITTED, by=lore),
        factories.support_request(State.DRAFT, by=koko),
    ]

    way(koko, lore, gib)

    assert [events(row) for row in open_ones] == [["handler_left"]] * 5
    assert [events(row) for row in others] == [[]] * 3
    told = open_ones[0].events.first()
    by = {is_stopped: (gib, WorkflowRole.CASEWORK), leaves: (koko, WorkflowRole.OFFICE)}
    assert (told.by_user, told.by_role) == by.get(way, (lore, WorkflowRole.OFFICE))
    assert told.data == {"from_id": koko.pk}
    assert timeline.sentence(told) == (
        "Karla Koko kümmert sich nicht mehr um die Anfrage. "
        "Bis jemand sie übernimmt, tut es die Leitung der Stelle."
    )


def test_cases_of_another_office_go_on(koko, lore):
    unna = factories.office(factories.UNNA)
    Membership.objects.create(office=unna, user=koko, role=Role.LEAD)
    row = factories.support_request(State.SUBMITTED, office=unna, by=koko)

    offices.leave(membership(koko), by=koko)

    assert events(row) == []
    assert row.recipients() == [koko]


def test_whoever_only_reads_already_leaves_nothing_behind_a_second_time(koko, lore, gib):
    row = factories.support_request(State.SUBMITTED, by=koko)
    demote(koko, lore)
    offices.leave(membership(koko), by=lore)
    access.stop(koko, by=gib)

    assert events(row) == ["handler_left"]
    assert mailed("requests/handler_left") == []  # the only other lead did it


def test_a_stopped_person_who_is_removed_afterwards_is_told_of_once(koko, lore, gib):
    row = factories.support_request(State.SUBMITTED, by=koko)
    access.stop(koko, by=gib)
    offices.leave(Membership.objects.get(user=koko), by=lore)

    assert events(row) == ["handler_left"]


def test_the_step_at_hand_is_the_leads_from_today_on(koko, lore):
    row = factories.support_request(State.CLARIFYING, by=koko)
    before = row.waiting_since
    offices.leave(membership(koko), by=koko)

    row.refresh_from_db()
    assert (row.state, row.waiting_on) == (State.CLARIFYING, WaitingOn.OFFICE)
    assert row.waiting_since > before
    assert row.pk in extended_at(SupportRequest.objects.all(), "handler_left")


# --- who is told --------------------------------------------------------------------------------------
def test_the_other_leads_get_one_mail_with_all_cases_and_drafts(koko, lore, colleague, reader):
    lars = factories.member(role=Role.LEAD, name="Lars Leitung", email="lars@example.org")
    running = factories.support_request(State.ENGAGED, by=koko, title="Wege in die Ausbildung")
    factories.support_request(State.DRAFT, by=koko, title="Praktika abstimmen")
    factories.support_request(State.REJECTED, by=koko, title="Längst vorbei")

    offices.leave(membership(koko), by=koko)

    assert mailed("requests/handler_left") == [lars.email, lore.email]
    mail = OutgoingMail.objects.filter(kind="requests/handler_left").first()
    assert mail.subject == "Aufgabe: 2 Anfragen in Bielefeld brauchen jemand Neues"
    assert "Karla Koko kann in der Koordinierungsstelle Bielefeld keine Anfragen mehr betreuen" in mail.text
    assert f"Wege in die Ausbildung ({running.number})" in mail.text
    assert "Praktika abstimmen (Entwurf)" in mail.text
    assert "Längst vorbei" not in mail.text
    assert "so lange Lore Leitung als Kontakt genannt" in mail.text


def test_a_lead_who_removes_somebody_gets_no_mail_and_the_person_does(koko, lore, colleague):
    factories.support_request(State.SUBMITTED, by=colleague)
    offices.leave(membership(colleague), by=koko)

    assert mailed("requests/handler_left") == [lore.email]
    assert mailed("offices/membership_changed") == [colleague.email]
    told = OutgoingMail.objects.get(kind="offices/membership_changed")
    assert "Karla Koko hat Ihren Zugang zur Koordinierungsstelle Bielefeld beendet" in told.text


def test_whoever_gets_another_role_hears_it(koko, colleague):
    offices.change_role(membership(colleague), by=koko, expected_role=Role.MEMBER, role=Role.LEAD)
    offices.change_role(membership(koko), by=koko, expected_role=Role.LEAD, role=Role.MEMBER)

    told = OutgoingMail.objects.get(kind="offices/membership_changed")
    assert told.to_email == colleague.email
    assert "Bisher: Mitarbeit" in told.text
    assert "Jetzt: Leitung" in told.text


@pytest.mark.parametrize("way", WAYS)
def test_whoever_advises_gets_a_lead_as_contact(way, koko, lore, gib):
    row = factories.support_request(State.ENGAGED, by=koko)
    factories.support_request(State.MATCHING, by=koko)
    way(koko, lore, gib)

    mail = OutgoingMail.objects.get(kind="advisors/contact_changed")
    assert mail.to_email == row.engagement.advisor.email
    assert "kümmert sich jetzt Lore Leitung" in mail.text


def test_without_open_cases_nobody_is_told(koko, lore, colleague):
    factories.support_request(State.COMPLETED, by=colleague)
    offices.leave(membership(colleague), by=colleague)

    assert not OutgoingMail.objects.exists()


# --- nobody is left -----------------------------------------------------------------------------------
def lines():
    return [row["label"] for row in dashboard.unhandled()]


def test_without_another_lead_the_gib_sees_it_until_somebody_is_there(koko, colleague, gib):
    first = factories.support_request(State.ENGAGED, by=koko)
    second = factories.support_request(State.SUBMITTED, by=koko)
    factories.support_request(State.SUBMITTED, by=colleague)
    factories.support_request(State.DRAFT, by=koko)
    assert lines() == []

    access.stop(koko, by=gib)

    assert lines() == ["Niemand in Bielefeld betreut 2 offene Anfragen"]
    assert mailed("requests/handler_left") == mailed("advisors/contact_changed") == []
    said = timeline.sentence(first.events.first())
    assert said.endswith("Die Stelle hat zurzeit keine Leitung, die es tut.")
    actions.hand_over(second, by=colleague, to=colleague)
    assert lines() == ["Niemand in Bielefeld betreut eine offene Anfrage"]
    invitation = offices.invite(
        factories.office(), by=gib, email="neu@example.org", name="Nele Neu", role=Role.LEAD
    )
    offices.register(
        invitation, by=Link.objects.to(invitation).get(), name="Nele", phone="", password="vier Wörter Fluss"
    )
    assert lines() == []


def test_the_line_stands_on_the_start_page_and_in_the_daily_digest(client, koko, gib, monkeypatch):
    factories.funding_period()
    factories.support_request(State.SUBMITTED, by=koko)
    access.stop(koko, by=gib)
    client.force_login(gib)

    page = client.get(reverse("admin:index")).content.decode()

    assert "Niemand in Bielefeld betreut eine offene Anfrage" in page
    office = factories.office()
    assert reverse("admin:offices_office_change", args=[office.pk]) in page


# --- and back -----------------------------------------------------------------------------------------
def test_whoever_is_let_in_again_looks_after_what_nobody_took_over(koko, lore, colleague, gib):
    kept = factories.support_request(State.ENGAGED, by=koko)
    taken = factories.support_request(State.SUBMITTED, by=koko)
    access.stop(koko, by=gib)
    taken.refresh_from_db()
    actions.hand_over(taken, by=colleague, to=colleague)
    OutgoingMail.objects.all().delete()

    access.reopen(koko, by=gib)

    assert events(kept) == ["handler_left", "handler_returned"]
    assert events(taken) == ["handler_left"]
    assert timeline.sentence(kept.events.first()) == "Karla Koko kümmert sich wieder um die Anfrage."
    assert mailed("requests/handler_returned") == [lore.email]
    assert "kümmert sich jetzt Karla Koko" in OutgoingMail.objects.get(kind="advisors/contact_changed").text


def test_a_reader_who_may_write_again_and_who_is_invited_again_come_back_to_their_cases(koko, lore):
    row = factories.support_request(State.SUBMITTED, by=koko)
    demote(koko, lore)
    offices.change_role(membership(koko), by=lore, expected_role=Role.READER, role=Role.MEMBER)
    assert events(row) == ["handler_left", "handler_returned"]
    assert mailed("requests/handler_returned") == []  # the only other lead did it

    offices.leave(membership(koko), by=koko)
    invitation = offices.invite(
        factories.office(), by=lore, email=koko.email, name=koko.name, role=Role.MEMBER
    )
    offices.accept(invitation, by=koko, link=Link.objects.to(invitation).get())
    assert events(row) == ["handler_left", "handler_returned"] * 2
    assert mailed("requests/handler_returned") == [lore.email]
