"""State × act × role by its page: what the table does not list happens to nobody, without a button."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from gsvo.workplace.case_actions import CASE_ACTIONS
from gsvo.workplace.views import case_actions as act_page
from requests import workflow
from requests.workflow import TRANSITIONS, State, WorkflowRole
from tests import factories
from tests.requests.matrix_acts import BY_LINK_OR_CLOCK, asked, drafted, soon, sought, waiting_long
from tests.requests.test_matrix import (
    PEOPLE,
    STATES,
    case_in,
    traces,
    tried,
    tried_by,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Offered only where there is something to do: see tests/advisors/test_days_of_gib.py.
SOMETIMES = {"decline_days", "sign_for_office", "carry_over_days"}


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@dataclass(frozen=True)
class Page:
    """Where an act is posted, and with what. `staff`: a page of the workplace."""

    url: str
    data: dict
    staff: bool = False
    first: Callable = lambda case: case  # what makes the act possible, and is undone with it


def pages(case):
    def workplace(act, *, first=Page.first, **data):
        url = reverse("admin:act", args=[case.oid, act])
        return Page(url, {"revision": case.revision, **data}, staff=True, first=first)

    def engagement(view, **data):
        found = getattr(case, "engagement", None)
        return Page(reverse(f"advisors:{view}", args=[found.oid if found else "a" * 16]), data)

    def office(view, *, first=Page.first, **data):
        return Page(reverse(f"requests:{view}", args=[case.oid]), data, first=first)

    day, late = soon().isoformat(), soon(100).isoformat()
    advisor, other = factories.advisor(), factories.funding_period()
    found = {
        "submit": office("check", privacy_read="on"),
        "revise": office("revise", reason="Ein Ziel fehlt."),
        "answer": office("answer", reason="Neun Schulen."),
        "withdraw": office("withdraw", reason="Anders gelöst.", sure="on"),
        "reopen_mandate": office("reopen_mandate", reason="Neues Ziel."),
        "change_mandate": office("change_mandate", reason="Neues Ziel."),
        "discard_change": office("discard_change", first=drafted),
        "grant": workplace("grant", quarters="1", clarify_by=day, period=factories.funding_period().pk),
        "ask_back": workplace("ask_back", question="Wie viele?", answer_by=day),
        "defer": workplace("defer", until=day, reason="Später."),
        "reject": workplace("reject", reason="Nein."),
        "answer_otherwise": workplace(
            "answer_otherwise", kind="talk", with_whom="Kammer", on=day, reason="Besser so."
        ),
        "return_mandate": workplace("return_mandate", reason="Ziel fehlt."),
        "extend_query": workplace("extend_query", until=day, reason="Ferien."),
        "extend_clarification": workplace("extend_clarification", until=late, reason="Ferien."),
        "extend_invitation": workplace("extend_invitation", until=day, reason="Ferien."),
        "change_grant": workplace("change_grant", quarters="2", reason="Vertippt."),
        "cancel": workplace("cancel", reason="Ende."),
        "reopen_case": workplace("reopen_case", reason="Es war ein Versehen."),
        "invite": workplace("invite", **{f"order_{advisor.oid}": "1"}, answer_days="7"),
        "accept": workplace("accept", no_conflict="on"),
        "decline": workplace("decline", reason="no_time"),
        "ask_at_once": workplace("ask_at_once"),
        "recall_one": workplace("recall_one", reason="Doch nicht."),
        "recall": workplace("recall", reason="Falsche Person."),
        "interrupt": workplace("interrupt", reason="Pause.", until=day),
        "extend_interruption": workplace("extend_interruption", reason="Noch krank.", until=day),
        "resume": workplace("resume"),
        "change_advisor": workplace("change_advisor", reason="Elternzeit."),
        "finish": workplace("finish", early="no"),
        "complete": workplace("complete"),
        "ask_for_days": engagement("ask_for_days", quarters="1", reason="Mehr.", revision=case.revision),
        "increase_days": workplace("increase_days", quarters="1", reason="Gut.", first=sought),
        "decline_days": workplace("decline_days", reason="Nein.", first=asked),
        "give_back_days": workplace("give_back_days", quarters="1", reason="Übrig.", first=sought),
        "carry_over_days": workplace(
            "carry_over_days", quarters="1", reason="Länger.", period=other.pk, first=sought
        ),
        "sign_for_office": workplace("sign_for_office", reason="Nicht besetzt.", first=waiting_long),
        "reopen": workplace("reopen", reason="Ein Termin fehlt."),
    }
    others = {"extend_round", "take_over"}  # no address of one request
    assert set(found) | BY_LINK_OR_CLOCK | others == set(TRANSITIONS)
    return found


STAFF = {WorkflowRole.CASEWORK, WorkflowRole.LEADERSHIP}


def expected(page, name, state, person):
    """(status codes that are right, whether something happens)"""
    parts = PEOPLE[person] & STAFF if page.staff else PEOPLE[person] - STAFF
    allowed = bool(TRANSITIONS[name].move_from(state, parts))
    if page.staff:
        if person not in ("gib", "leitung", "controlling"):
            return {404}, False
        if state == State.DRAFT:
            return {404}, False
        ever = any(move.roles & parts for move in TRANSITIONS[name].moves)
        return ({302}, True) if allowed else ({409} if ever else {403}, False)
    if page.url.startswith("/begleitungen/") and "a" * 16 in page.url:  # there is none yet
        return {404}, False
    if person in ("koko", "colleague"):
        return ({302}, True) if allowed else ({200, 302, 409}, False)
    return {403} if person == "reader" else {404}, False


@pytest.mark.parametrize("state", STATES)
def test_a_page_acts_exactly_where_the_table_lists_it(state, people, client, koko):
    browsers = {person: Client() for person in PEOPLE}
    for person, browser in browsers.items():
        browser.force_login(people[person])
    case = case_in(state, koko)
    sheets = pages(case)
    before = traces(case)
    for name, page in sheets.items():
        for person in tried_by(name, state, STAFF if page.staff else frozenset(WorkflowRole) - STAFF):
            statuses, happens = expected(page, name, state, person)

            def post():
                page.first(case)  # noqa: B023
                begun = traces(case)[1]
                answer = browsers[person].post(page.url, page.data)  # noqa: B023
                return answer.status_code, traces(case)[1] != begun

            status, happened = tried(post)
            assert (status in statuses, happened) == (True, happens), (state, name, person, status)
        assert client.post(page.url, page.data).status_code == 302, name
        assert traces(case) == before, name


@pytest.mark.parametrize("state", [state for state in STATES if state != State.DRAFT])
def test_case_and_engagement_offer_exactly_what_the_table_lists(state, people, client, koko):
    case = case_in(state, koko)
    for person in ("gib", "leitung", "controlling"):
        client.force_login(people[person])
        listed = {row.name for row in workflow.available(state, PEOPLE[person] & STAFF)}
        is_first = state == State.MATCHING  # nobody accepted yet
        later = {"increase_days", "give_back_days"} if is_first else set()
        for page in ("admin:case", "admin:engagement") if case.engaged_at else ("admin:case",):
            html = client.get(reverse(page, args=[case.oid])).content.decode()
            offered = {name for name in TRANSITIONS if reverse("admin:act", args=[case.oid, name]) in html}
            assert offered == listed - SOMETIMES - later, (page, state, person)


@pytest.mark.parametrize("name", CASE_ACTIONS)
def test_an_act_compares_the_revision_under_its_own_lock(name, monkeypatch, client, leitung, koko):
    state = next(move.source for move in TRANSITIONS[name].moves if move.roles & STAFF)
    case = case_in(state, koko)
    page, before = pages(case)[name], traces(case)
    client.force_login(leitung)
    monkeypatch.setattr(act_page, "_refuse_too_late", lambda *args: None)  # somebody acts just after it

    answer = client.post(page.url, page.data | {"revision": case.revision - 1})

    assert (answer.status_code, traces(case)) == (409, before)
    assert "Inzwischen ist etwas geschehen." in answer.content.decode()
