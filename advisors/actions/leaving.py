"""Leaving the pool and coming back: what it means for invitations and for engagements that run.

An engagement keeps its advisor until G.I.B. changes her or closes. Callers hold the locks of the requests.
"""

from django.db import transaction
from django.utils import timezone

from advisors import emails
from advisors.actions.bookings import turn_of
from advisors.actions.responses import stop_asking
from advisors.models import Advisor, Engagement
from gsvo.accounts.access import role_ended
from gsvo.accounts.models import User
from requests import actions
from requests.workflow import WorkflowRole


@transaction.atomic
def leave(advisor: Advisor, *, by: User) -> None:
    """Remove an advisor from the pool; nobody waits for her any more, her sessions end, and she is told."""
    was_active = advisor.is_active
    advisor.left_at = timezone.now()
    advisor.save(update_fields=["left_at"])
    stop_asking(advisor, by=by)
    if was_active:
        abandon_engagements(advisor, by=by)
    if advisor.user:
        role_ended(advisor.user)
    emails.pool_left(advisor, advisor.running_engagements())


@transaction.atomic
def come_back(advisor: Advisor, *, by: User) -> None:
    """Take an advisor into the pool again, as after a mistake. Invitations that ended stay ended."""
    advisor.left_at = None
    advisor.save(update_fields=["left_at"])
    if advisor.is_active:
        resume_engagements(advisor, by=by)


def abandon_engagements(advisor: Advisor, *, by: User) -> None:
    """Record on each running engagement that its advisor left the pool: now G.I.B. has to act. Mail both."""
    for engagement in advisor.running_engagements():
        _record(engagement, "advisor_left", by)
        emails.advisor_left(engagement)
        emails.advisor_left_notice(engagement)


def resume_engagements(advisor: Advisor, *, by: User) -> None:
    """Record on each running engagement that its advisor is in the pool again and goes on. Mail both."""
    for engagement in advisor.running_engagements():
        _record(engagement, "advisor_returned", by)
        emails.advisor_returned(engagement)


def _record(engagement: Engagement, act: str, by: User) -> None:
    """Record the act. While the work goes on, it is another one's turn."""
    support_request = engagement.support_request
    actions.lock(support_request)
    actions.record(
        support_request,
        act,
        by=by,
        role=WorkflowRole.CASEWORK,
        data={"advisor_id": engagement.advisor_id},
        **turn_of(engagement, support_request.state),
    )
