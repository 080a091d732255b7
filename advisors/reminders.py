"""Reminders of advisors: rows of the table in `gsvo.reminders.registry`."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.db.models import Min, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisors import emails
from advisors.actions.sides import WORKING
from advisors.emails import notices
from advisors.models import Acknowledgement, Advisor, Engagement, Invitation, Paper, TimeEntry
from advisors.owed_items import items_of
from gsvo.lib import dates
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.privacy_notice import by_pool, hash_of, people_owed
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import QUIET_DAYS, Matter, register
from requests.actions.inactivity import ends_on, inactive_cases
from requests.models import SupportRequest
from requests.reminders import extended_at
from requests.workflow import State, WaitingOn


def invitations(today):
    """Yield open invitations: a mail with the invitation's own link."""
    found = Invitation.objects.answerable().filter(offered_at=None)
    open_now = {row.pk: row for row in found.select_related("support_request__office", "advisor")}
    extended = extended_at(SupportRequest.objects.filter(state=State.MATCHING), "extend_invitation")
    for link in Link.objects.usable().to_many(Invitation, open_now, Invitation.LINK_PURPOSE):
        invitation = open_now[link.object_id]
        told = extended.get(invitation.support_request_id, link.created_at)
        yield Matter(
            record=invitation.oid,
            begins=local_date(max(link.created_at, told)),
            anchor=invitation.answer_day,
            to=link.email,
            send=partial(emails.invitation_reminder, invitation, link),
        )


@relevant_while(
    "advisors/invitation",
    "advisors/invitation_reminder",
    "advisors/invitation_extended",
    "advisors/others_asked",
    "advisors/grant_changed",
)
def invitation_is_open(mail):
    invitation = mail.link.target
    return invitation.state == Invitation.State.OPEN and not invitation.is_overdue


@relevant_while("advisors/invitation_beaten")
def was_reached(mail):
    """Return whether she got the question at all; who never read it needs no word that it is settled."""
    mails = OutgoingMail.objects.filter(to_email=mail.to_email, status=Status.SENT, link__isnull=False)
    return mails.filter(content_type=mail.content_type, object_id=mail.object_id).exists()


def interruptions(today):
    """Return interrupted engagements: a mail to G.I.B. when their day comes, and until they go on.

    The day itself is announced even where it comes within the quiet days after the interruption.
    """
    found = SupportRequest.objects.filter(state=State.INTERRUPTED, due_on__isnull=False)
    for case in found.select_related("office"):
        yield Matter(
            record=case.oid,
            begins=min(local_date(case.waiting_since), case.due_on - dt.timedelta(days=QUIET_DAYS + 1)),
            anchor=case.due_on,
            send=partial(emails.interruption_ends, case),
        )


def acknowledgements(today):
    """Yield notices that a member has not taken note of: one mail with the member's own link."""
    found = Acknowledgement.objects.awaited().filter(notice__engagement__support_request__state__in=WORKING)
    rows = {
        row.pk: row for row in found.select_related("notice__engagement__support_request__office", "member")
    }
    for link in Link.objects.usable().to_many(Acknowledgement, rows, Acknowledgement.LINK_PURPOSE):
        day = local_date(link.created_at)
        yield Matter(
            record=str(link.object_id),
            begins=day,
            anchor=day,
            to=link.email,
            send=partial(notices.acknowledgement_reminder, rows[link.object_id], link),
        )


@relevant_while("advisors/acknowledgement_asked", "advisors/acknowledgement_reminder")
def note_is_awaited(mail):
    """Return whether a mail is still relevant: a reminder until the member has taken note."""
    row = mail.link.target
    return not (mail.kind == "advisors/acknowledgement_reminder" and row.acknowledged_at)


@relevant_while("advisors/entries_waiting")
def entries_wait(mail):
    return TimeEntry.objects.waiting().filter(engagement__support_request=mail.about).exists()


@relevant_while("advisors/entry_asked")
def question_is_open(mail):
    return TimeEntry.objects.queried().filter(engagement__support_request=mail.about).exists()


@relevant_while("advisors/interruption_ends")
def is_interrupted(mail):
    return mail.about.state == State.INTERRUPTED


