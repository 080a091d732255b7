"""The id of the current request or task, for each log line and to quote."""

import secrets
from contextvars import ContextVar

_current = ContextVar("request_number", default="")
LETTERS = "abcdefghkmnpqrstwxyz23456789"  # none that is taken for another when read aloud


def begin(number=None):
    """Take a number over, or make one. Ours always: what callers claim could be anything."""
    number = number or "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    _current.set(number)
    return number


def current():
    """Return the id, or "" outside of requests and tasks."""
    return _current.get()


def end():
    _current.set("")
