"""The daily digest for G.I.B.: cases that wait or are late, and mail that did not arrive."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates
from gsvo.lib.workdays import is_workday
from gsvo.outbox.error_texts import error_text_of
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.models import OutgoingMail
from gsvo.reminders.models import Reminder, claim
from gsvo.reminders.run import due_for_gib, lines_of
from gsvo.workplace import contracts, dashboard, dashboard_days, emails
from gsvo.workplace.dashboard_concerns import open_concerns
from gsvo.workplace.dashboard_periods import periods
from requests.models import SupportRequest
from requests.workflow import WaitingOn

MORNING = "morning"
IN_THE_MAIL = 20  # cases, and mails that failed; the rest is on the start page


def morning_list():
    """Queue the digest once a working day, from its hour on, unless it would be empty."""
    now = timezone.localtime()
    today = now.date()
    if now.hour < settings.REMIND_FROM_HOUR or not is_workday(today):
        return
    if Reminder.objects.filter(kind=MORNING, anchor=today).exists():
        return
    due = due_for_gib(today)  # outside the transaction: a kind that fails must not keep the mail
    with transaction.atomic():
        if not claim(MORNING, "gib", today, 0):
            return
        cases = dashboard.for_gib(today)
        failed = OutgoingMail.objects.unsettled().order_by("created_at", "pk")
        reminded = _lines(due)
        late = [
            *dashboard.late_mail(),
            *open_concerns(),
            *dashboard.unhandled(),
            *dashboard.abandoned(),
            *dashboard_days.days_asked(),
            *dashboard_days.unsigned(),
            *contracts.missing(today),
            *dashboard.overdue(today),
            *periods(today),
        ]
        if cases or late or reminded or failed.exists():
            _write(cases, failed, late, reminded)


@in_mail_language
def _lines(due):
    return lines_of(due)


@in_mail_language
def _write(cases, failed, late, reminded):
    emails.morning(
        waiting=[_case(row) for row in cases[:IN_THE_MAIL]],
        failed=[_mail(mail) for mail in failed[:IN_THE_MAIL]],
        late=reminded + [f"{row['label']} ({row['note']})" if row["note"] else row["label"] for row in late],
        cases=SupportRequest.objects.submitted().waiting_for(WaitingOn.GIB).count(),
        mails=failed.count(),
    )


def _case(row):
    words = _("%(office)s (%(number)s): %(step)s, seit %(day)s") % {
        "office": row.case.office,
        "number": row.case.number,
        "step": row.step,
        "day": dates.short_day(row.case.waiting_since),
    }
    if row.until or not row.promised:  # nobody was promised an answer by now
        return words
    return (
        words
        + ", "
        + _("%(age)s von %(promised)s Arbeitstagen vergangen") % {"age": row.age, "promised": row.promised}
    )


def _mail(mail):
    reason = error_text_of(mail)
    words = _("„%(subject)s“ an %(name)s") % {"subject": mail.subject, "name": mail.to_name or mail.to_email}
    return f"{words}: {reason.what}" if reason else words
