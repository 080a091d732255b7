"""The act of the follow-up: months after the close the office says what lasted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import Engagement, FollowUp
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from requests import actions
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole


def may_follow_up(engagement: Engagement) -> bool:
    """Return whether the office is asked by now what lasted: the case was completed long enough ago."""
    day = FollowUp.asked_on(engagement)
    return engagement.support_request.state == State.COMPLETED and bool(day and day <= timezone.localdate())


@transaction.atomic
def follow_up(
    engagement: Engagement, *, by: User, lasted: str, expected_revision: int | None = None
) -> FollowUp:
    """Write down, or change, what lasted. Raise StaleRecord where a colleague was faster.

    `expected_revision`: 0 where the page knew of no answer.
    """
    support_request = engagement.support_request
    actions.lock(support_request)
    engagement.refresh_from_db(fields=["ended_at"])
    if WorkflowRole.OFFICE not in roles_of(by, support_request):
        raise ActionRefused(_("Danach fragt die G.I.B. nur die Koordinierungsstelle."))
    if not may_follow_up(engagement):
        raise ActionRefused(_("Dafür ist es noch zu früh. Die G.I.B. fragt Sie mit einer Mail."))
    row = FollowUp.objects.filter(engagement=engagement).first()
    if expected_revision is not None and expected_revision != (row.revision if row else 0):
        raise StaleRecord(row, by)
    if row and row.lasted == lasted:
        return row  # the same once more
    row = row or FollowUp(engagement=engagement, revision=0)
    row.lasted, row.revision, row.by_user, row.changed_by = lasted, row.revision + 1, by, by
    row.save()
    actions.record(support_request, "followed_up", by=by, role=WorkflowRole.OFFICE)
    return row
