"""Many answers at once, and answers that race the end of everything: one consistent story each time."""

import pytest
from django.utils import timezone

from gsvo.links.models import Link, LinkClosed
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Round, Seat, Statement, SupportRequest
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
    assert OutgoingMail.objects.count() == (2 if agreed else 1)


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
