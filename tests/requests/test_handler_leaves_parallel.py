"""Somebody leaves an office while others act: whoever comes first wins, and the history tells it."""

import pytest
from django.core.exceptions import PermissionDenied

from gsvo.lib.exceptions import ActionRefused
from gsvo.offices.models import Role
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories
from tests.helpers.parallel import run_parallel
from tests.requests.test_handler_leaves import events, is_made_reader, is_removed, is_stopped, leaves, mailed

pytestmark = pytest.mark.parallel


@pytest.mark.parametrize("way", [leaves, is_stopped])
def test_a_case_handed_to_somebody_who_leaves_at_that_moment_is_nobodys_and_says_so(parallel_db, way):
    lead, gib = factories.member(role=Role.LEAD), factories.staff("Sachbearbeitung")
    for _round in range(4):
        leaver = factories.member()
        row = factories.support_request(State.SUBMITTED, by=lead)

        def act(number, leaver=leaver, row=row):
            if number:
                return actions.hand_over(SupportRequest.objects.get(pk=row.pk), by=lead, to=leaver)
            return way(leaver, lead, gib)

        left, handed = run_parallel(2, act)

        row.refresh_from_db()
        assert left is None
        if isinstance(handed, Exception):
            assert isinstance(handed, ActionRefused)
            assert (row.handled_by, events(row)) == (lead, [])
        else:
            assert (row.handled_by, events(row)) == (leaver, ["handler_left"])


@pytest.mark.parametrize("way", [leaves, is_removed, is_made_reader, is_stopped])
def test_a_draft_begun_by_somebody_who_leaves_at_that_moment_is_told_of_or_not_begun(parallel_db, way):
    lead, _other = (factories.member(role=Role.LEAD) for _number in range(2))
    gib = factories.staff("Sachbearbeitung")
    for number in range(4):
        leaver = factories.member()
        before = len(mailed("requests/handler_left"))

        def act(which, leaver=leaver, number=number):
            if which:
                return actions.create(office=factories.office(), by=leaver, creation_key=f"key {number}")
            return way(leaver, lead, gib)

        left, begun = run_parallel(2, act)

        assert left is None
        if isinstance(begun, Exception):
            assert isinstance(begun, PermissionDenied)
            assert not SupportRequest.objects.filter(handled_by=leaver).exists()
        else:
            assert len(mailed("requests/handler_left")) > before


def test_of_two_leads_who_leave_at_once_the_other_is_told(parallel_db):
    leads = [factories.member(role=Role.LEAD) for _number in range(2)]
    rows = [factories.support_request(State.SUBMITTED, by=lead) for lead in leads]

    results = run_parallel(2, lambda number: leaves(leads[number], None, None))

    stayed = next(number for number, result in enumerate(results) if result is not None)
    assert isinstance(results[stayed], ActionRefused)
    assert mailed("requests/handler_left") == [leads[stayed].email]
    assert [events(row) for row in rows] == [["handler_left"] * (number != stayed) for number in range(2)]


def test_who_takes_a_case_over_while_its_handler_leaves_has_it_in_the_end(parallel_db):
    lead, colleague = factories.member(role=Role.LEAD), factories.member()
    leaver = factories.member()
    row = factories.support_request(State.SUBMITTED, by=leaver)

    def act(number):
        if number:
            return actions.hand_over(SupportRequest.objects.get(pk=row.pk), by=colleague, to=colleague)
        return leaves(leaver, lead, None)

    results = run_parallel(2, act)

    assert [result for result in results if isinstance(result, Exception)] == []
    row.refresh_from_db()
    assert row.handled_by == colleague
    acts = list(row.events.order_by("pk").values_list("act", flat=True))
    assert acts in (["submit", "hand_over"], ["submit", "handler_left", "hand_over"])
