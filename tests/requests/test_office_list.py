"""The list of one's requests: what is to be done, search, filter, order, pages."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from gsvo.offices.models import Membership, Role
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/anfragen/"


def titles(client, query=""):
    page = client.get(URL + query)
    return [row["support_request"].title for row in page.context["rows"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_more_requests_cost_no_more_queries(rows, koko, client, django_assert_num_queries):
    for _ in range(rows):
        factories.support_request(State.DRAFT, by=koko)
        factories.support_request(State.SUBMITTED, by=koko)
        factories.support_request(State.CLARIFYING, by=koko)
    client.force_login(koko)

    with django_assert_num_queries(8):
        client.get(URL)


def test_an_empty_list_leads_to_the_first_request(koko, client):
    client.force_login(koko)

    page = client.get(URL).content.decode()

    assert "Noch keine Anfrage." in page
    assert reverse("requests:new") in page


def test_what_is_to_be_done_stands_first_the_most_urgent_on_top(koko, client):
    today = timezone.localdate()
    for title, due_on in (("ohne", None), ("später", today + dt.timedelta(days=9)), ("früher", today)):
        row = factories.support_request(State.QUERIED, by=koko, title=title)
        SupportRequest.objects.filter(pk=row.pk).update(due_on=due_on)
    factories.support_request(State.SUBMITTED, by=koko, title="bei der G.I.B.")
    client.force_login(koko)

    tasks = client.get(URL).context["tasks"]

    assert [task["support_request"].title for task in tasks] == ["früher", "später", "ohne"]


def test_what_is_late_says_so(koko, client):
    row = factories.support_request(State.QUERIED, by=koko)
    SupportRequest.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - dt.timedelta(days=1))
    client.force_login(koko)

    assert "Frist war am" in client.get(URL).content.decode()


def test_a_reader_has_nothing_to_do(koko, reader, client):
    factories.support_request(State.QUERIED, by=koko)
    client.force_login(reader)

    page = client.get(URL)

    assert page.context["tasks"] == []
    assert not page.context["rows"][0]["mine"]


def test_search_finds_words_of_the_title_and_the_number(koko, client):
    row = factories.support_request(State.SUBMITTED, by=koko, title="Sommerkontakt neu ordnen")
    factories.support_request(State.SUBMITTED, by=koko, title="Eltern früh erreichen")
    client.force_login(koko)

    assert titles(client, "?q=sommer") == ["Sommerkontakt neu ordnen"]
    assert titles(client, f"?q={row.number}") == ["Sommerkontakt neu ordnen"]
    assert titles(client, "?q=nirgends") == []


@pytest.mark.parametrize(
    ("group", "found"),
    [
        ("", {"draft", "submitted", "queried", "completed", "rejected"}),
        ("zug", {"draft", "queried"}),
        ("entwurf", {"draft"}),
        ("laufend", {"submitted", "queried"}),
        ("beendet", {"completed", "rejected"}),
        ("quatsch", {"draft", "submitted", "queried", "completed", "rejected"}),
    ],
)
def test_the_filter_narrows_by_group(group, found, koko, client):
    for state in ("draft", "submitted", "queried", "completed", "rejected"):
        factories.support_request(state, by=koko, title=state)
    client.force_login(koko)

    assert set(titles(client, f"?stand={group}")) == found


def test_somebody_in_two_offices_filters_by_office(koko, client):
    Membership.objects.create(office=factories.office(factories.UNNA), user=koko, role=Role.MEMBER)
    factories.support_request(by=koko, title="In Bielefeld")
    factories.support_request(by=koko, office=factories.office(factories.UNNA), title="In Unna")
    client.force_login(koko)

    assert set(titles(client)) == {"In Bielefeld", "In Unna"}
    assert titles(client, f"?stelle={factories.UNNA}") == ["In Unna"]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("titel", ["Alpha", "beta", "Gamma"]),
        ("-titel", ["Gamma", "beta", "Alpha"]),
        ("stand", ["Gamma", "Alpha", "beta"]),
        ("-stand", ["beta", "Alpha", "Gamma"]),
        ("zug", ["Alpha", "Gamma", "beta"]),  # G.I.B., Sie, nobody
        ("-zug", ["Gamma", "Alpha", "beta"]),
        ("quatsch", ["beta", "Gamma", "Alpha"]),
    ],
)
def test_a_column_sorts_both_ways(order, found, koko, client):
    factories.support_request(State.SUBMITTED, by=koko, title="Alpha")
    factories.support_request(State.DRAFT, by=koko, title="Gamma")
    factories.support_request(State.COMPLETED, by=koko, title="beta")
    client.force_login(koko)

    assert titles(client, f"?sort={order}") == found


def test_the_head_says_how_the_list_is_sorted(koko, client):
    factories.support_request(by=koko)
    client.force_login(koko)

    page = client.get(URL + "?sort=titel&stand=zug").content.decode()

    assert re.findall(r'aria-sort="(\w+)"', page) == ["ascending"]
    assert "?sort=-titel&amp;stand=zug" in page


def test_a_long_list_comes_in_pages(koko, client):
    for number in range(23):
        factories.support_request(by=koko, title=f"Anfrage {number:02d}")
    client.force_login(koko)

    first = client.get(f"{URL}?sort=titel")
    further = first.context["page"].next_key
    assert [row["support_request"].title for row in first.context["rows"]] == [
        f"Anfrage {number:02d}" for number in range(20)
    ]
    assert "23 Anfragen." in first.content.decode()
    assert titles(client, f"?sort=titel&page={further}") == ["Anfrage 20", "Anfrage 21", "Anfrage 22"]
    for old in ("2", "unsinn"):
        assert len(titles(client, f"?sort=titel&page={old}")) == 20


def test_a_very_long_list_says_more_than_it_counts(koko, client, monkeypatch):
    monkeypatch.setattr("gsvo.lib.paging.COUNTED", 22)
    for _n in range(23):
        factories.support_request(by=koko)
    client.force_login(koko)

    assert "Mehr als 1.000 Anfragen." in client.get(URL).content.decode()


def test_of_many_things_to_do_the_most_urgent_show_and_the_rest_is_a_link_away(client, koko):
    for _n in range(10):
        factories.support_request(by=koko)
    client.force_login(koko)

    response = client.get(URL)

    assert len(response.context["tasks"]) == 8
    assert 'href="?stand=zug"' in response.content.decode()


@pytest.mark.parametrize("words", ["ÜBERGÄNGE", "übergänge", "sommer übergänge"])
def test_search_ignores_case_on_every_database_and_wants_every_word(client, koko, words):
    factories.support_request(by=koko, title="Übergänge im Sommer")
    factories.support_request(by=koko, title="Sommer ohne Lücke")
    client.force_login(koko)

    assert titles(client, f"?q={words}") == ["Übergänge im Sommer"]


@pytest.mark.parametrize("words", ["a " * 50, "a " * 2500, "ü" * 5000])
def test_a_long_search_is_no_burden(client, koko, words):
    factories.support_request(by=koko)
    client.force_login(koko)

    assert client.get(URL, {"q": words}).status_code == 200
