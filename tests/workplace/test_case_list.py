"""The list of all cases and those of records: what is empty comes last, and people are found."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from gsvo.pages.models import Feedback
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
CASES = "admin:cases"


def show(client, name, query=""):
    return client.get(reverse(name) + query)


def titles(response):
    return [case.title for case in response.context["page"]]


@pytest.mark.parametrize(
    ("sort", "order"), [("frist", ["früh", "spät", "ohne"]), ("-frist", ["spät", "früh", "ohne"])]
)
def test_cases_without_a_deadline_come_last_in_both_directions(client, gib, sort, order):
    today = timezone.localdate()
    for title, due_on in (("ohne", None), ("spät", today + dt.timedelta(days=9)), ("früh", today)):
        row = factories.support_request(State.QUERIED, title=title)
        SupportRequest.objects.filter(pk=row.pk).update(due_on=due_on)
    client.force_login(gib)

    assert titles(show(client, CASES, f"?sort={sort}")) == order


@pytest.mark.parametrize("sort", ["stand", "-stand"])
def test_cases_sorted_by_state_follow_the_way_of_a_request(client, gib, sort):
    way = [State.SUBMITTED, State.CLARIFYING, State.MANDATED, State.ENGAGED, State.COMPLETED]
    for state in reversed(way):
        factories.support_request(state)
    client.force_login(gib)

    states = [case.state for case in show(client, CASES, f"?stand=&sort={sort}").context["page"]]

    assert states == [state for state in (way if sort == "stand" else way[::-1]) if state in states]
    assert len(states) >= 4


@pytest.mark.parametrize("direction", ["", "-"])
def test_people_in_lists_of_records_are_sorted_by_name_and_nobody_comes_last(client, gib, direction):
    names = ["Zoe", "Adam", ""]
    for name in names:
        by = factories.staff("Leitung", name=name) if name else None
        Feedback.objects.create(kind="barrier", text="Text", sending=uuid.uuid4(), answered_by=by)
    client.force_login(gib)

    rows = client.get(f"/admin/pages/feedback/?o={direction}5").context["cl"].result_list

    found = [row.answered_by.name if row.answered_by else "" for row in rows]
    assert found == (["Zoe", "Adam", ""] if direction else ["Adam", "Zoe", ""])


@pytest.mark.parametrize("direction", ["", "-"])
def test_in_lists_of_records_too_empty_cells_come_last(client, gib, direction):
    for name, until in (("Ohne", None), ("Mit", timezone.localdate())):
        factories.advisor(name=name, paused_until=until)
    client.force_login(gib)

    rows = show(client, "admin:advisors_advisor_changelist", f"?o={direction}5").context["cl"].result_list

    assert [row.name for row in rows] == ["Mit", "Ohne"]


def test_search_finds_the_people_of_a_case(client, gib):
    contact = factories.support_request(State.SUBMITTED, title="Kontakt", contact_name="Konrad Köhler")
    advisor = factories.advisor(name="Bea Brückner")
    factories.invited(gib, [advisor], title="Gefragt")
    advised = factories.support_request(State.ENGAGED, title="Begleitet")
    advised.engagement.assignments.update(advisor=factories.advisor(name="Carl Curtius"))
    handler = factories.member(name="Hanna Händel")
    factories.support_request(State.SUBMITTED, title="Bearbeitet", by=handler)
    client.force_login(gib)

    def found(words):
        return titles(show(client, CASES, f"?q={words}"))

    assert found("köhler") == [contact.title]
    assert found("Haendel") == ["Bearbeitet"]
    assert found("Brueckner Gefragt") == ["Gefragt"]
    assert found("carl curtius") == ["Begleitet"]
    assert found("curtius köhler") == []
