"""After every end of a request: what was worked stays booked, all else is free again, in each period."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from advisors.capacity import free_quarters
from requests import actions as request_actions
from requests.models import SupportRequest
from requests.workflow import TRANSITIONS, State
from tests import factories
from tests.advisors.test_days_parallel import check_sums
from tests.requests.test_inactivity import lying, warned

pytestmark = pytest.mark.django_db
OWN = 80


@pytest.fixture
def period(db):
    return factories.funding_period(name="2026/27")


@pytest.fixture
def people(koko, gib, leitung):
    return {"koko": koko, "gib": gib, "leitung": leitung}


def lapse(case, people):
    then = timezone.localtime() - dt.timedelta(days=731)
    case.events.update(at=then)
    SupportRequest.objects.filter(pk=case.pk).update(changed_at=then, due_on=None)
    case.mandate.versions.update(changed_at=then)
    warned(case)
    assert request_actions.lapse(SupportRequest.objects.get(pk=case.pk))


def complete(case, people, *, early=False):
    case.refresh_from_db()
    if case.state != State.CLOSING:
        how = {"early": True, "reason": "Es geht nicht."} if early else {}
        by = people["gib"] if case.state == State.INTERRUPTED else people["koko"]
        actions.finish(case, by=by, **how)
    actions.sign_for_office(case, by=people["leitung"], reason="Zum Abschluss")
    actions.complete(factories.settle_owed(case), by=people["gib"])


def cancel(case, people):
    """Break off; after an acceptance the case closes first."""
    case.refresh_from_db()
    request_actions.cancel(case, by=people["leitung"], reason="Ende")
    if case.state == State.CLOSING:
        complete(case, people)


def complete_early(case, people):
    complete(case, people, early=True)


def withdraw(case, people):
    request_actions.withdraw(case, by=people["koko"], reason="Anders gelöst")


def answer_otherwise(case, people):
    today = timezone.localdate()
    request_actions.answer_otherwise(
        case, by=people["gib"], kind="talk", with_whom="Kammer", on=today, reason="Besser so"
    )


def reject(case, people):
    request_actions.reject(case, by=people["gib"], reason="Nein")


GRANTED = (State.CLARIFYING, State.MANDATED, State.MATCHING)
BEFORE = [
    (end, state)
    for end in (withdraw, cancel, lapse, answer_otherwise)
    for state in GRANTED
    if state in TRANSITIONS[end.__name__].sources
]
AFTER = [
    (end, state)
    for end in (complete, complete_early, cancel, lapse)
    for state in (State.ENGAGED, State.INTERRUPTED, State.CLOSING, State.MATCHING)
    if not (state == State.MATCHING and end in (complete, complete_early))
    and not (state == State.CLOSING and end in (cancel, complete_early))
]


def test_every_act_that_ends_a_request_is_tried_here():
    ends = {State.COMPLETED, State.CANCELLED, State.WITHDRAWN, State.ANSWERED_OTHERWISE, State.REJECTED}
    found = {name for name, act in TRANSITIONS.items() for move in act.moves if ends & set(move.targets)}

    tried = {end.__name__ for end, _state in BEFORE + AFTER} - {"complete_early"}
    assert found - {"take_over"} == tried | {"reject"}  # taken over: see test_takeover


@pytest.mark.parametrize(("end", "state"), BEFORE, ids=lambda part: getattr(part, "__name__", part))
def test_before_an_acceptance_all_days_return(end, state, people, period):
    case = factories.support_request(state, by=people["koko"], period=period, quarters=24)

    end(case, people)

    case.refresh_from_db()
    period.refresh_from_db()
    assert (case.is_ended, case.granted_quarters, period.committed_quarters) == (True, 0, 0)
    check_sums()


def test_a_rejected_request_was_granted_nothing(people):
    case = factories.support_request(State.SUBMITTED, by=people["koko"])
    reject(case, people)
    assert (case.granted_quarters, case.ledger.count()) == (0, 0)


@pytest.mark.parametrize(("end", "state"), AFTER, ids=lambda part: getattr(part, "__name__", part))
def test_after_it_what_was_worked_stays_in_the_period_that_paid_it(end, state, people, period):
    """Five quarters of 24 were worked, eight of the rest went into another period, one was worked there."""
    later = factories.funding_period(name="2027/28")
    engagement = factories.engagement(by=people["koko"], period=period, quarters=24)
    case, advisor = engagement.support_request, engagement.advisor
    factories.time_entry(engagement, 5)
    actions.carry_over_days(case, by=people["gib"], quarters=8, period=later, reason="Es dauert länger.")
    factories.time_entry(engagement, 1, period=later)
    _bring_to(state, case, people)

    end(case, people)

    case.refresh_from_db()
    assert case.is_ended
    assert (case.granted_quarters, case.booked_quarters) == (6, 6)
    for row, used in ((period, 5), (later, 1)):
        row.refresh_from_db()
        assert row.committed_quarters == used
        assert free_quarters(advisor, row) == OWN - used
    check_sums()


def _bring_to(state, case, people):
    if state == State.INTERRUPTED:
        actions.interrupt(case, by=people["gib"], reason="Ruht", until=timezone.localdate())
    elif state == State.CLOSING:
        actions.finish(case, by=people["koko"])
    elif state == State.MATCHING:
        actions.change_advisor(case, by=people["gib"], reason="Elternzeit")


def test_an_end_by_the_clock_leaves_nobody_to_countersign(people, period, client):
    """What nobody countersigned counts as worked, and no list asks anybody to sign it any more."""
    case = lying(State.ENGAGED, 731, by=people["koko"], period=period)
    factories.time_entry(case.engagement, 5, waiting_since=timezone.localtime() - dt.timedelta(days=700))
    warned(case)
    client.force_login(people["gib"])
    assert "nicht gegengezeichnet" in client.get("/admin/").content.decode()

    assert request_actions.lapse(SupportRequest.objects.get(pk=case.pk))

    assert "nicht gegengezeichnet" not in client.get("/admin/").content.decode()
