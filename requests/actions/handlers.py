"""What it means for requests that whoever looks after them may not any more, or may again.

Requests stay with their office. Until a colleague takes one over, its leads get the mails about it
(`SupportRequest.recipients`).
"""

from typing import Any

from django.db import models
from django.utils import timezone

from gsvo.accounts.models import User
from gsvo.offices.models import Membership, Office, Role
from requests.actions.transitions import lock_all, record
from requests.emails import changes as emails
from requests.models import SupportRequest
from requests.signals import handed_over
from requests.workflow import State, WaitingOn, WorkflowRole


def handler_left(user: User, *, office: Office, by: User) -> None:
    """Record on each open request that a person looked after that she does not any more, and mail the leads.

    Called when she may not write for the office any more. A draft has no events, since it may still be
    deleted; the mail lists it.
    """
    cases = _handled(user, office)
    if not cases:
        return
    leads = cases[0].recipients()
    for support_request in cases:
        data = {"from_id": user.pk, **({} if leads else {"without_lead": True})}
        _record(support_request, "handler_left", by, data)
        if leads:
            handed_over.send(sender=SupportRequest, support_request=support_request, to=leads[0])
    emails.handler_left(office, user, cases, leads, by)


def handler_returned(user: User, *, office: Office, by: User) -> None:
    """Record on each open request which nobody took over that its handler may look after it again."""
    cases = _handled(user, office)
    if not cases:
        return
    for support_request in cases:
        _record(support_request, "handler_returned", by, {"from_id": user.pk})
        handed_over.send(sender=SupportRequest, support_request=support_request, to=user)
    leads = Membership.objects.current().filter(office=office, role=Role.LEAD).select_related("user")
    told = [row.user for row in leads.order_by("pk") if row.user not in (by, user)]
    emails.handler_returned(office, user, cases, told)


def open_in_offices_of(user: User) -> models.QuerySet[SupportRequest]:
    """Return the open requests of the offices a person belongs to, or would if her account were open."""
    offices = user.memberships.filter(left_at=None).values("office")
    return SupportRequest.objects.open().filter(office__in=offices)


def handled_by(user: User, office: Office) -> models.QuerySet[SupportRequest]:
    """Return the open requests of an office that are assigned to a person."""
    return SupportRequest.objects.open().filter(office=office, handled_by=user)


def _handled(user: User, office: Office) -> list[SupportRequest]:
    """Lock all open requests of the office, so that none is handed over meanwhile. Return the person's."""
    locked = lock_all(SupportRequest.objects.open().filter(office=office))
    return [row for row in locked if row.handled_by_id == user.pk and not row.is_ended]


def _record(support_request: SupportRequest, act: str, by: User, data: dict[str, Any]) -> None:
    """Record the act, except on a draft. The step at hand is somebody else's from today on."""
    if support_request.state == State.DRAFT:
        return
    if support_request.waiting_on == WaitingOn.OFFICE:
        support_request.waiting_since = timezone.now()
    role = WorkflowRole.CASEWORK if by.is_staff else WorkflowRole.OFFICE
    record(support_request, act, by=by, role=role, data=data)
