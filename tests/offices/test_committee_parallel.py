"""Lists that several people enter at the same moment: of each list all or nobody, and nobody twice."""

import pytest

from gsvo.lib.exceptions import ActionRefused
from gsvo.offices import committee_actions
from gsvo.offices.models import CommitteeMember
from tests import factories
from tests.helpers.parallel import run_parallel


def entry(name):
    fields = {"institution": "Schule", "name": name, "email": f"{name}@example.org", "is_voting": True}
    return fields, [], []


@pytest.mark.parallel
def test_of_lists_that_name_the_same_person_one_is_entered_whole(parallel_db, koko):
    office = factories.office()

    def enter(number):
        entries = [entry(f"nur{number}"), entry("beide"), entry(f"auch{number}")]
        return committee_actions.add_members(office, by=koko, entries=entries)

    results = run_parallel(4, enter)

    refused = [result for result in results if isinstance(result, ActionRefused)]
    (added,) = [result for result in results if isinstance(result, list)]
    assert len(refused) == 3
    assert {row.pk for row in added} == set(CommitteeMember.objects.values_list("pk", flat=True))
    assert CommitteeMember.objects.count() == 3
