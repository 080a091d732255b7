"""Ending inactive cases: after a long time without any step, and a warning, the clock ends them.

Without an end the term of deletion never begins (docs/data-protection.md). A case with a deadline ahead
(deferred, interrupted until a day) is not inactive.
"""

import datetime as dt
import logging
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from gsvo.lib.workdays import local_date
from gsvo.reminders.models import Reminder
from requests.actions.funding import return_unused
from requests.actions.transitions import lock, move
from requests.emails import casework as emails
from requests.emails import changes
from requests.models import SupportRequest
from requests.workflow import State, WorkflowRole

logger = logging.getLogger(__name__)
KIND = "asleep"  # of the reminder that warns
WARNED_BEFORE = dt.timedelta(days=14)


def inactive_cases(days: int) -> models.QuerySet[SupportRequest]:
    """Return cases without any step for so many days, each with `last_step_at`."""
    today = timezone.localdate()
    open_cases = SupportRequest.objects.submitted().open().exclude(due_on__gte=today)
    last = Greatest(
        Max("events__at"),
        "changed_at",
        Coalesce(Max("mandate__versions__changed_at"), "changed_at"),
    )
    before = timezone.now() - dt.timedelta(days=days)
    return open_cases.annotate(last_step_at=last).filter(last_step_at__lt=before).order_by("pk")


def ends_on(support_request: Any) -> dt.date:
    """Return the day on which an inactive case (of `inactive_cases`) is ended."""
    return local_date(support_request.last_step_at) + dt.timedelta(days=settings.END_ASLEEP_CASE_DAYS)


def end_inactive_cases() -> int:
    """End the cases whose term and warning are over. Return how many."""
    ended = 0
    for support_request in inactive_cases(settings.END_ASLEEP_CASE_DAYS):
        try:
            ended += lapse(support_request)
        except Exception:  # one broken case must not keep the others
            logger.exception("Sleeping case %s could not be ended", support_request.number)
    return ended


@transaction.atomic
def lapse(support_request: SupportRequest) -> bool:
    """End one inactive case, unless it was not warned or has had a step meanwhile. Return whether it ended.

    What was worked stays booked, also what nobody countersigned; all other granted days return.
    """
    lock(support_request)
    found = inactive_cases(settings.END_ASLEEP_CASE_DAYS).filter(pk=support_request.pk).first()
    if found is None or not _was_warned(found):
        return False
    state = State(support_request.state)
    unused = support_request.left_quarters
    move(
        support_request,
        "lapse",
        by=None,
        roles={WorkflowRole.CLOCK},
        to=State.CANCELLED,
        data={"returned_quarters": unused} if unused else {},
        fields={"ended_early": bool(support_request.engaged_at)},
        book=return_unused,
    )
    emails.lapsed(support_request, unused)
    if not support_request.engaged_at:
        changes.request_changed(support_request, state, "lapsed")
    return True


def _was_warned(support_request: SupportRequest) -> bool:
    """Return whether a warning of exactly this end went out long enough ago."""
    return Reminder.objects.filter(
        kind=KIND,
        matter=support_request.oid,
        anchor=ends_on(support_request),
        created_at__lte=timezone.now() - WARNED_BEFORE,
    ).exists()
