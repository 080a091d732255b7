"""Reminders of advisors: rows of the table in `gsvo.reminders.registry`."""

from functools import partial

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails
from advisors.emails import notices
from advisors.models import Acknowledgement, Advisor, Invitation
from gsvo.lib import dates
from gsvo.lib.workdays import local_date
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.privacy_notice import by_pool, hash_of, people_owed
from gsvo.outbox.relevance import relevant_while
from gsvo.reminders.registry import Matter, register
from requests.actions.inactivity import ends_on, inactive_cases
from requests.models import SupportRequest
from requests.reminders import extended_at
from requests.workflow import State


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
    """Return interrupted engagements: a line for G.I.B. when their day comes, and until they go on."""
    found = SupportRequest.objects.filter(state=State.INTERRUPTED, due_on__isnull=False)
    told = extended_at(found, "extend_interruption")
    for case in found.select_related("office"):
        yield Matter(
            record=case.oid,
            begins=local_date(max(case.waiting_since, told.get(case.pk, case.waiting_since))),
            anchor=case.due_on,
            morning=partial(_interruption_line, case),
        )


def _interruption_line(case):
    names = {"title": f"{case} ({case.number})", "office": case.office, "day": dates.day(case.due_on)}
    if case.due_on > timezone.localdate():
        return _("%(title)s, %(office)s: Die Begleitung ruht bis %(day)s. Fortsetzen oder länger?") % names
    return _("%(title)s, %(office)s: Die Begleitung ruhte bis %(day)s. Fortsetzen oder länger?") % names


def acknowledgements(today):
    """Yield notices that a member has not taken note of: one mail with the member's own link.

    Nothing while the engagement rests; the days begin anew when it goes on.
    """
    running = SupportRequest.objects.filter(state__in=(State.ENGAGED, State.CLOSING))
    found = Acknowledgement.objects.awaited().filter(notice__engagement__support_request__in=running)
    rows = {
        row.pk: row for row in found.select_related("notice__engagement__support_request__office", "member")
    }
    resumed = extended_at(running, "resume")
    for link in Link.objects.usable().to_many(Acknowledgement, rows, Acknowledgement.LINK_PURPOSE):
        row = rows[link.object_id]
        case = row.notice.engagement.support_request_id
        day = local_date(max(link.created_at, resumed.get(case, link.created_at)))
        yield Matter(
            record=str(row.pk),
            begins=day,
            anchor=day,
            to=link.email,
            send=partial(notices.acknowledgement_reminder, row, link),
        )


@relevant_while("advisors/acknowledgement_asked", "advisors/acknowledgement_reminder")
def note_is_awaited(mail):
    """Return whether a mail is still relevant: a reminder until the member has taken note."""
    row = mail.link.target
    return not (mail.kind == "advisors/acknowledgement_reminder" and row.acknowledged_at)


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


register("invitation", invitations)
register("acknowledgement", acknowledgements)
register("interruption", interruptions, goes_on=True)
register("welcome_advisor", new_advisors)
register("asleep_engagement", inactive_engagements, announces=True)
