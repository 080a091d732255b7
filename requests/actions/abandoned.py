"""Abandoned drafts: after a long time without a change they are deleted, and announced before.

The deletion waits for its announcement (a reminder of the kind `KIND`): with a short term, or after a time
without a scheduler, the day moves on until somebody was told it.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from gsvo.lib.workdays import local_date
from gsvo.reminders.models import Reminder
from requests.models import SupportRequest
from requests.workflow import State

KIND = "draft_ends"  # of the reminder that announces


def drafts() -> models.QuerySet[SupportRequest]:
    """Return all drafts, each with `announced_for`: the last day named since its last change, or None."""
    told = Reminder.objects.filter(
        kind=KIND,
        matter__startswith=Concat(OuterRef("oid"), Value(":")),
        created_at__gt=OuterRef("changed_at"),
    )
    latest = told.order_by("-anchor").values("anchor")[:1]
    return SupportRequest.objects.filter(state=State.DRAFT, events=None).annotate(
        announced_for=Subquery(latest)
    )


def deleted_on(draft: Any) -> dt.date:
    """Return the day on which a draft (of `drafts`) is deleted; while nobody was told, as told today."""
    over = local_date(draft.changed_at) + dt.timedelta(days=settings.KEEP_DRAFT_DAYS)
    return max(over, draft.announced_for or timezone.localdate() + _notice())


def abandoned(before: dt.datetime) -> models.QuerySet[SupportRequest]:
    """Return drafts not changed since a moment whose announced day has come, or that nobody can be told."""
    old = drafts().filter(changed_at__lt=before)
    today = timezone.localdate()
    keys = [draft.pk for draft in old if _has_come(draft, today) or not _can_be_told(draft)]
    return old.filter(pk__in=keys)


def _has_come(draft: Any, today: dt.date) -> bool:
    return draft.announced_for is not None and draft.announced_for <= today


def _can_be_told(draft: SupportRequest) -> bool:
    return bool(settings.REMINDERS[KIND] and draft.recipients())


def _notice() -> dt.timedelta:
    """Return how long before the deletion somebody is told at the latest: with the last reminder."""
    return dt.timedelta(days=max(0, -max(settings.REMINDERS[KIND], default=0)))
