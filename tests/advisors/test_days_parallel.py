"""Promise 1 over all paths at once: whoever comes first wins, and every sum still tells the same story."""

import random

import pytest
from django.db.models import Sum
from django.utils import timezone

from advisors import actions
from advisors.actions.bookings import booked_by_entries
from advisors.models import Engagement, TimeEntry
from requests import actions as request_actions
from requests.actions.funding import left_by_period
from requests.models import FundingPeriod, LedgerEntry, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.long_version import LONG, SEED
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.parallel
WRITERS = 64
ROUNDS = 20 if LONG else 1
SAYS_NO = actions.ActionRefused


def _engagements(period, koko, count):
    return [factories.engagement(by=koko, period=period, quarters=24) for _number in range(count)]


def _yesterday():
    return timezone.localdate() - timezone.timedelta(days=1)


class Writer:
    """One of many who act at once, each on rows that it reads itself."""

    def __init__(self, number, round_, people, periods):
        self.dice = random.Random(f"{SEED} {round_} {number}")
        self.people, self.periods = people, periods
        self.number = number

    def __call__(self, keys):
        engagement = Engagement.objects.select_related("support_request", "advisor__user").get(
            pk=keys[self.number % len(keys)]
        )
        paths = [
            self.grant, self.enter, self.enter, self.enter, self.counter, self.withdraw, self.increase,
            self.give_back, self.carry_over, self.complete,
        ]  # fmt: skip
        return paths[self.number % len(paths)](engagement)

    def _some(self, most=6):
        return self.dice.randint(1, most)

    def grant(self, engagement):
        case = SupportRequest.objects.filter(state=State.SUBMITTED).order_by("pk")[self.number // 10]
        return request_actions.grant(case, by=self.people["gib"], quarters=self._some(24))

    def enter(self, engagement):
        return actions.add_entry(
            engagement,
            by=engagement.advisor.user,
            kind="online",
            done_on=timezone.localdate(),
            quarters=self._some(),
        )

    def counter(self, engagement):
        signed = engagement.time_entries.filter(state="signed", corrects=None).order_by("pk").first()
        return actions.correct_entry(signed, by=engagement.advisor.user, note="Falsch")

    def withdraw(self, engagement):
        waiting = engagement.time_entries.waiting().first()
        if waiting is None:
            raise SAYS_NO("nothing waits any more")
        return actions.withdraw_entry(waiting, by=engagement.advisor.user)

    def increase(self, engagement):
        case = engagement.support_request
        return actions.increase_days(case, by=self.people["gib"], quarters=self._some(20), reason="Mehr")

    def give_back(self, engagement):
        case = engagement.support_request
        return actions.give_back_days(case, by=self.people["koko"], quarters=self._some(20), reason="Übrig")

    def carry_over(self, engagement):
        return actions.carry_over_days(
            engagement.support_request,
            by=self.people["gib"],
            quarters=self._some(12),
            period=self.periods[1],
            reason="Es dauert länger",
        )

    def complete(self, engagement):
        case = engagement.support_request
        if self.number % 20 == 9:  # half of them first end the work
            actions.finish(case, by=self.people["koko"])
        return actions.complete(case, by=self.people["gib"])


def check_sums():
    """What every row says of days, against the rows that it sums up."""
    for period in FundingPeriod.objects.all():
        booked = period.entries.aggregate(sum=Sum("quarters"))["sum"] or 0
        assert period.committed_quarters == booked
        assert 0 <= booked <= period.budget_quarters
    for case in SupportRequest.objects.all():
        ledger = case.ledger.aggregate(sum=Sum("quarters"))["sum"] or 0
        assert case.granted_quarters == ledger
        assert 0 <= case.booked_quarters <= case.granted_quarters
    for engagement in Engagement.objects.select_related("support_request"):
        case = engagement.support_request
        assert case.booked_quarters == booked_by_entries(engagement)
        left = left_by_period(case)
        assert all(quarters >= 0 for quarters in left.values()), left
        if case.state == State.COMPLETED:
            assert case.granted_quarters == case.booked_quarters
            assert case.ledger.filter(event__act="complete", quarters__gt=0).count() == 0
    assert sum(LedgerEntry.objects.values_list("quarters", flat=True)) == sum(
        SupportRequest.objects.values_list("granted_quarters", flat=True)
    )


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_64_writers_over_all_paths_leave_every_sum_true(parallel_db, gib, koko, round_):
    period = factories.funding_period(name="2026/27", budget_quarters=150)
    later = factories.funding_period(name="2027/28", budget_quarters=30)
    engagements = _engagements(period, koko, 4)
    for engagement in engagements:
        for quarters in (3, 2):
            factories.time_entry(engagement, quarters, signed_by=koko, done_on=_yesterday())
        factories.time_entry(engagement, 2, done_on=_yesterday())
    for _number in range(WRITERS // 10 + 1):
        factories.support_request(State.SUBMITTED)
    keys = [engagement.pk for engagement in engagements]
    people = {"gib": gib, "koko": koko}

    results = run_parallel(WRITERS, lambda number: Writer(number, round_, people, [period, later])(keys))

    lost = [result for result in results if isinstance(result, Exception)]
    assert [result for result in lost if not isinstance(result, SAYS_NO)] == []
    assert len(lost) < WRITERS  # somebody got through
    check_sums()


def test_64_entries_at_once_never_book_more_than_is_granted(parallel_db, koko):
    engagement = factories.engagement(by=koko, period=factories.funding_period(), quarters=5)
    key = engagement.pk

    def enter(_number):
        mine = Engagement.objects.select_related("support_request", "advisor__user").get(pk=key)
        return factories.worked(mine, 1)

    results = run_parallel(WRITERS, enter)

    assert sum(not isinstance(result, Exception) for result in results) == 5
    assert {type(result) for result in results if isinstance(result, Exception)} == {SAYS_NO}
    assert SupportRequest.objects.get(pk=engagement.support_request_id).booked_quarters == 5
    check_sums()


def test_of_16_who_countersign_or_ask_about_one_entry_one_wins(parallel_db, koko, colleague):
    engagement = factories.engagement(by=koko, period=factories.funding_period(), quarters=24)
    entry = factories.time_entry(engagement, 2)

    def act(number):
        mine = TimeEntry.objects.select_related("engagement__support_request").get(pk=entry.pk)
        mine.revision = entry.revision  # as all their pages showed it
        if number % 2:
            return actions.sign_entries(mine.engagement, [mine], by=koko)
        return actions.ask_about_entry(mine, by=colleague, question="Welche?", expected_revision=1)

    results = run_parallel(16, act)

    assert sum(not isinstance(result, Exception) for result in results) == 1
    assert TimeEntry.objects.get().revision == 2
    check_sums()
