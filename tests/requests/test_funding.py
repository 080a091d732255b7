"""Promise 1: days are never overbooked and return once, on either database and whoever comes at once."""

import datetime as dt
import random

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Sum

from requests import actions
from requests.actions.funding import BudgetExceeded, return_unused
from requests.models import FundingPeriod, LedgerEntry, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel

DAY = 4
A_YEAR = dt.timedelta(days=365)  # no .replace(year=…): today may lie such that 29 February comes out


def balance(period):
    """(what the period says, what the ledger says, what the requests say)"""
    period.refresh_from_db()
    booked = LedgerEntry.objects.filter(period=period).aggregate(sum=Sum("quarters"))["sum"] or 0
    promised = SupportRequest.objects.filter(period=period).aggregate(sum=Sum("granted_quarters"))["sum"] or 0
    return period.committed_quarters, booked, promised


@pytest.fixture
def caseworker(db):
    return factories.staff("Sachbearbeitung")


def test_a_grant_books_the_days_in_period_ledger_and_request(caseworker):
    period = factories.funding_period(budget_quarters=10 * DAY)
    case = factories.support_request(State.SUBMITTED)

    event = actions.grant(case, by=caseworker, quarters=21)

    assert balance(period) == (21, 21, 21)
    assert (case.state, case.granted_quarters, case.period) == (State.CLARIFYING, 21, period)
    assert event.ledger_entries.get().kind == LedgerEntry.Kind.GRANT


def test_a_grant_above_the_budget_is_refused_with_the_figure_and_leaves_nothing(caseworker):
    period = factories.funding_period(name="2027", budget_quarters=21)
    case = factories.support_request(State.SUBMITTED)

    with pytest.raises(BudgetExceeded) as refused:
        actions.grant(case, by=caseworker, quarters=22)

    assert str(refused.value) == (
        "Noch frei im Förderzeitraum 2027: 5,25 Tage. Zusagen können Sie höchstens so viel."
    )
    case.refresh_from_db()
    assert (case.state, case.events.count(), balance(period)) == (State.SUBMITTED, 1, (0, 0, 0))


def test_a_grant_from_an_empty_period_says_so(caseworker):
    factories.funding_period(name="2027", budget_quarters=0)

    with pytest.raises(BudgetExceeded) as refused:
        actions.grant(factories.support_request(State.SUBMITTED), by=caseworker, quarters=1)

    assert str(refused.value) == "Im Förderzeitraum 2027 sind keine Tage mehr frei."


def test_without_any_period_nothing_can_be_granted(caseworker):
    with pytest.raises(actions.ActionRefused) as refused:
        actions.grant(factories.support_request(State.SUBMITTED), by=caseworker, quarters=1)

    assert str(refused.value) == "Zurzeit gibt es keinen Förderzeitraum, aus dem Sie Tage zusagen können."


@pytest.mark.parametrize("quarters", [0, -4])
def test_less_than_a_quarter_is_no_grant(caseworker, quarters):
    period = factories.funding_period()

    with pytest.raises(actions.ActionRefused):
        actions.grant(factories.support_request(State.SUBMITTED), by=caseworker, quarters=quarters)

    assert balance(period) == (0, 0, 0)


def test_the_last_quarter_can_be_granted(caseworker):
    period = factories.funding_period(budget_quarters=5)

    actions.grant(factories.support_request(State.SUBMITTED), by=caseworker, quarters=5)

    assert (balance(period), period.free_quarters) == ((5, 5, 5), 0)


def test_unused_days_return_once(leitung):
    period = factories.funding_period(budget_quarters=40)
    case = factories.support_request(State.CLARIFYING, period=period, quarters=24)

    event = actions.cancel(case, by=leitung, reason="Förderung entfällt")

    assert (balance(period), event.data) == ((0, 0, 0), {"returned_quarters": 24})
    with transaction.atomic():
        assert return_unused(case, event) == 0


def test_used_days_stay_booked(caseworker):
    period = factories.funding_period(budget_quarters=40)
    case = factories.support_request(State.CLOSING, period=period, quarters=24)

    for quarters in (6, 6, 3):
        factories.time_entry(case.engagement, quarters)
    with transaction.atomic():
        event = actions.move(case, "complete", by=caseworker, to=State.COMPLETED)
        returned = return_unused(case, event)

    assert (returned, balance(period)) == (9, (15, 15, 15))


def test_never_more_returns_than_was_promised(caseworker):
    period = factories.funding_period(budget_quarters=40)
    case = factories.support_request(State.CLOSING, period=period, quarters=8)

    def complete():
        with transaction.atomic():
            event = actions.move(case, "complete", by=caseworker, to=State.COMPLETED)
            actions.funding.return_days(case, event, 9)

    with pytest.raises(actions.ActionRefused):
        complete()

    assert balance(period) == (8, 8, 8)


@pytest.mark.parametrize(
    "damage",
    [
        {"committed_quarters": 41},
        {"committed_quarters": -1},
        {"budget_quarters": 7},
        {"budget_quarters": -1},
    ],
)
def test_the_database_itself_refuses_to_overbook(db, damage):
    period = factories.funding_period(budget_quarters=40)
    factories.support_request(State.CLARIFYING, period=period, quarters=8)

    with pytest.raises(DatabaseError), transaction.atomic():
        FundingPeriod.objects.filter(pk=period.pk).update(**damage)

    assert balance(period) == (8, 8, 8)


