"""The table of moves itself: closed and reachable."""

import pytest

from requests import workflow
from requests.states import ENDS
from requests.workflow import TRANSITIONS, State, WorkflowRole


def test_every_state_can_be_reached_from_a_draft():
    reached, frontier = {State.DRAFT}, {State.DRAFT}
    while frontier:
        frontier = {
            target
            for transition in TRANSITIONS.values()
            for move in transition.moves
            if move.source in frontier
            for target in move.targets
        } - reached
        reached |= frontier

    assert reached == set(State)


def test_ends_are_left_by_reopening_a_mistake_only_and_all_others_by_something():
    left = {
        move.source
        for transition in TRANSITIONS.values()
        for move in transition.moves
        if transition.name != "reopen_case"
    }

    assert left == set(State) - ENDS
    assert TRANSITIONS["reopen_case"].sources == {State.REJECTED, State.WITHDRAWN}


@pytest.mark.parametrize("who", [who for who in WorkflowRole if who != WorkflowRole.LEADERSHIP])
def test_only_leadership_reopens_a_case(who):
    assert not any(workflow.may(state, "reopen_case", {who}) for state in State)


def test_nobody_is_allowed_anything_without_a_part():
    assert [workflow.available(state, set()) for state in State] == [[] for _ in State]


@pytest.mark.parametrize("state", [State.ENGAGED, State.INTERRUPTED, State.CLOSING, *sorted(ENDS)])
def test_withdrawing_ends_with_the_first_acceptance(state):
    assert not workflow.may(state, "withdraw", {WorkflowRole.OFFICE})


def test_a_part_gets_its_own_acts_only():
    names = {transition.name for transition in workflow.available(State.SUBMITTED, {WorkflowRole.OFFICE})}

    assert names == {"revise", "withdraw"}
