"""The shared pool of advisors, the invitations sent to them, and the engagements they accept."""

from advisors.models.advisor import Advisor, Preference
from advisors.models.engagement import Assignment, Engagement
from advisors.models.invitation import Invitation

__all__ = ["Advisor", "Assignment", "Engagement", "Invitation", "Preference"]
