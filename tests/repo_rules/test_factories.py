"""The builders build what the rest of the suite relies on."""

import pytest
from django.db import IntegrityError, transaction

from requests.models import FundingPeriod, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel


@pytest.mark.parametrize("state", State)
def test_a_request_in_any_state_is_consistent(db, state):
    row = factories.support_request(state)

    row.refresh_from_db()
    row.full_clean()
    last = row.events.first()
    assert row.state == state
    assert (last.to_state if last else State.DRAFT) == state
    assert sum(entry.quarters for entry in row.ledger.all()) == row.granted_quarters


def test_the_cast_stands(
    koko, colleague, reader, other_koko, gib, leitung, controlling, admin_user, advisor_user
):
    offices = {person.memberships.get().office.key for person in (koko, colleague, reader)}

    assert offices == {factories.BIELEFELD}
    assert other_koko.memberships.get().office.key == factories.UNNA
    assert leitung.has_perm("requests.lead_supportrequest")
    assert gib.has_perm("requests.review_supportrequest")
    assert not controlling.has_perm("requests.review_supportrequest")
    assert advisor_user.advisor.name == "Bea Beratung"


@pytest.mark.parallel
def test_parallel_writers_are_real(parallel_db):
    period = factories.funding_period(budget_quarters=10)

    def book(number):
        with transaction.atomic():
            row = FundingPeriod.objects.select_for_update().get(pk=period.pk)
            row.committed_quarters += 1
            row.save()
            return row.committed_quarters

    results = run_parallel(16, book)

    numbers = sorted(result for result in results if isinstance(result, int))
    refused = [result for result in results if isinstance(result, IntegrityError)]
    assert numbers == list(range(1, 11))
    assert len(refused) == 6


@pytest.mark.parallel
def test_reference_data_is_there_again_after_real_transactions(parallel_db):
    factories.support_request(State.SUBMITTED)

    assert SupportRequest.objects.count() == 1
