"""On which days an advisor can have worked in an engagement, and out of which period they are paid."""

import datetime as dt

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import TimeEntry
from gsvo.lib import dates
from gsvo.lib.workdays import local_date
from requests.actions.funding import counts_booked, left_by_period, periods_of
from requests.workflow import State


def obstacle_on(engagement, advisor, day):
    """Return why the advisor cannot have worked on a day, as a sentence, or ""."""
    today = timezone.localdate()
    if day > today:
        return _("Dieser Tag kommt erst noch. Tragen Sie ein, was schon getan ist.")
    begins = [
        (local_date(row.began_at), local_date(row.ended_at) if row.ended_at else today)
        for row in engagement.assignments.filter(advisor=advisor)
    ]
    if not any(first <= day <= last for first, last in begins):
        return _("Die Begleitung begann am %(day)s. Davor lässt sich nichts eintragen.") % {
            "day": dates.day(max(first for first, _last in begins))
        }
    moves = list(engagement.support_request.events.order_by("pk").only("at", "from_state", "to_state"))
    for first, last in interruptions(moves):
        if first < day < (last or dt.date.max):
            return _("Vom %(first)s an ruhte die Begleitung. Für diese Zeit lässt sich nichts eintragen.") % {
                "first": dates.day(first)
            }
    ended = finished_on(moves)
    if ended and day > ended:
        return _("Die Begleitung endete am %(day)s. Danach lässt sich nichts mehr eintragen.") % {
            "day": dates.day(ended)
        }
    return ""


def interruptions(events):
    """Return (first day, last day or None) of each interruption. `events`: oldest first.

    On both of these days somebody can have worked: before the one moment, and after the other.
    """
    found, since = [], None
    for event in events:
        if event.to_state == State.INTERRUPTED and event.from_state != State.INTERRUPTED:
            since = local_date(event.at)
        elif since and event.to_state != State.INTERRUPTED:
            found.append((since, local_date(event.at)))
            since = None
    return [*found, (since, None)] if since else found


def finished_on(events):
    """Return the day on which the work ended, while the case is closing, else None."""
    last = None
    for event in events:
        if event.from_state != event.to_state:
            last = event
    return local_date(last.at) if last and last.to_state == State.CLOSING else None


@counts_booked
def booked_by_period(support_request):
    """Return {period's key: the sum of the time entries that it pays}."""
    rows = TimeEntry.objects.filter(engagement__support_request=support_request).order_by()
    return dict(rows.values_list("period").annotate(Sum("quarters")))


def period_for(engagement, day):
    """Return the period that pays a day: it has services then, and most days left; or None."""
    left = left_by_period(engagement.support_request)
    paying = [row for row in periods_of(engagement.support_request) if row.covers(day, day)]
    return max(paying, key=lambda period: left[period.pk], default=None)


def no_service_on(support_request):
    """Return the sentence for a day that no period of the request pays."""
    spans = [_("%(first)s bis %(last)s") % _days(period) for period in periods_of(support_request)]
    return _("Leistungen bezahlt der Förderzeitraum vom %(spans)s. Prüfen Sie bitte den Tag.") % {
        "spans": ", ".join(spans)
    }


def _days(period):
    return {"first": dates.day(period.service_from), "last": dates.day(period.service_until)}