def owed_reports(today):
    """Yield reports that are open: a line for whoever advises. Nothing while the engagement rests.

    What G.I.B. owes stands on its start page and in its daily list. After a rest or a reopening the quiet
    days begin anew.
    """
    running = Engagement.objects.running().filter(
        support_request__state__in=(State.ENGAGED, State.CLOSING),
        advisor__in=Advisor.objects.active().exclude(user=None),
    )
    papers = Prefetch("papers", Paper.objects.defer(*Paper.TEXTS))
    found = running.select_related("support_request__office", "advisor__user")
    cases = SupportRequest.objects.filter(engagement__in=running)
    told = extended_at(cases, "accept", "resume", "finish", "cancel", "reopen")
    ended = extended_at(cases.filter(state=State.CLOSING), "finish", "cancel")
    for engagement in found.prefetch_related("assignments", "waivers", papers):
        case, person = engagement.support_request, engagement.advisor.user
        finished = ended.get(case.pk)
        items = items_of(
            engagement, engagement.papers.all(), finished_on=local_date(finished) if finished else None
        )
        for item in items:
            if item.is_open and item.due_on and item.owner == WaitingOn.ADVISOR:
                yield Matter(
                    record=f"{engagement.oid}-{item.kind}",
                    begins=local_date(told.get(case.pk, engagement.began_at)),
                    anchor=item.due_on,
                    people=partial(list, [person]),
                    line=partial(_owed_line, case, item),
                )


def _owed_line(case, item):
    day = {"day": dates.weekday(item.due_on)}
    is_late = item.due_on < timezone.localdate()
    until = _("Frist war %(day)s") % day if is_late else pgettext("deadline", "bis %(day)s") % day
    return _("%(title)s: %(paper)s abgeben, %(until)s") % {
        "title": f"{case} ({case.number})",
        "paper": item.label,
        "until": until,
    }


def inactive_engagements(today):
    """Return inactive engagements: a line for who advises."""
    ahead = -min(settings.REMINDERS["asleep_engagement"], default=0)
    cases = inactive_cases(settings.END_ASLEEP_CASE_DAYS - ahead).filter(
        engagement__advisor__in=Advisor.objects.active().exclude(user=None)
    )
    for case in cases.select_related("engagement__advisor__user"):
        yield Matter(
            record=case.oid,
            begins=local_date(case.last_step_at),
            anchor=ends_on(case),
            people=partial(list, [case.engagement.advisor.user]),
            line=partial(_inactive_line, case),
        )


def _inactive_line(case):
    return _("%(title)s: seit langem kein Schritt; die Begleitung endet am %(day)s von selbst") % {
        "title": f"{case} ({case.number})",
        "day": dates.day(ends_on(case)),
    }


def new_advisors(today):
    """Return advisors who got no mail yet."""
    for advisor in people_owed(Advisor.objects.filter(left_at=None), lambda _advisor: by_pool()):
        yield Matter(
            record=f"{advisor.pk}:{hash_of(advisor.email)[:12]}",
            begins=local_date(advisor.joined_at),
            anchor=local_date(advisor.joined_at),
            to=advisor.email,
            send=partial(emails.pool_welcome, advisor),
        )


def waiting_entries(today):
    """Return engagements whose entries wait for the office: a line for who looks after the request.

    From the last step on G.I.B. may countersign, so that nobody is reminded of the same thing as another.
    """
    found = TimeEntry.objects.waiting().filter(engagement__support_request__state__in=_SIGNED_IN).order_by()
    since = dict(
        found.values("engagement").annotate(since=Min("waiting_since")).values_list("engagement", "since")
    )
    for engagement in Engagement.objects.filter(pk__in=since).select_related("support_request__office"):
        case = engagement.support_request
        sign_by = TimeEntry(waiting_since=since[engagement.pk]).sign_by
        yield Matter(
            record=case.oid,
            begins=local_date(since[engagement.pk]),
            anchor=sign_by,
            people=case.recipients,
            line=partial(_entries_line, case, sign_by),
        )


def queried_entries(today):
    """Return entries that the office asked about: a line for who entered them."""
    found = TimeEntry.objects.queried().filter(
        engagement__support_request__state__in=_SIGNED_IN, advisor__in=Advisor.objects.active()
    )
    for entry in found.select_related("engagement__support_request__office", "advisor__user"):
        yield Matter(
            record=entry.oid,
            begins=local_date(entry.question_at),
            anchor=local_date(entry.question_at),
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


register("time_entries", waiting_entries)
register("time_entry_question", queried_entries)
register("invitation", invitations)
register("acknowledgement", acknowledgements)
register("interruption", interruptions, goes_on=True)
register("owed", owed_reports, goes_on=True)
register("welcome_advisor", new_advisors)
register("asleep_engagement", inactive_engagements, announces=True)
