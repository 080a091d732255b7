"""Reminders of days and sessions; whether mails about entries and concerns still have a point."""

from functools import partial

from django.db.models import Min
from django.utils.translation import gettext as _

from advisors.actions.concerns import is_writer
from advisors.models import Advisor, Engagement, Session, TimeEntry
from gsvo.lib import dates
from gsvo.lib.workdays import local_date
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register
from requests.models import SupportRequest
from requests.reminders import HANDED_OVER, extended_at
from requests.workflow import State


@relevant_while("advisors/concern_told")
def concern_is_open(mail):
    return mail.about.is_open


@relevant_while("advisors/concern_resolved")
def writer_is_still_there(mail):
    return is_writer(mail.about.by_user, mail.about)


@relevant_while("advisors/entries_waiting")
def entries_wait(mail):
    return TimeEntry.objects.waiting().filter(engagement__support_request=mail.about).exists()


@relevant_while("advisors/entry_asked")
def question_is_open(mail):
    return TimeEntry.objects.queried().filter(engagement__support_request=mail.about).exists()


def waiting_entries(today):
    """Return engagements whose entries wait for the office: a line for who looks after the request.

    After the last day G.I.B. may countersign: it is not the office's alone any more.
    """
    found = TimeEntry.objects.waiting().filter(engagement__support_request__state__in=_SIGNED_IN).order_by()
    since = dict(
        found.values("engagement").annotate(since=Min("waiting_since")).values_list("engagement", "since")
    )
    known = extended_at(SupportRequest.objects.filter(engagement__in=since), "resume", *HANDED_OVER)
    for engagement in Engagement.objects.filter(pk__in=since).select_related("support_request__office"):
        case, first = engagement.support_request, since[engagement.pk]
        sign_by = TimeEntry(waiting_since=first).sign_by
        if sign_by >= today:
            yield Matter(
                record=case.oid,
                begins=local_date(max(first, known.get(case.pk, first))),
                anchor=sign_by,
                people=case.recipients,
                line=partial(_entries_line, case, sign_by),
            )


def queried_entries(today):
    """Return entries that the office asked about: a line for who entered them."""
    found = TimeEntry.objects.queried().filter(
        engagement__support_request__state__in=_SIGNED_IN, advisor__in=Advisor.objects.active()
    )
    asked = found.order_by().values("engagement__support_request")
    resumed = extended_at(SupportRequest.objects.filter(pk__in=asked), "resume")
    for entry in found.select_related("engagement__support_request__office", "advisor__user"):
        case = entry.engagement.support_request_id
        day = local_date(max(entry.question_at, resumed.get(case, entry.question_at)))
        yield Matter(
            record=entry.oid,
            begins=day,
            anchor=day,
            people=partial(list, [entry.advisor.user]),
            line=partial(_question_line, entry),
        )


def _entries_line(case, sign_by):
    return _("%(title)s: Zeiteinträge gegenzeichnen, bis %(day)s") % {
        "title": f"{case} ({case.number})",
        "day": dates.weekday(sign_by),
    }


def _question_line(entry):
    case = entry.engagement.support_request
    return _("%(title)s: Rückfrage zum Zeiteintrag vom %(day)s beantworten") % {
        "title": f"{case} ({case.number})",
        "day": dates.day(entry.done_on),
    }


_SIGNED_IN = (State.ENGAGED, State.MATCHING, State.CLOSING)  # nobody is reminded while it is interrupted


def past_sessions(today):
    """Yield sessions that are over and nobody has said yet whether they were held: one line, once.

    For whoever advises, without her for the office; both are asked on the page. Nothing while the engagement
    rests; the days begin anew when it goes on.
    """
    found = Session.objects.unanswered().filter(engagement__support_request__state__in=_SETTLED_IN)
    asked = found.order_by().values("engagement__support_request")
    known = extended_at(SupportRequest.objects.filter(pk__in=asked), "accept", "resume", *HANDED_OVER)
    for session in found.select_related("engagement__support_request__office", "engagement__advisor__user"):
        engagement, since = session.engagement, max(session.ends_at, session.created_at)
        case = engagement.support_request
        day = local_date(max(since, known.get(case.pk, since)))
        advisor = engagement.advisor
        is_there = advisor and advisor.is_active and advisor.user_id
        yield Matter(
            record=session.oid,
            begins=day,
            anchor=day,
            people=partial(list, [advisor.user]) if is_there else case.recipients,
            line=partial(_session_line, session),
        )


def _session_line(session):
    case = session.engagement.support_request
    return _("%(title)s: Hat der Termin „%(topic)s“ am %(day)s stattgefunden?") % {
        "title": f"{case} ({case.number})",
        "topic": session.title,
        "day": dates.day(session.day),
    }


_SETTLED_IN = (State.ENGAGED, State.CLOSING)


register("time_entries", waiting_entries)
register("time_entry_question", queried_entries)
register("session", past_sessions)
