"""How long the committee of a running engagement has heard nothing and said nothing.

The programme wants the committee to stay in. What counts: acts of which its members get a mail, what they
say by their links, and what they were asked to take note of.
"""

import calendar
import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from advisors.models import CommitteeNotice, Engagement
from gsvo.lib.workdays import local_date, start_of_day
from requests.models import Event
from requests.workflow import State

HEARD = (
    "accept",
    "acknowledged",
    "change_advisor",
    "extend_interruption",
    "give_back_days",
    "increase_days",
    "interrupt",
    "milestone_moved",
    "milestone_reached",
    "notice_declined",
    "reopen",
    "resume",
)
QUIET_MONTHS = 3


def quiet_since(moments: Iterable[dt.datetime | None], today: dt.date) -> dt.date | None:
    """Return the day of the last contact if it lies three months or more back, else None."""
    days = [local_date(moment) for moment in moments if moment]
    last = max(days, default=None)
    return last if last is not None and last <= limit(today) else None


def limit(today: dt.date) -> dt.date:
    """Return the same day three months ago; of a longer month its last day."""
    months = today.year * 12 + today.month - 1 - QUIET_MONTHS
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def contacts_of(engagement: Engagement, events: Iterable[Event] | None) -> list[dt.datetime | None]:
    """Return the moments of contact: the beginning, what the committee heard and said."""
    if hasattr(engagement, "heard_at"):  # of `quiet_engagements`
        return [engagement.began_at, engagement.heard_at, engagement.asked_at]
    if events is None:
        heard = Event.objects.filter(support_request=engagement.support_request_id, act__in=HEARD)
        last = heard.order_by("-at").values_list("at", flat=True).first()
    else:
        last = max((event.at for event in events if event.act in HEARD), default=None)
    sent = engagement.committee_notices.order_by("-pk").values_list("sent_at", flat=True).first()
    return [engagement.began_at, last, sent]


def quiet_day(
    engagement: Engagement, today: dt.date | None = None, *, events: Iterable[Event] | None = None
) -> dt.date | None:
    """Return since when a running engagement's committee is quiet, or None.

    `events`: those of the request, where the page has read them.
    """
    today = today or timezone.localdate()
    is_running = engagement.support_request.state == State.ENGAGED
    if not is_running or quiet_since([engagement.began_at], today) is None:  # most cases: nothing is asked
        return None
    return quiet_since(contacts_of(engagement, events), today)


def quiet_engagements(today: dt.date) -> QuerySet[Engagement]:
    """Return the running engagements whose committee is quiet, the oldest first.

    Each with `heard_at` and `asked_at`, its last contacts, for `quiet_day`.
    """
    since = start_of_day(limit(today) + dt.timedelta(days=1))
    heard = Event.objects.filter(act__in=HEARD, support_request=OuterRef("support_request"))
    sent = CommitteeNotice.objects.filter(engagement=OuterRef("pk"))
    return (
        Engagement.objects.running()  # those along whose index the oldest are found first
        .filter(support_request__state=State.ENGAGED, began_at__lt=since)
        .exclude(Exists(heard.filter(at__gte=since)))
        .exclude(Exists(sent.filter(sent_at__gte=since)))
        .annotate(
            heard_at=Subquery(heard.order_by("-at").values("at")[:1]),
            asked_at=Subquery(sent.order_by("-pk").values("sent_at")[:1]),
        )
        .order_by("began_at", "pk")
    )
