"""Promise 1 over all paths at once: whoever comes first wins, and every sum still tells the same story."""

import pytest
from django.db.models import Sum

from advisors import actions
from advisors.actions.bookings import booked_by_entries
from advisors.capacity import free_quarters
from advisors.models import Advisor, Engagement, TimeEntry
from requests.actions.funding import left_by_period
from requests.models import FundingPeriod, LedgerEntry, SupportRequest
from tests import factories
from tests.advisors.day_writers import OWN, SAYS_NO, Writer, build
from tests.helpers.long_version import LONG
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.parallel
WRITERS = 64
ROUNDS = 20 if LONG else 1


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
        if case.is_ended:
            assert case.granted_quarters == case.booked_quarters
            assert case.ledger.filter(event__act="complete", quarters__gt=0).count() == 0
    assert sum(LedgerEntry.objects.values_list("quarters", flat=True)) == sum(
        SupportRequest.objects.values_list("granted_quarters", flat=True)
    )


@pytest.mark.xdist_group("64 writers")  # a server has a hundred connections
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_64_writers_over_all_paths_leave_every_sum_true(parallel_db, gib, leitung, koko, round_):
    world = build(koko, gib, leitung)

    results = run_parallel(WRITERS, lambda number: Writer(number, round_, world)())

    lost = [result for result in results if isinstance(result, Exception)]
    assert [result for result in lost if not isinstance(result, SAYS_NO)] == []
    assert {result for result in results if isinstance(result, str)} == set(Writer.PATHS)  # each got through
    check_sums()
    assert 0 <= free_quarters(Advisor.objects.get(pk=world.asked), world.period) < OWN


def test_64_entries_at_once_never_book_more_than_is_granted(parallel_db, koko):
    engagement = factories.engagement(by=koko, period=factories.funding_period(), quarters=5)
    key = engagement.pk

    def enter(_number):
        mine = Engagement.objects.select_related("support_request", "advisor__user").get(pk=key)
        return factories.worked(mine, 1)

    results = run_parallel(WRITERS, enter)

    assert sum(not isinstance(result, Exception) for result in results) == 5
    assert {type(result) for result in results if isinstance(result, Exception)} == {actions.ActionRefused}
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
