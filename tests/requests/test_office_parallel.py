"""Numbers without gaps, and one of everything, however many press at once."""

import pytest
from django.utils import timezone

from gsvo.lib.exceptions import StaleRecord
from requests import actions
from requests.models import NumberSeries, SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel


@pytest.mark.parallel
def test_twenty_submissions_at_once_get_distinct_numbers_without_a_gap(parallel_db):
    factories.funding_period()
    koko = factories.member(factories.office())
    rows = [factories.support_request(by=koko).pk for _ in range(20)]

    run_parallel(20, lambda n: actions.submit(SupportRequest.objects.get(pk=rows[n]), by=koko))

    year = timezone.localdate().year
    numbers = sorted(SupportRequest.objects.values_list("number", flat=True))
    assert numbers == [f"GSVO-{year}-{n:04d}" for n in range(1, 21)]
    assert NumberSeries.objects.get().last == 20


@pytest.mark.parallel
def test_the_same_request_submitted_eight_times_at_once_is_submitted_once(parallel_db):
    factories.funding_period()
    koko = factories.member(factories.office())
    row = factories.support_request(by=koko)

    results = run_parallel(8, lambda _: actions.submit(SupportRequest.objects.get(pk=row.pk), by=koko))

    refused = [result for result in results if isinstance(result, actions.TransitionNotAllowed)]
    row.refresh_from_db()
    assert (len(refused), row.state, row.events.count()) == (7, State.SUBMITTED, 1)
    assert NumberSeries.objects.get().last == 1


@pytest.mark.parallel
def test_one_key_pressed_eight_times_at_once_makes_one_draft(parallel_db):
    koko = factories.member(factories.office())
    office = factories.office()

    results = run_parallel(8, lambda _: actions.create(office=office, by=koko, creation_key="same").pk)

    assert results == [SupportRequest.objects.get().pk] * 8


@pytest.mark.parallel
def test_of_eight_who_save_the_same_version_at_once_one_wins(parallel_db):
    koko = factories.member(factories.office())
    row = factories.support_request(by=koko)

    def save(number):
        fresh = SupportRequest.objects.get(pk=row.pk)
        return actions.save_answers(
            fresh, by=koko, expected_revision=row.revision, values={"title": f"Titel {number}"}
        )

    results = run_parallel(8, save)

    told = [result for result in results if isinstance(result, StaleRecord)]
    row.refresh_from_db()
    assert len(told) == 7
    assert results[int(row.title.split()[1])] is None
