"""State × act × role: what the table does not list happens to nobody, whatever the way.

Whoever may act always does; of the others some are refused, by turns, and with LONG=1 all.
"""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail
from gsvo.workplace.case_actions import CASE_ACTIONS
from gsvo.workplace.views import case_actions as act_page
from requests import actions, workflow
from requests.models import Event, LedgerEntry, SupportRequest
from requests.workflow import TRANSITIONS, State, WorkflowRole
from tests import factories
from tests.helpers.long_version import sample
from tests.requests.matrix_acts import ACTS, BY_LINK_OR_CLOCK, soon

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what stands behind the acts is tried on every engine
STATES = list(State)
PEOPLE = {
    # fixture: the parts in which this person acts on a request of Bielefeld
    "koko": {WorkflowRole.OFFICE},
    "colleague": {WorkflowRole.OFFICE},
    "reader": set(),
    "other_koko": set(),
    "gib": {WorkflowRole.CASEWORK},
    "leitung": {WorkflowRole.CASEWORK, WorkflowRole.LEADERSHIP},
    "controlling": set(),
    "advisor_user": set(),
}


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


def case_in(state, koko):
    """A case in which every act of the state is possible: a question that is overdue, an open round."""
    case = factories.support_request(state, by=koko)
    if state == State.QUERIED:
        yesterday = timezone.localdate() - timezone.timedelta(days=1)
        SupportRequest.objects.filter(pk=case.pk).update(due_on=yesterday)
    if state == State.CLARIFYING:
        factories.opened_round(case, by=koko, days=5)
    case.refresh_from_db()
    return case


def traces(case):
    """Everything that an act leaves behind."""
    return (
        SupportRequest.objects.filter(pk=case.pk)
        .values_list("state", "waiting_on", "revision", "granted_quarters")
        .get(),
        Event.objects.count(),
        LedgerEntry.objects.count(),
        OutgoingMail.objects.count(),
    )


class UndoError(Exception):
    pass


def tried(act):
    """Run an act and undo it. Returns what it returned, or the refusal."""
    found = []
    try:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    found.append(act())
            except (actions.ActionRefused, PermissionDenied) as refusal:
                found.append(refusal)
            raise UndoError
    except UndoError:
        return found[0]


def tried_by(name, state, roles=frozenset(WorkflowRole)):
    """The people who try a move from a state: all who may by one of these roles, and some of the others."""
    move = TRANSITIONS[name]
    may = [person for person, parts in PEOPLE.items() if move.move_from(state, parts & roles)]
    others = [person for person in PEOPLE if person not in may]
    return [*may, *sample(others, 2, name, state, sorted(roles))]


SAID = {"change_grant": {"data": {"quarters_before": 4}}}  # what whoever is asked reads of it


# --- the gate: every triple -----------------------------------------------------------------------
@pytest.mark.parametrize("state", STATES)
def test_a_move_succeeds_exactly_where_the_table_lists_it(state, people, koko):
    case = case_in(state, koko)
    before = traces(case)
    for name, transition in TRANSITIONS.items():
        for person in tried_by(name, state):
            allowed = transition.move_from(state, PEOPLE[person])
            more = {"submit": {"fields": {"number": factories.number()}}, **SAID}.get(name, {})
            result = tried(lambda: actions.move(case, name, by=people[person], **more))  # noqa: B023
            assert isinstance(result, Event) == bool(allowed), (state, name, person, result)
            assert traces(case) == before, (state, name, person)


@pytest.mark.parametrize("state", STATES)
def test_by_link_or_clock_a_move_succeeds_exactly_where_the_table_lists_it(state, koko):
    case = case_in(state, koko)
    for name, transition in TRANSITIONS.items():
        for part in (WorkflowRole.COMMITTEE, WorkflowRole.ADVISOR, WorkflowRole.CLOCK):
            fields = {"number": factories.number()} if name == "submit" else None
            actions.lock(case)
            result = tried(lambda: actions.move(case, name, by=None, roles={part}, fields=fields))  # noqa: B023
            allowed = transition.move_from(state, {part})
            assert isinstance(result, Event) == bool(allowed), (state, name, part, result)


# --- the acts: every triple -------------------------------------------------------------------------
def test_every_transition_has_an_act_here():
    assert set(ACTS) | BY_LINK_OR_CLOCK == set(TRANSITIONS)


@pytest.mark.parametrize("state", STATES)
def test_an_act_succeeds_exactly_where_the_table_lists_it(state, people, koko):
    factories.funding_period()
    case = case_in(state, koko)
    before = traces(case)
    for name, act in ACTS.items():
        for person in tried_by(name, state):
            allowed = TRANSITIONS[name].move_from(state, PEOPLE[person])
            result = tried(lambda: act(case, people[person]))  # noqa: B023
            refused = isinstance(result, Exception)
            assert refused != bool(allowed), (state, name, person, result)
            assert traces(case) == before, (state, name, person)
            case.refresh_from_db()


# --- the pages: every triple ------------------------------------------------------------------------
@dataclass(frozen=True)
class Page:
    """Where an act is posted, and with what. `staff`: a page of the workplace."""

    url: str
    data: dict
    staff: bool = False


def pages(case):
    def workplace(act, **data):
        address = reverse("admin:act", args=[case.oid, act])
        return Page(address, {"revision": case.revision, **data}, staff=True)

    def office(view, **data):
        return Page(reverse(f"requests:{view}", args=[case.oid]), data)

    day, late = soon().isoformat(), soon(100).isoformat()
    found = {
        "submit": office("check", privacy_read="on"),
        "revise": office("revise", reason="Ein Ziel fehlt."),
        "answer": office("answer", reason="Neun Schulen."),
        "withdraw": office("withdraw", reason="Anders gelöst.", sure="on"),
        "reopen_mandate": office("reopen_mandate", reason="Neues Ziel."),
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
        "invite": workplace("invite", **{f"order_{factories.advisor().oid}": "1"}, answer_days="7"),
        "recall": workplace("recall", reason="Falsche Person."),
        "interrupt": workplace("interrupt", reason="Pause.", until=day),
        "extend_interruption": workplace("extend_interruption", reason="Noch krank.", until=day),
        "resume": workplace("resume"),
        "change_advisor": workplace("change_advisor", reason="Elternzeit."),
        "finish": workplace("finish", early="no"),
        "complete": workplace("complete", used="1"),
        "reopen": workplace("reopen", reason="Ein Termin fehlt."),
    }
    assert set(found) | BY_LINK_OR_CLOCK | {"extend_round"} == set(TRANSITIONS)  # its address names the round
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
                answer = browsers[person].post(page.url, page.data)  # noqa: B023
                return answer.status_code, traces(case)[1] != before[1]

            status, happened = tried(post)
            assert (status in statuses, happened) == (True, happens), (state, name, person, status)
        assert client.post(page.url, page.data).status_code == 302, name
        assert traces(case) == before, name


@pytest.mark.parametrize("state", [state for state in STATES if state != State.DRAFT])
def test_the_case_page_offers_exactly_what_the_table_lists(state, people, client, koko):
    case = case_in(state, koko)
    for person in ("gib", "leitung", "controlling"):
        client.force_login(people[person])
        html = client.get(reverse("admin:case", args=[case.oid])).content.decode()
        offered = {name for name in TRANSITIONS if reverse("admin:act", args=[case.oid, name]) in html}
        listed = {row.name for row in workflow.available(state, PEOPLE[person] & STAFF)}
        assert offered == listed, (state, person)


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
