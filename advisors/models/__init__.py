"""The shared pool of advisors, their invitations and engagements."""

from advisors.models.advisor import Advisor, Preference
from advisors.models.engagement import Assignment, Engagement
from advisors.models.invitation import Invitation

__all__ = ["Advisor", "Assignment", "Engagement", "Invitation", "Preference"]
