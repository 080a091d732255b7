"""Builders: one plain function per thing that tests need, with believable defaults."""

from tests.factories.cases import HISTORY, earlier, funding_period, mandate_version, number, support_request
from tests.factories.days import engagement, time_entry, worked
from tests.factories.papers import paper, settle_owed
from tests.factories.people import (
    BIELEFELD,
    PASSWORD,
    UNNA,
    advisor,
    committee,
    decides,
    member,
    office,
    staff,
    topic,
    user,
)
from tests.factories.rounds import (
    answer,
    answered_remark,
    filled,
    in_line,
    invitation_link,
    invited,
    opened_round,
    statement_link,
)

__all__ = [
    "BIELEFELD",
    "HISTORY",
    "PASSWORD",
    "UNNA",
    "advisor",
    "answer",
    "answered_remark",
    "committee",
    "decides",
    "earlier",
    "engagement",
    "filled",
    "funding_period",
    "in_line",
    "invitation_link",
    "invited",
    "mandate_version",
    "member",
    "number",
    "office",
    "opened_round",
    "paper",
    "settle_owed",
    "staff",
    "statement_link",
    "support_request",
    "time_entry",
    "topic",
    "user",
    "worked",
]
