"""The shared pool of advisors, their invitations, engagements, sessions, reviews, days and concerns."""

from advisors.models.absence import Absence
from advisors.models.advisor import Advisor, Preference
from advisors.models.committee_looking_back import CommitteeLookingBack
from advisors.models.committee_notice import Acknowledgement, CommitteeNotice
from advisors.models.concern import Concern, ConcernStep
from advisors.models.engagement import Assignment, Engagement
from advisors.models.goal_review import GoalRating, GoalReview, Side
from advisors.models.increase_request import IncreaseRequest
from advisors.models.invitation import Invitation
from advisors.models.looking_back import FollowUp, LookingBack
from advisors.models.milestone_result import MilestoneResult
from advisors.models.paper import LONGEST_TEXT, Paper, Waiver
from advisors.models.pool_import import PoolImport
from advisors.models.profile_change import ProfileChange
from advisors.models.session import CalendarFeed, Session
from advisors.models.time_entry import MOST_A_DAY, TimeEntry

__all__ = [
    "LONGEST_TEXT",
    "MOST_A_DAY",
    "Absence",
    "Acknowledgement",
    "Advisor",
    "Assignment",
    "CalendarFeed",
    "CommitteeLookingBack",
    "CommitteeNotice",
    "Concern",
    "ConcernStep",
    "Engagement",
    "FollowUp",
    "GoalRating",
    "GoalReview",
    "IncreaseRequest",
    "Invitation",
    "LookingBack",
    "MilestoneResult",
    "Paper",
    "PoolImport",
    "Preference",
    "ProfileChange",
    "Session",
    "Side",
    "TimeEntry",
    "Waiver",
]
