"""Many answers at once, and answers that race the end of everything: one consistent story each time."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.links.models import Link, LinkClosed
from gsvo.offices import committee_actions
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import MeetingDecision, Round, Seat, Statement, SupportRequest
from requests.workflow import State, WaitingOn
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = [pytest.mark.parallel, pytest.mark.usefixtures("parallel_db")]


def asked(members):
    """A request whose committee is being asked, without mails so far."""
    case = factories.support_request(State.CLARIFYING)
    factories.committee(case.office, members=members)
    round_ = factories.opened_round(case)
    OutgoingMail.objects.all().delete()
    return case, round_


def acts(case):
    return [event.act for event in reversed(case.events.all())][3:]  # without submit, grant, round_opened


def state(seat, said="agree"):
    """As the page does it: everything read anew in this thread."""
    seat = Seat.objects.get(pk=seat.pk)
    return factories.answer(seat, said)


def test_twenty_parallel_answers_with_one_link_make_one_decision():
    case, round_ = asked(members=1)
    seat = round_.seats.get()

    results = run_parallel(20, lambda number: state(seat))

    assert {result.pk for result in results} == {Statement.objects.get().pk}
    case.refresh_from_db()
    assert (case.state, case.waiting_on) == (State.MANDATED, WaitingOn.GIB)
    assert acts(case) == ["statement", "round_closed", "agree"]
    assert sorted(OutgoingMail.objects.values_list("kind", flat=True)) == [
        "requests/mandated",
        "requests/mandated_notice",
        "requests/round_outcome",
        "requests/statement_receipt",
    ]


def test_different_answers_at_once_end_in_one_of_them():
    case, round_ = asked(members=1)
    seat = round_.seats.get()
    said = ["agree", "change", "abstain", "agree_remarks"] * 5

    results = run_parallel(20, lambda number: state(seat, said[number]))

    statement = Statement.objects.get()  # the first closes the round; the others hear that it is over
    refused = [result for result in results if isinstance(result, actions.ActionRefused)]
    assert len(refused) == said.count("agree") * 3
    case.refresh_from_db()
    agreed = statement.answer in Statement.AGREEING
    assert (case.state == State.MANDATED) is agreed
    assert acts(case) == ["statement", "round_closed", *(["agree"] if agreed else [])]
    told = OutgoingMail.objects.exclude(kind__in=["requests/round_outcome", "requests/statement_receipt"])
    assert (OutgoingMail.objects.count(), told.count()) == ((4, 2) if agreed else (3, 1))


def test_the_last_answers_of_all_members_close_the_round_once():
    case, round_ = asked(members=6)
    seats = list(round_.seats.all())

    results = run_parallel(6, lambda number: state(seats[number]))

    assert [result for result in results if isinstance(result, Exception)] == []
    case.refresh_from_db()
    assert case.state == State.MANDATED
    assert acts(case) == ["statement"] * 6 + ["round_closed", "agree"]


@pytest.mark.parametrize("attempt", range(3))
def test_a_cancellation_racing_twenty_answers_ends_in_one_story(attempt):
    case, round_ = asked(members=1)
    seat = round_.seats.get()
    leitung = factories.staff("Leitung")

    def act(number):
        if number == 10:
            return actions.cancel(SupportRequest.objects.get(pk=case.pk), by=leitung, reason="Ende")
        return state(seat)

    results = run_parallel(21, act)

    unexpected = [
        result
        for result in results
        if isinstance(result, Exception) and not isinstance(result, (actions.ActionRefused, LinkClosed))
    ]
    assert unexpected == []
    case.refresh_from_db()
    round_.refresh_from_db()
    answered = Statement.objects.count()
    assert case.state == State.CANCELLED
    assert acts(case) == (["statement", "round_closed", "agree"] if answered else []) + ["cancel"]
    assert round_.outcome == (Round.Outcome.AGREED if answered else Round.Outcome.NONE)
    assert Link.objects.filter(purpose="statement").usable().exists() is bool(answered)


def test_the_clock_and_a_last_answer_close_a_round_once():
    case, round_ = asked(members=2)
    first, last = round_.seats.all()
    factories.answer(first)
    Round.objects.update(answer_by=timezone.localdate())

    def act(number):
        if number:
            return state(last)
        return actions.close_round(Round.objects.get(pk=round_.pk))

    run_parallel(2, act)

    case.refresh_from_db()
    assert acts(case).count("round_closed") == 1
    assert (case.state == State.MANDATED) is (Statement.objects.count() == 2)


def test_two_colleagues_give_the_version_out_once():
    case = factories.support_request(State.CLARIFYING)
    factories.committee(case.office, members=2)
    factories.filled(case.mandate.latest)

    results = run_parallel(
        4, lambda number: factories.opened_round(SupportRequest.objects.get(pk=case.pk), by=case.created_by)
    )

    assert sum(isinstance(result, actions.ActionRefused) for result in results) == 3
    assert (Round.objects.count(), OutgoingMail.objects.count()) == (1, 2)


def unexpected(results):
    known = (actions.ActionRefused, LinkClosed)
    return [row for row in results if isinstance(row, Exception) and not isinstance(row, known)]


@pytest.mark.parametrize("attempt", range(2))
def test_a_withdrawal_racing_twenty_answers_ends_in_one_story(attempt):
    case, round_ = asked(members=6)
    seats = list(round_.seats.all())

    def act(number):
        if number == 10:
            return actions.withdraw(SupportRequest.objects.get(pk=case.pk), by=case.created_by, reason="Ende")
        return state(seats[number % 6])

    results = run_parallel(21, act)

    assert unexpected(results) == []
    case.refresh_from_db()
    round_.refresh_from_db()
    told = acts(case)
    settled = "agree" in told
    assert case.state == State.WITHDRAWN
    assert told.count("statement") == Statement.objects.count()
    assert round_.outcome == (Round.Outcome.AGREED if settled else Round.Outcome.NONE)
    assert told == ["statement"] * told.count("statement") + ["round_closed", "agree"] * settled + [
        "withdraw"
    ]
    assert OutgoingMail.objects.filter(kind="requests/mandated").count() == settled


def test_a_member_who_is_removed_while_answering_has_answered_or_has_not():
    case, round_ = asked(members=2)
    seat = round_.seats.last()

    def act(number):
        if number:
            return state(seat)
        member = CommitteeMember.objects.get(pk=seat.member_id)
        return committee_actions.remove_member(member, by=case.created_by)

    results = run_parallel(2, act)

    assert unexpected(results) == []
    seat = Seat.objects.get(pk=seat.pk)
    assert bool(seat.statement) is (Statement.objects.count() == 1)
    assert bool(seat.not_responsible_at) is not bool(seat.statement)
    assert sorted(acts(case)) == sorted(["member_removed", *["statement"] * bool(seat.statement)])


def test_an_early_end_a_meeting_and_the_last_answer_close_a_round_once():
    case, round_ = asked(members=2)
    first, last = round_.seats.select_related("member")
    factories.answer(first)
    OutgoingMail.objects.all().delete()

    def act(number):
        if number == 0:
            row = Round.objects.get(pk=round_.pk)
            return actions.close_early(row, by=case.created_by, reason="Es eilt.")
        if number == 1:
            again = SupportRequest.objects.get(pk=case.pk)
            votes = {last.member.oid: "agree"}
            return actions.decide_in_meeting(
                again, by=case.created_by, held_on=timezone.localdate(), votes=votes
            )
        return state(last)

    results = run_parallel(3, act)

    assert unexpected(results) == []
    case.refresh_from_db()
    round_.refresh_from_db()
    told = acts(case)
    assert told.count("round_closed") >= 1
    assert Round.objects.open().count() == 0
    assert (case.state == State.MANDATED) is ("agree" in told)
    assert MeetingDecision.objects.count() == told.count("meeting")


def test_an_answer_by_telephone_and_one_by_the_link_are_both_kept_and_one_counts():
    case, round_ = asked(members=2)
    seat = round_.seats.first()

    def act(number):
        if number:
            return state(seat, "change")
        row = Seat.objects.select_related("round").get(pk=seat.pk)
        return actions.enter_answer(
            row,
            by=case.created_by,
            answer="agree",
            name="Mia",
            came_by="telephone",
            said_on=timezone.localdate(),
        )

    results = run_parallel(2, act)

    assert unexpected(results) == []
    # Whoever was second was seen by nobody: the office is refused, the member's own answer stands.
    assert Seat.objects.get(pk=seat.pk).answer == "change"
    assert acts(case).count("statement_entered") == Statement.objects.filter(link=None).count()


def test_the_deadline_passes_for_everybody_in_the_same_second():
    case, round_ = asked(members=2)
    first, last = round_.seats.all()
    factories.answer(first)
    Round.objects.update(answer_by=timezone.localdate() - dt.timedelta(days=1))

    def act(number):
        return actions.close_due_rounds() if number < 2 else state(last)

    results = run_parallel(6, act)

    assert unexpected(results) == []
    round_.refresh_from_db()
    assert Statement.objects.count() == 1
    assert acts(case) == ["statement", "round_closed"]
    assert round_.closed_at == round_.deadline
