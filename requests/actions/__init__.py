"""Every act on a request: one function each, keyword-only `by=`, one transaction, one event, its mails."""

from requests.actions.casework import ask_back, cancel, defer, grant, reject
from requests.actions.moving import ActRefused, TransitionNotAllowed, lock, move, record

__all__ = [
    "ActRefused",
    "TransitionNotAllowed",
    "ask_back",
    "cancel",
    "defer",
    "grant",
    "lock",
    "move",
    "record",
    "reject",
]
