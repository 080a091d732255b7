"""The list of all cases and those of records: what is empty comes last, and people are found."""

import datetime as dt
import uuid

import pytest
from django.contrib.admin.templatetags.admin_list import items_for_result
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from advisors import actions as advisor_actions
from gsvo.lib.text import fold
from gsvo.pages.models import Feedback
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State, WaitingOn
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


@pytest.mark.parametrize("sort", ["zug", "-zug"])
def test_cases_sorted_by_who_has_to_act_follow_the_words(client, gib, sort):
    words = ["Berater:in", "G.I.B.", "Koordinierungsstelle", "Steuerungsgremium"]
    for waiting_on in (*WaitingOn, *WaitingOn):
        case = factories.support_request(State.MATCHING)
        SupportRequest.objects.filter(pk=case.pk).update(waiting_on=waiting_on)
    client.force_login(gib)

    rows = show(client, CASES, f"?stand=&sort={sort}").context["page"]

    found = [row.get_waiting_on_display() for row in rows]
    assert list(dict.fromkeys(found)) == [*(words if sort == "zug" else words[::-1]), "niemand"]
    assert len(found) == 2 * len(WaitingOn)


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("advisors_invitation", "state"),
        ("advisors_invitation", "advisor"),
        ("requests_event", "support_request"),
        ("requests_event", "from_state"),
        ("requests_event", "by_role"),
        ("requests_ledgerentry", "kind"),
        ("requests_ledgerentry", "support_request"),
        ("advisors_preference", "support_request"),
        ("advisors_preference", "kind"),
        ("advisors_assignment", "of"),
    ],
)
def test_every_list_of_records_is_sorted_by_the_words_it_shows(client, gib, leitung, direction, name, column):
    cases = [
        factories.invited(gib, count=2, title=title) for title in ("Übergang", "Alpha", "zuletzt", "Beta")
    ]
    for case, kind in zip(cases, ["wish", "exclude", "wish", "exclude"], strict=True):
        first = case.invitations.first()
        case.preferences.create(advisor=first.advisor, kind=kind)
        if kind == "exclude" and case.title != "Alpha":
            advisor_actions.accept_for(case, by=gib)  # the office objects, so G.I.B. agrees
        elif case.title != "Alpha":
            advisor_actions.accept(first, by=factories.invitation_link(first), no_conflict=True)
    actions.cancel(cases[1], by=leitung, reason="Kein Geld.")
    client.force_login(gib)
    address = reverse(f"admin:{name}_changelist")
    place = list(client.get(address).context["cl"].list_display).index(column)

    shown = client.get(address, {"o": f"{direction}{place}"})

    changelist = shown.context["cl"]
    rows = [list(items_for_result(changelist, row, None)) for row in changelist.result_list]
    words = [fold(strip_tags(cells[place])) for cells in rows]
    assert len(set(words)) > 1
    assert words == sorted(words, reverse=bool(direction))


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

    rows = show(client, "admin:advisors_advisor_changelist", f"?o={direction}4").context["cl"].result_list

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
