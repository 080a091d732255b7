"""Whose turn it is when a request enters a state: the table of states says it, or a higher app knows better.

`@turns.decides(state)` registers a function of the request that returns (WaitingOn, deadline or None), or
None where the table's word holds.
"""

import datetime as dt
from collections.abc import Callable

from requests.models import SupportRequest
from requests.states import STATES
from requests.workflow import State, WaitingOn

Turn = tuple[WaitingOn, dt.date | None]
Decider = Callable[[SupportRequest], Turn | None]
_deciders: dict[State, Decider] = {}


def decides(state: State) -> Callable[[Decider], Decider]:
    """Register the decorated function for a state."""

    def decorator(function: Decider) -> Decider:
        _deciders[state] = function
        return function

    return decorator


def on_entering(support_request: SupportRequest, state: State, due_on: dt.date | None = None) -> Turn:
    """Return who acts when this state is entered, and until when; `due_on` where nobody knows better."""
    decider = _deciders.get(State(state))
    return (decider(support_request) if decider else None) or (STATES[state].waiting_on, due_on)
