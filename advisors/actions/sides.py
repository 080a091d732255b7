"""What acts of both sides of an engagement have in common: who acts, when, and on which days."""

import datetime as dt

from django.utils.translation import gettext as _

from advisors.actions.sessions import is_outside_plan, planned_span
from advisors.models import Engagement
from gsvo.accounts.models import User
from gsvo.lib import dates
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


def refuse_without_reason(support_request: SupportRequest, days: list[dt.date], reason: str) -> str:
    """Refuse days outside the plan without a reason: they may be right, but somebody has to say why.

    Return the reason to keep: none where all days are inside.
    """
    outside = [day for day in days if is_outside_plan(support_request, day)]
    if not outside:
        return ""
    if reason:
        return reason
    begin, end = planned_span(support_request)
    raise ActionRefused(
        _("Der %(day)s liegt außerhalb des vereinbarten Zeitraums (%(begin)s bis %(end)s). Das geht: "
          "Schreiben Sie bitte dazu, warum.")
        % {"day": dates.day(outside[0]), "begin": dates.day(begin) or "…", "end": dates.day(end) or "…"},
        field="date_reason",
    )  # fmt: skip
