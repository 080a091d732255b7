"""The table of what a state looks like: each state has a row, and each row says everything."""

from dataclasses import MISSING, fields

import pytest

from gsvo.lib import icons
from requests.states import EDITABLE, ENDS, PROGRESS, STATES, Group, StateInfo, in_group, next_step
from requests.workflow import State, WaitingOn


def gaps(states, table):
    """What is missing in the table, as sentences that say where to add it."""
    without_row = [
        f"The state “{state}” has no row: add one to STATES in requests/states.py."
        for state in states
        if state not in table
    ]
    without_icon = [
        f"The state “{state}” has no sign: draw “{row.icon}” in SHAPES of gsvo/lib/icons.py."
        for state, row in table.items()
        if row.icon not in icons.SHAPES
    ]
    return without_row + without_icon


def test_each_state_has_a_row_and_a_sign():
    assert gaps(State, STATES) == []
    assert list(STATES) == list(State)


def test_a_new_state_without_a_row_is_told_where_to_go():
    assert gaps([*State, "paused"], STATES) == [
        "The state “paused” has no row: add one to STATES in requests/states.py."
    ]


def test_no_field_of_a_row_can_be_forgotten():
    assert [field.name for field in fields(StateInfo) if field.default is not MISSING] == []


@pytest.mark.parametrize("state", State)
def test_a_row_says_everything(state):
    row = STATES[state]

    assert isinstance(row.is_editable, bool)
    assert (row.icon != "", str(row.next_step) != "", State(state).label != "") == (True, True, True)
    assert (row.ended_heading is None, row.next_action is None) == (state not in ENDS, state in ENDS)
    assert row.progress_stage in (*PROGRESS, None)
    assert state in in_group(row.group)
    assert sum(state in in_group(group) for group in Group) == 1


def test_nobody_has_to_act_at_an_end_only():
    assert {state for state in State if STATES[state].waiting_on == WaitingOn.NO_ONE} == set(ENDS)


def test_signs_of_states_differ():
    assert len({row.icon for row in STATES.values()}) == len(STATES)


def test_the_straight_way_has_seven_states_and_each_other_stands_in_one_of_them_or_ended_early():
    assert PROGRESS == (
        State.DRAFT,
        State.SUBMITTED,
        State.CLARIFYING,
        State.MANDATED,
        State.MATCHING,
        State.ENGAGED,
        State.CLOSING,
    )
    off_the_way = {state for state in State if STATES[state].progress_stage is None}
    assert off_the_way == {State.REJECTED, State.WITHDRAWN, State.CANCELLED, State.ANSWERED_OTHERWISE}


def test_the_form_is_open_as_a_draft_and_after_a_question():
    assert {State.DRAFT, State.QUERIED} == EDITABLE


def test_the_groups_of_the_overview():
    assert in_group(Group.DRAFT) == [State.DRAFT]
    assert set(in_group(Group.ENDED)) == ENDS
    assert set(in_group(Group.RUNNING)) == set(State) - ENDS - {State.DRAFT}


def test_when_everybody_declined_the_next_step_is_to_invite_anew():
    assert next_step(State.MATCHING, WaitingOn.GIB) == STATES[State.MANDATED].next_step
    assert next_step(State.MATCHING, WaitingOn.ADVISOR) == STATES[State.MATCHING].next_step
