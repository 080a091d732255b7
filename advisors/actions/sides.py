"""What acts of both sides of an engagement have in common: who acts, when, and on which days."""

import datetime as dt

from django.utils.translation import gettext as _

from advisors.actions.sessions import is_outside_plan
from advisors.models import Engagement
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from requests import actions
from requests.models import SupportRequest
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole

# After the end of the work both sides may still write down what came of it.
WORKING = (State.ENGAGED, State.INTERRUPTED, State.CLOSING)


def lock_for_sides(engagement: Engagement, by: User) -> tuple[SupportRequest, WorkflowRole]:
    """Lock the request; refuse who is neither office nor advisor, and what comes too late."""
    support_request = engagement.support_request
    actions.lock(support_request)
    engagement.refresh_from_db(fields=["advisor", "ended_at"])
    if engagement.is_advised_by(by):
        role = WorkflowRole.ADVISOR
    elif WorkflowRole.OFFICE in roles_of(by, support_request):
        role = WorkflowRole.OFFICE
    else:
        raise ActionRefused(_("Das tun die Koordinierungsstelle und wer gerade berät."))
    if support_request.state not in WORKING:
        raise ActionRefused(_("Die Begleitung läuft nicht mehr. Daran lässt sich nichts mehr ändern."))
    return support_request, role


def reason_to_keep(support_request: SupportRequest, days: list[dt.date], reason: str) -> str:
    """Return the reason for days outside the plan; none is kept where all of them are inside."""
    return reason if any(is_outside_plan(support_request, day) for day in days) else ""
