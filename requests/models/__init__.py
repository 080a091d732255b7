"""Requests, funding, mandates, rounds and events."""

from requests.models.attachment import Attachment
from requests.models.event import Event
from requests.models.funding import FundingPeriod, LedgerEntry
from requests.models.mandate import Goal, Mandate, MandateVersion, Milestone
from requests.models.meeting_decision import MeetingDecision
from requests.models.milestone_move import MilestoneMove
from requests.models.number_series import NumberSeries
from requests.models.queries import LISTED, visible_to
from requests.models.remark_answer import RemarkAnswer
from requests.models.round import Round, Seat, Statement
from requests.models.standing import standing_of
from requests.models.support_request import SupportRequest, Topic
from requests.round_rules import Tally

__all__ = [
    "LISTED",
    "Attachment", "Event", "FundingPeriod", "Goal", "LedgerEntry", "Mandate", "MandateVersion",
    "MeetingDecision", "Milestone", "MilestoneMove", "NumberSeries", "RemarkAnswer", "Round", "Seat",
    "Statement", "SupportRequest", "Tally", "Topic", "standing_of", "visible_to",
]  # fmt: skip
