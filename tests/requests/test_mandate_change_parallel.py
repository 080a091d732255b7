"""The last answer to a change of the mandate and the end of the engagement at once: one consistent story."""

import pytest

from advisors import actions as pool
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Mandate, Round, Seat, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = [pytest.mark.parallel, pytest.mark.usefixtures("parallel_db")]


@pytest.mark.parametrize("number", range(3))
def test_the_last_answer_and_the_end_of_the_engagement_are_put_in_one_order(number):
    case = factories.support_request(State.ENGAGED)
    factories.committee(case.office, members=1)
    case.refresh_from_db()
    actions.change_mandate(case, by=case.created_by, reason="Neues Ziel.")
    round_ = factories.opened_round(case)
    seat = round_.seats.get()
    OutgoingMail.objects.all().delete()

    def act(number):
        if number:
            return factories.answer(Seat.objects.get(pk=seat.pk))
        again = SupportRequest.objects.get(pk=case.pk)
        return pool.finish(again, by=again.created_by)

    ended, answered = run_parallel(2, act)

    case.refresh_from_db()
    round_ = Round.objects.get(pk=round_.pk)
    agreed = not isinstance(answered, actions.ActionRefused)
    in_force = Mandate.objects.get(support_request=case).agreed.number
    acts = [event.act for event in reversed(case.events.all())]
    kinds = set(OutgoingMail.objects.values_list("kind", flat=True))
    assert not isinstance(ended, Exception)
    assert (case.state, round_.is_open) == (State.CLOSING, False)
    if agreed:
        assert (in_force, round_.outcome) == (2, "agreed")
        assert acts[-3:] == ["round_closed", "agree_change", "finish"]
        assert "requests/round_ended" not in kinds
    else:
        assert (in_force, round_.outcome) == (1, "none")
        assert acts[-2:] == ["finish", "round_closed"]
        assert "advisors/mandate_changed" not in kinds
        assert "requests/round_ended" in kinds


def test_two_who_begin_a_change_at_once_begin_one():
    case = factories.support_request(State.ENGAGED)

    results = run_parallel(
        4,
        lambda number: actions.change_mandate(
            SupportRequest.objects.get(pk=case.pk), by=case.created_by, reason="Neues Ziel."
        ),
    )

    assert sum(isinstance(result, actions.ActionRefused) for result in results) == 3
    assert Mandate.objects.get(support_request=case).versions.count() == 2
