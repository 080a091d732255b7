"""Who reads the reason of an act: one table for history, pages and mails, as the act's own form says it.

G.I.B.'s staff read every reason. A partner office reads that something happened, not why.
"""

from enum import Enum

from requests.roles import works_in
from requests.workflow import WorkflowRole


class Reader(Enum):
    OFFICE = "office"  # everybody of the request's own office
    ADVISOR = "advisor"  # whoever advised when it was said; not who came before or after
    INVITED = "invited"  # whoever had an open invitation then, by mail only
    MEMBER = "member"  # whoever of the committee had not answered then, by mail only


O, A, I, M = Reader.OFFICE, Reader.ADVISOR, Reader.INVITED, Reader.MEMBER  # noqa: E741

READERS = {
    # What the office says to G.I.B.; its own colleagues read it as well.
    "revise": {O},
    "answer": {O},
    "withdraw": {O},
    "reopen_mandate": {O},
    "change_mandate": {O},
    "extend_round": {O, M},
    # What G.I.B. says to the office.
    "ask_back": {O},
    "defer": {O},
    "reject": {O},
    "answer_otherwise": {O},
    "return_mandate": {O},
    "extend_query": {O},
    "extend_clarification": {O},
    "change_grant": {O},
    "cancel": {O, A},
    "reopen_case": {O},
    # What is between G.I.B. and people of the pool.
    "decline": set(),
    "recall": {I},
    "recall_one": {I},
    "extend_invitation": {I},
    # What concerns an engagement.
    "interrupt": {O, A},
    "extend_interruption": {O, A},
    "change_advisor": {O, A},
    "finish": {O, A},
    "reopen": {O, A},
    "ask_for_days": {O, A},
    "increase_days": {O, A},
    "decline_days": {O, A},
    "give_back_days": {O, A},
    "carry_over_days": {O, A},
    "sign_for_office": {O, A},
    # Nobody gives a reason here.
    "submit": set(),
    "grant": set(),
    "agree": set(),
    "agree_change": set(),
    "discard_change": set(),
    "invite": set(),
    "ask_at_once": set(),
    "accept": set(),
    "take_over": set(),
    "expire": set(),
    "leave_pool": set(),
    "resume": set(),
    "complete": set(),
    "lapse": set(),
}
# What is recorded without a move of the workflow and has a reason.
RECORDED = {
    "session_planned": {O, A},
    "session_moved": {O, A},
    "session_cancelled": {O, A},
    "review_begun": {O, A},
    "milestone_moved": {O, A},
    "milestone_reached": {O, A},
    "milestone_corrected": {O, A},
    "review_changed": {O, A},
    "paper_waived": {O, A},
}


def is_read_by(event, readers):
    """Return whether one of these readers may read an event's reason; without a row only staff may."""
    return bool((READERS | RECORDED).get(event.act, set()) & set(readers))


def readers_of(user, support_request, roles=()):
    """Return the set of Reader that a person is on a request's pages. `who`: the known roles, if any."""
    is_of_office = WorkflowRole.OFFICE in roles or works_in(user, support_request)
    return {Reader.OFFICE} if is_of_office else set()
