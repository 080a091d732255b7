"""Every act on a request: one function each, keyword-only `by=`, one transaction, one event, its mails."""

from requests.actions.casework import ask_back, cancel, defer, grant, reject
from requests.actions.mandate import new_version, reopen_mandate, return_mandate, save_mandate, start_mandate
from requests.actions.moving import ActRefused, TransitionNotAllowed, lock, move, record
from requests.actions.rounds import agree, close_due_rounds, close_round, open_round
from requests.actions.statements import ask_again, not_responsible, reseat, state_opinion

__all__ = [
    "ActRefused",
    "TransitionNotAllowed",
    "agree",
    "ask_again",
    "ask_back",
    "cancel",
    "close_due_rounds",
    "close_round",
    "defer",
    "grant",
    "lock",
    "move",
    "new_version",
    "not_responsible",
    "open_round",
    "record",
    "reject",
    "reopen_mandate",
    "reseat",
    "return_mandate",
    "save_mandate",
    "start_mandate",
    "state_opinion",
]
