"""State × act × role: what the table does not list happens to nobody, whatever the way.

Whoever may act always does; of the others one is refused, by turns, and with LONG=1 all.
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Event, LedgerEntry, SupportRequest
from requests.workflow import TRANSITIONS, State, WorkflowRole
from tests import factories
from tests.helpers.long_version import sample
from tests.requests.matrix_acts import ACTS, BY_LINK_OR_CLOCK

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
    """A case in which every act of the state is possible: an overdue question, an open round, two in line."""
    case = factories.support_request(state, by=koko)
    if state == State.QUERIED:
        yesterday = timezone.localdate() - timezone.timedelta(days=1)
        SupportRequest.objects.filter(pk=case.pk).update(due_on=yesterday)
    if state == State.CLARIFYING:
        factories.opened_round(case, by=koko, days=5)
    if state == State.MATCHING:
        factories.in_line(case)
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
    """The people who try a move from a state: all who may by one of these roles, and one of the others."""
    move = TRANSITIONS[name]
    may = [person for person, parts in PEOPLE.items() if move.move_from(state, parts & roles)]
    others = [person for person in PEOPLE if person not in may]
    return [*may, *sample(others, 1, name, state, sorted(roles))]


SAID = {"change_grant": {"data": {"quarters_before": 4}}}  # what whoever is asked reads of it


# --- the gate: every triple -----------------------------------------------------------------------
@pytest.mark.parametrize("state", STATES)
def test_a_move_succeeds_exactly_where_the_table_lists_it(state, people, koko):
    case = case_in(state, koko)
    before = traces(case)
    for name, transition in TRANSITIONS.items():
        for person in tried_by(name, state):
            allowed = transition.move_from(state, PEOPLE[person])
            numbered = {"fields": {"number": factories.number()}}
            more = {"submit": numbered, "take_over": numbered, **SAID}.get(name, {})
            result = tried(lambda: actions.move(case, name, by=people[person], **more))  # noqa: B023
            assert isinstance(result, Event) == bool(allowed), (state, name, person, result)
            assert traces(case) == before, (state, name, person)


@pytest.mark.parametrize("state", STATES)
def test_by_link_or_clock_a_move_succeeds_exactly_where_the_table_lists_it(state, koko):
    case = case_in(state, koko)
    for name, transition in TRANSITIONS.items():
        for part in (WorkflowRole.COMMITTEE, WorkflowRole.ADVISOR, WorkflowRole.CLOCK):
            fields = {"number": factories.number()} if name in ("submit", "take_over") else None
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
