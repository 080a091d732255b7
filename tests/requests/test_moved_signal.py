"""The signal `moved` comes last: whoever hears it reads a request whose days are booked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests import actions
from requests.models import SupportRequest
from requests.signals import moved
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def booked(period):
    period.refresh_from_db()
    return period.committed_quarters


def test_whoever_hears_of_a_move_reads_the_booked_row(gib, leitung):
    period = factories.funding_period(budget_quarters=40)
    case = factories.support_request(State.SUBMITTED)
    heard = []

    def hear(support_request, event, **kwargs):
        row = SupportRequest.objects.get(pk=support_request.pk)
        heard.append((event.act, support_request.granted_quarters, row.granted_quarters, booked(period)))

    moved.connect(hear)
    try:
        actions.grant(case, by=gib, quarters=21)
        actions.cancel(case, by=leitung, reason="Förderung entfällt")
    finally:
        moved.disconnect(hear)

    assert heard == [("grant", 21, 21, 21), ("cancel", 0, 0, 0)]


def test_a_grant_locks_the_request_and_asks_the_roles_once(gib):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED)

    with CaptureQueriesContext(connection) as asked:
        actions.grant(case, by=gib, quarters=21)

    # Kinds of records are remembered by the process, so whether they are asked is up to other tests.
    sql = [query["sql"] for query in asked if 'FROM "django_content_type"' not in query["sql"]]
    of_the_row = f'WHERE "requests_supportrequest"."id" = {case.pk}'
    locks = [query for query in sql if query.startswith("SELECT") and of_the_row in query]
    roles = [query for query in sql if "offices_membership" in query and "LIMIT 1" in query]
    assert (len(locks), len(roles), len(sql)) == (1, 1, 30)