@pytest.mark.parametrize(("kind", "quarters"), [("grant", -4), ("grant", 0), ("return", 4), ("return", 0)])
def test_the_database_refuses_a_booking_with_the_wrong_sign(db, kind, quarters):
    case = factories.support_request(State.CLARIFYING)
    event = case.events.get(act="submit")

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(
            period=case.period, support_request=case, event=event, kind=kind, quarters=quarters
        )


def test_the_database_refuses_two_bookings_for_one_event(db):
    case = factories.support_request(State.CLARIFYING)

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(
            period=case.period,
            support_request=case,
            event=case.events.get(act="grant"),
            kind="return",
            quarters=-4,
        )


def test_the_period_that_holds_the_wished_begin_is_proposed_first(db):
    now = factories.funding_period()
    later = factories.funding_period(
        service_from=now.service_until + A_YEAR,
        service_until=now.service_until + 2 * A_YEAR,
        accounting_until=now.service_until + 3 * A_YEAR,
    )

    in_time = factories.support_request(State.SUBMITTED)
    far = factories.support_request(State.SUBMITTED, period_from=later.service_from)
    outside = factories.support_request(State.SUBMITTED, period_from=later.service_until + 70 * A_YEAR)

    chosen = [FundingPeriod.objects.for_days_of(case) for case in (in_time, far, outside)]
    assert chosen == [now, later, now]


def test_a_random_story_of_grants_and_returns_always_balances(caseworker, leitung):
    dice = random.Random(20270115)
    period = factories.funding_period(budget_quarters=60)
    model, running = 0, []
    for _ in range(60):
        if running and dice.random() < 0.4:
            case = running.pop(dice.randrange(len(running)))
            model -= case.granted_quarters
            actions.cancel(case, by=leitung, reason="Würfel")
        else:
            case, quarters = factories.support_request(State.SUBMITTED), dice.randint(1, 20)
            try:
                actions.grant(case, by=caseworker, quarters=quarters)
            except BudgetExceeded:
                assert model + quarters > 60
            else:
                model += quarters
                running.append(case)
        assert balance(period) == (model, model, model)


# --- at once ---------------------------------------------------------------------------------------
@pytest.mark.parallel
@pytest.mark.xdist_group("64 writers")  # a server has a hundred connections
def test_of_64_grants_of_a_day_against_20_free_days_exactly_20_succeed(parallel_db):
    caseworker = factories.staff("Sachbearbeitung")
    period = factories.funding_period(budget_quarters=20 * DAY)
    cases = [factories.support_request(State.SUBMITTED) for _ in range(64)]

    results = run_parallel(64, lambda n: actions.grant(cases[n], by=caseworker, quarters=DAY))

    refused = [result for result in results if isinstance(result, BudgetExceeded)]
    granted = [result for result in results if not isinstance(result, Exception)]
    assert (len(granted), len(refused)) == (20, 44), [r for r in results if isinstance(r, Exception)][:3]
    assert balance(period) == (20 * DAY, 20 * DAY, 20 * DAY)
    assert SupportRequest.objects.filter(state=State.CLARIFYING).count() == 20


@pytest.mark.parallel
def test_of_16_grants_on_one_request_one_succeeds(parallel_db):
    caseworker = factories.staff("Sachbearbeitung")
    period = factories.funding_period(budget_quarters=80)
    case = factories.support_request(State.SUBMITTED)

    def grant(_):
        return actions.grant(SupportRequest.objects.get(pk=case.pk), by=caseworker, quarters=DAY)

    results = run_parallel(16, grant)

    refused = [result for result in results if isinstance(result, actions.TransitionNotAllowed)]
    assert (len(refused), balance(period)) == (15, (DAY, DAY, DAY))


@pytest.mark.parallel
def test_days_return_once_when_many_cancel_at_once(parallel_db):
    leader = factories.staff("Leitung")
    period = factories.funding_period(budget_quarters=80)
    others = factories.support_request(State.CLARIFYING, period=period, quarters=12)
    case = factories.support_request(State.CLARIFYING, period=period, quarters=24)

    def cancel(_):
        return actions.cancel(SupportRequest.objects.get(pk=case.pk), by=leader, reason="Doppelt geklickt")

    results = run_parallel(16, cancel)

    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert balance(period) == (12, 12, 12)
    assert others.ledger.count() == 1


@pytest.mark.parallel
def test_days_return_once_when_the_office_withdraws_while_gib_cancels(parallel_db):
    leader = factories.staff("Leitung")
    period = factories.funding_period(budget_quarters=80)
    case = factories.support_request(State.MANDATED, period=period, quarters=24)
    coordinator = case.created_by

    def end(number):
        mine = SupportRequest.objects.get(pk=case.pk)
        if number % 2:
            return actions.withdraw(mine, by=coordinator, reason="Anders gelöst")
        return actions.cancel(mine, by=leader, reason="Förderung entfällt")

    results = run_parallel(12, end)

    refused = [result for result in results if isinstance(result, actions.ActionRefused)]
    assert (len(refused), balance(period)) == (11, (0, 0, 0))
    assert case.ledger.count() == 2
