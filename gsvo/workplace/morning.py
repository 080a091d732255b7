"""Once on each working day G.I.B. learns by mail what waits, what is late and what mail did not arrive."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo import dates
from gsvo.outbox.language import in_mail_language
from gsvo.reminders.run import claim
from gsvo.workdays import is_workday
from gsvo.workplace import agenda, emails
from requests.models import SupportRequest
from requests.workflow import Ball

IN_THE_MAIL = 20  # cases; the rest is on the start page


def morning_list():
    """Write the mail, unless it is written already, too early, a day off, or there is nothing to tell."""
    now = timezone.localtime()
    today = now.date()
    if now.hour < settings.REMIND_FROM_HOUR or not is_workday(today):
        return
    with transaction.atomic():
        if not claim("morning", "gib", today, 0):
            return
        cases = agenda.for_gib(today)
        late = [*agenda.failed_mail(), *agenda.late_mail(), *agenda.overdue(today), *agenda.periods(today)]
        if cases or late:
            emails.morning(*_lines(cases, late))


@in_mail_language
def _lines(cases, late):
    waiting = [
        _("%(office)s (%(number)s): %(step)s, seit %(day)s")
        % {
            "office": row.case.office,
            "number": row.case.number,
            "step": row.step,
            "day": dates.short_day(row.case.ball_since),
        }
        for row in cases[:IN_THE_MAIL]
    ]
    notes = [f"{row['label']} ({row['note']})" if row["note"] else row["label"] for row in late]
    total = SupportRequest.objects.submitted().waiting_for(Ball.GIB).count()
    return waiting, notes, total
