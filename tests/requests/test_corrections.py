"""Dates move and a grant is corrected: later only, with a reason, and whoever waits is told."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions as advisor_actions
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests import actions, timeline
from requests.actions.funding import BudgetExceeded
from requests.models import FundingPeriod, LedgerEntry, Milestone, Round, Seat, SupportRequest
from requests.workflow import State, WaitingOn
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db
DAY = 4


def ahead(days):
    return timezone.localdate() + dt.timedelta(days=days)


def queried(koko, days=5):
    case = factories.support_request(State.QUERIED, by=koko)
    SupportRequest.objects.filter(pk=case.pk).update(due_on=ahead(days))
    case.refresh_from_db()
    return case


def mails(kind):
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("to_email", flat=True))


# --- later, never sooner -------------------------------------------------------------------------------
def test_more_time_for_a_question_is_told_with_both_days(koko, gib):
    case = queried(koko)

    event = actions.extend_query(case, by=gib, until=ahead(12), reason="Die Ferien liegen dazwischen.")

    assert (case.state, case.waiting_on, case.due_on) == (State.QUERIED, WaitingOn.OFFICE, ahead(12))
    mail = OutgoingMail.objects.get(kind="requests/deadline_moved")
    assert mail.to_email == koko.email
    assert "Die Ferien liegen dazwischen." in mail.text
    assert "statt" in timeline.sentence(event)
    assert event.reason == "Die Ferien liegen dazwischen."


def test_a_form_that_the_office_opened_itself_has_no_deadline_to_extend(koko, gib):
    case = factories.support_request(State.SUBMITTED, by=koko)
    actions.revise(case, by=koko)

    with pytest.raises(actions.ActionRefused, match="Eine Frist gibt es nicht"):
        actions.extend_query(case, by=gib, until=ahead(12), reason="Ferien.")


def test_more_time_for_the_mandate_moves_the_deadline_but_not_that_of_an_open_round(koko, gib):
    case = factories.support_request(State.CLARIFYING, by=koko)
    factories.opened_round(case, by=koko, days=10)
    case.refresh_from_db()

    actions.extend_clarification(case, by=gib, until=ahead(90), reason="Ferien.")

    assert (case.clarify_by, case.due_on, case.waiting_on) == (ahead(90), ahead(10), WaitingOn.COMMITTEE)
    assert mails("requests/deadline_moved") == [koko.email]


def test_more_time_for_the_committee_moves_links_and_tells_who_has_not_answered(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(case, by=koko, days=5)
    first, *others = round_.seats.all()
    factories.answer(first)
    OutgoingMail.objects.all().delete()

    actions.extend_round(case, by=koko, round_=round_, until=ahead(20), reason="Ferien.")

    round_.refresh_from_db()
    links = Link.objects.to_many(Seat, [seat.pk for seat in round_.seats.all()], Seat.LINK_PURPOSE)
    assert (round_.answer_by, {link.expires_at for link in links}) == (ahead(20), {round_.deadline})
    assert mails("requests/round_extended") == sorted(seat.member.email for seat in others)
    mail = OutgoingMail.objects.filter(kind="requests/round_extended").first()
    assert mail.link in links
    case.refresh_from_db()
    assert (case.due_on, case.waiting_on) == (ahead(20), WaitingOn.COMMITTEE)


def test_a_member_whose_link_was_ended_hears_of_more_time_with_a_new_one(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(case, by=koko, days=5)
    seat = round_.seats.first()
    Link.objects.to(seat).revoke()
    OutgoingMail.objects.all().delete()

    actions.extend_round(case, by=koko, round_=round_, until=ahead(20), reason="Ferien.")

    round_.refresh_from_db()
    assert mails("requests/round_extended") == sorted(row.member.email for row in round_.seats.all())
    mail = OutgoingMail.objects.get(kind="requests/round_extended", to_email=seat.member.email)
    assert (mail.link.is_usable, mail.link.expires_at) == (True, round_.deadline)


def test_a_round_whose_day_is_over_is_not_extended(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(case, by=koko)
    Round.objects.update(answer_by=ahead(-1))

    with pytest.raises(actions.ActionRefused, match="Die Runde ist beendet"):
        actions.extend_round(case, by=koko, round_=round_, until=ahead(20), reason="Ferien.")


def test_more_time_for_an_invitation_moves_its_link(gib):
    case = factories.invited(gib)
    invitation = case.invitations.get()

    advisor_actions.extend_invitation(case, by=gib, until=ahead(21), reason="Sie war krank.")

    invitation.refresh_from_db()
    link = factories.invitation_link(invitation)
    assert (invitation.answer_day, link.expires_at) == (ahead(21), invitation.answer_by)
    assert case.due_on == ahead(21)
    mail = OutgoingMail.objects.get(kind="advisors/invitation_extended")
    assert (mail.to_email, mail.link) == (invitation.advisor.email, link)


@pytest.mark.parametrize("days", [-3, 0, 4, 5])
def test_no_deadline_is_shortened(koko, gib, days):
    case = queried(koko)
    clarified = factories.support_request(State.CLARIFYING, by=koko)
    SupportRequest.objects.filter(pk=clarified.pk).update(clarify_by=ahead(5))
    round_ = factories.opened_round(clarified, by=koko, days=5)
    invited = factories.invited(gib)
    invited.invitations.update(answer_by=timezone.now() + dt.timedelta(days=5))
    tries = [
        lambda: actions.extend_query(case, by=gib, until=ahead(days), reason="x"),
        lambda: actions.extend_clarification(clarified, by=gib, until=ahead(days), reason="x"),
        lambda: actions.extend_round(clarified, by=koko, round_=round_, until=ahead(days), reason="x"),
        lambda: advisor_actions.extend_invitation(invited, by=gib, until=ahead(days), reason="x"),
    ]
    OutgoingMail.objects.all().delete()

    for act in tries:
        with pytest.raises(actions.ActionRefused):
            act()
    assert OutgoingMail.objects.count() == 0


def test_reminders_begin_anew_with_the_new_deadline(koko, gib):
    from gsvo.reminders.registry import kinds

    case = queried(koko)
    then = timezone.now() - dt.timedelta(days=30)
    SupportRequest.objects.filter(pk=case.pk).update(waiting_since=then)
    actions.extend_query(case, by=gib, until=ahead(7), reason="Ferien.")
    kind = next(kind for kind in kinds() if kind.name == "query")

    (matter,) = kind.matters(timezone.localdate())

    assert (matter.anchor, matter.begins) == (ahead(7), timezone.localdate())
    assert [kind.step(matter, ahead(days)) for days in (0, 1, 3)] == [None] * 3


# --- another number of days ----------------------------------------------------------------------------
def balance(period):
    period.refresh_from_db()
    booked = sum(LedgerEntry.objects.filter(period=period).values_list("quarters", flat=True))
    granted = sum(SupportRequest.objects.filter(period=period).values_list("granted_quarters", flat=True))
    return period.committed_quarters, booked, granted


@pytest.mark.parametrize("state", [State.CLARIFYING, State.MANDATED, State.MATCHING])
@pytest.mark.parametrize("quarters", [9 * DAY, 3 * DAY])
def test_a_grant_is_corrected_upwards_and_downwards(koko, gib, state, quarters):
    period = factories.funding_period(budget_quarters=10 * DAY)
    case = factories.support_request(state, by=koko, quarters=5 * DAY, period=period)
    before = (case.state, case.waiting_on)

    event = actions.change_grant(case, by=gib, quarters=quarters, reason="Vertippt.")

    assert balance(period) == (quarters, quarters, quarters)
    assert (case.state, case.waiting_on) == before
    assert "statt 5 Tage" in timeline.sentence(event)
    assert mails("requests/grant_changed") == [koko.email]


def test_more_than_the_budget_is_refused_and_leaves_nothing(gib):
    period = factories.funding_period(budget_quarters=6 * DAY)
    case = factories.support_request(State.CLARIFYING, quarters=5 * DAY, period=period)

    with pytest.raises(BudgetExceeded):
        actions.change_grant(case, by=gib, quarters=8 * DAY, reason="Mehr.")

    assert balance(period) == (5 * DAY,) * 3
    assert OutgoingMail.objects.count() == 0


def test_after_the_first_acceptance_the_grant_stays(gib):
    case = factories.support_request(State.ENGAGED)
    advisor_actions.change_advisor(case, by=gib, reason="Elternzeit.")

    with pytest.raises(actions.ActionRefused, match="schon begonnen"):
        actions.change_grant(case, by=gib, quarters=8, reason="Zu spät.")


def test_an_agreed_mandate_keeps_the_days_it_plans_and_one_in_writing_is_told(koko, gib):
    case = factories.support_request(State.CLARIFYING, by=koko, quarters=5 * DAY)
    Milestone.objects.create(version=case.mandate.latest, position=1, title="Auftakt", quarters=4 * DAY)

    actions.change_grant(case, by=gib, quarters=3 * DAY, reason="Weniger.")

    mail = OutgoingMail.objects.get(kind="requests/grant_changed")
    assert "brauchen zusammen 4 Tage" in mail.text
    case.mandate.versions.update(frozen_at=timezone.now())
    with pytest.raises(actions.ActionRefused, match="brauchen zusammen 4 Tage"):
        actions.change_grant(case, by=gib, quarters=2 * DAY, reason="Noch weniger.")


@pytest.mark.parallel
def test_parallel_corrections_never_overbook(parallel_db):
    caseworker = factories.staff("Sachbearbeitung")
    period = factories.funding_period(budget_quarters=20 * DAY)
    cases = [
        factories.support_request(State.CLARIFYING, quarters=2 * DAY, period=FundingPeriod.objects.get())
        for _number in range(8)
    ]

    def change(number):
        case = SupportRequest.objects.get(pk=cases[number % 8].pk)
        return actions.change_grant(case, by=caseworker, quarters=(3 + number % 5) * DAY, reason="Mehr.")

    results = run_parallel(16, change)

    committed, booked, granted = balance(period)
    assert committed == booked == granted <= 20 * DAY
    assert any(isinstance(result, BudgetExceeded) for result in results)
    assert {type(result).__name__ for result in results} <= {"Event", "BudgetExceeded", "ActionRefused"}


@pytest.mark.parallel
def test_parallel_extensions_only_ever_lengthen(parallel_db, koko, gib):
    case = queried(koko)
    days = [10, 20, 15, 30, 25, 12, 18, 22]

    def extend(number):
        mine = SupportRequest.objects.get(pk=case.pk)
        return actions.extend_query(mine, by=gib, until=ahead(days[number]), reason="Ferien.")

    results = run_parallel(len(days), extend)

    case.refresh_from_db()
    done = [event.data["answer_by"] for event in case.events.filter(act="extend_query").order_by("pk")]
    assert done == sorted(set(done))
    assert case.due_on == ahead(30)
    assert len(done) == sum(not isinstance(result, Exception) for result in results)
    assert OutgoingMail.objects.filter(kind="requests/deadline_moved").count() == len(done)


def test_members_who_were_asked_hear_of_another_number_of_days(koko, gib):
    case = factories.support_request(State.CLARIFYING, by=koko, quarters=5 * DAY)
    members = [seat.member.email for seat in factories.opened_round(case, by=koko).seats.all()]
    OutgoingMail.objects.all().delete()

    actions.change_grant(case, by=gib, quarters=6 * DAY, reason="Mehr.")

    assert mails("requests/request_changed") == sorted(members)
