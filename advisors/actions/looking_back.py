"""The act of looking back: office and advisor each answer three questions once the work has ended."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.reviews import SIDES
from advisors.models import Engagement, LookingBack
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from requests import actions
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole

ENDED = (State.COMPLETED, State.CANCELLED)


def may_look_back(engagement: Engagement) -> bool:
    """Return whether the work has ended, and the days for changes after the close are not over."""
    state = engagement.support_request.state
    last = LookingBack.last_day(engagement)
    return state == State.CLOSING or bool(state in ENDED and last and timezone.localdate() <= last)


@transaction.atomic
def look_back(
    engagement: Engagement,
    *,
    by: User,
    helped: str,
    different: str,
    again: str,
    expected_revision: int | None = None,
) -> LookingBack:
    """Write down, or change, what one side says. Raise StaleRecord where a colleague was faster.

    `expected_revision`: 0 where the page knew of no answer.
    """
    support_request = engagement.support_request
    actions.lock(support_request)
    engagement.refresh_from_db(fields=["advisor", "ended_at"])
    role = _role(engagement, by)
    if not may_look_back(engagement):
        raise ActionRefused(_("Für einen Rückblick ist es zu früh oder zu spät. Fragen Sie bitte die G.I.B."))
    values = {"helped": helped, "different": different, "again": again}
    row = LookingBack.objects.filter(engagement=engagement, side=SIDES[role]).first()
    if expected_revision is not None and expected_revision != (row.revision if row else 0):
        raise StaleRecord(row, by)
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return row  # the same once more
    row = row or LookingBack(engagement=engagement, side=SIDES[role], revision=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.revision, row.by_user, row.changed_by = row.revision + 1, by, by
    row.save()
    actions.record(support_request, "looked_back", by=by, role=role)
    return row


def _role(engagement: Engagement, by: User) -> WorkflowRole:
    if engagement.is_advised_by(by):
        return WorkflowRole.ADVISOR
    if WorkflowRole.OFFICE in roles_of(by, engagement.support_request):
        return WorkflowRole.OFFICE
    raise ActionRefused(_("Zurück blicken die Koordinierungsstelle und wer zuletzt beraten hat."))
