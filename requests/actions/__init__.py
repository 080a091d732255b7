"""The acts on a request: one function each, keyword-only `by=`, one transaction, one event, its mails."""

from gsvo.lib.exceptions import ActionRefused
from requests.actions.casework import answer_otherwise, ask_back, cancel, defer, grant, reject
from requests.actions.changes import agree_change, change_mandate, discard_change
from requests.actions.committee import follow_committee, follow_member, follow_rule
from requests.actions.contacts import contact_left, contact_returned, mentions_of, named_in
from requests.actions.corrections import change_grant, extend_clarification, extend_query, extend_round
from requests.actions.entered_answers import enter_answer
from requests.actions.handlers import handled_by, handler_left, handler_returned, open_in_offices_of
from requests.actions.inactivity import end_inactive_cases, lapse
from requests.actions.mandate import (
    new_version,
    reopen_mandate,
    return_mandate,
    save_mandate,
    start_mandate,
)
from requests.actions.meetings import decide_in_meeting
from requests.actions.office import (
    NoOpenPeriod,
    NotComplete,
    answer,
    changes_since_submission,
    create,
    next_number,
    revise,
    save_answers,
    submit,
    withdraw,
)
from requests.actions.remarks import answer_remark, send_answers
from requests.actions.reopening import reopen_case
from requests.actions.round_ends import close_early, remind_round, to_remind
from requests.actions.rounds import agree, close_due_rounds, close_round, open_round, round_obstacle
from requests.actions.sharing import (
    attach,
    copy,
    delete_draft,
    hand_over,
    may_copy,
    remove_attachment,
    share,
    unshare,
)
from requests.actions.statements import (
    ask_after_failure,
    ask_again,
    mail_again,
    not_responsible,
    state_opinion,
)
from requests.actions.transitions import (
    TransitionNotAllowed,
    lock,
    lock_all,
    lock_for,
    move,
    record,
    refuse_stale,
)

__all__ = [
    "ActionRefused",
    "NoOpenPeriod",
    "NotComplete",
    "TransitionNotAllowed",
    "agree",
    "agree_change",
    "answer",
    "answer_otherwise",
    "answer_remark",
    "ask_after_failure",
    "ask_again",
    "ask_back",
    "attach",
    "cancel",
    "change_grant",
    "change_mandate",
    "changes_since_submission",
    "close_due_rounds",
    "close_early",
    "close_round",
    "contact_left",
    "contact_returned",
    "copy",
    "create",
    "decide_in_meeting",
    "defer",
    "delete_draft",
    "discard_change",
    "end_inactive_cases",
    "enter_answer",
    "extend_clarification",
    "extend_query",
    "extend_round",
    "follow_committee",
    "follow_member",
    "follow_rule",
    "grant",
    "hand_over",
    "handled_by",
    "handler_left",
    "handler_returned",
    "lapse",
    "lock",
    "lock_all",
    "lock_for",
    "mail_again",
    "may_copy",
    "mentions_of",
    "move",
    "named_in",
    "new_version",
    "next_number",
    "not_responsible",
    "open_in_offices_of",
    "open_round",
    "record",
    "refuse_stale",
    "reject",
    "remind_round",
    "remove_attachment",
    "reopen_case",
    "reopen_mandate",
    "return_mandate",
    "revise",
    "round_obstacle",
    "save_answers",
    "save_mandate",
    "send_answers",
    "share",
    "start_mandate",
    "state_opinion",
    "submit",
    "to_remind",
    "unshare",
    "withdraw",
]
