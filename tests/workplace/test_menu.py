"""The figures of the workplace's menu: one statement, exact up to a thousand."""

import pytest
from django.urls import reverse

from gsvo.lib import paging
from gsvo.workplace import sidebar
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
MOST = 2


@pytest.fixture
def few_are_counted(monkeypatch):
    for module in (paging, sidebar):
        monkeypatch.setattr(module, "COUNTED", MOST)


def figure(client):
    page = client.get(reverse("admin:cases")).content.decode()
    menu = page.partition('id="nav-sidebar"')[2].partition("<main")[0]
    return menu.partition(">\n          Fälle")[2].partition("</span>")[0].rpartition(">")[2].strip()


@pytest.mark.parametrize(
    ("rows", "shown"), [(0, "0"), (MOST, "2"), (MOST + 1, "über 2"), (MOST + 3, "über 2")]
)
def test_the_menu_counts_exactly_only_so_far(client, gib, few_are_counted, monkeypatch, rows, shown):
    monkeypatch.setattr(sidebar.Entry, "counted", MOST)
    for _number in range(rows):
        factories.support_request(State.SUBMITTED)
    client.force_login(gib)

    assert figure(client) == shown


def test_all_figures_take_one_statement(rf, gib, django_assert_num_queries):
    factories.support_request(State.SUBMITTED)
    factories.support_request(State.CLARIFYING)
    request = rf.get("/")
    request.user = gib
    with django_assert_num_queries(1):
        found = sidebar.figures(request)

    assert (found["index"], found["cases"], found["outbox_outgoingmail_changelist"]) == (1, 2, None)


@pytest.mark.parametrize("rows", [1, 3, 4])
def test_counted_says_the_same_as_count(gib, few_are_counted, rows, django_assert_num_queries):
    for _number in range(rows):
        factories.support_request(State.SUBMITTED)
    everything = SupportRequest.objects.all()

    value = type(gib).objects.filter(pk=gib.pk).values_list(paging.Counted(everything), flat=True).get()

    assert value == paging.count(everything) == min(rows, MOST + 1)
