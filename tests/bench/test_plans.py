"""PostgreSQL finds the rows of its large tables along indexes, for every statement of every measured page."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench import marks
from tests.bench.seed import fill, walk

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SIZE = 3000
LARGE = {
    "requests_supportrequest",
    "requests_event",
    "requests_seat",
    "requests_statement",
    "advisors_engagement",
    "advisors_invitation",
    "outbox_outgoingmail",
    "links_link",
}
# A form that is sent; words in a sixth of all rows, found fastest by reading some of them; and who has worked
# for an office before, which has a tenth of all cases here.
LEFT_OUT = {
    "submit",
    "choice",
    "wide-search",
    "case-wide-search",
}
INDEXES = {  # by which a list finds its rows and counts them
    "list": {"supportrequest_newest", "supportrequest_turn", "supportrequest_counted"},
    "filter": {"supportrequest_counted"},
    "engagements": {"engagement_running_first"},
    "start": {"supportrequest_turn", "supportrequest_due", "mail_task", "engagement_oldest"},
    "cases": {"supportrequest_newest", "supportrequest_due"},
    "case-search": {"requests_supportrequest_trigrams"},
    "post": {"outbox_outgoingmail_pkey"},
    "post-search": {"outbox_outgoingmail_trigrams"},
    "request": {"mail_task"},
}


@pytest.fixture
def plan():
    fill.prepare()
    fill.fill(SIZE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # Of so few rows it would rather read all. As if they lay in memory, it prefers what it does of many.
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return walk.plan()


def test_no_page_reads_a_large_table_whole(plan):
    found = {page: _tables_and_indexes(plan, page) for page in marks.BY_PAGE.keys() - LEFT_OUT}

    assert {page: whole for page, (whole, _indexes) in found.items() if whole} == {}
    missing = {page: INDEXES.get(page, set()) - indexes for page, (_whole, indexes) in found.items()}
    assert {page: names for page, names in missing.items() if names} == {}


def _tables_and_indexes(plan, page):
    """Return (large tables that are read whole, indexes that are used) when a page is looked at."""
    visit = plan["visits"][page]
    browser = Client(SERVER_NAME="localhost")
    browser.cookies[settings.SESSION_COOKIE_NAME] = plan["cookies"][visit["who"]]
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(visit["path"]).status_code == 200
    asked = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    nodes = [node for sql in asked for node in _nodes(_plan_of(sql))]
    whole = {node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"}
    return whole & LARGE, {node["Index Name"] for node in nodes if "Index Name" in node}


def _plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        return cursor.fetchone()[0][0]["Plan"]


def _nodes(node):
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)
