"""Acts on what the committee takes note of: tell it, take note by link, say not to be responsible.

Every act locks the request first, then the link.
"""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.sides import WORKING
from advisors.emails import notices as emails
from advisors.models import Acknowledgement, CommitteeNotice, Engagement, MilestoneResult, Paper
from advisors.owed_table import PaperKind
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import end_of_day
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from requests.actions import lock, record
from requests.emails.mandate import not_responsible as mail_not_responsible
from requests.models import SupportRequest
from requests.workflow import WorkflowRole


def tell_committee(
    engagement: Engagement,
    *,
    by: User,
    kind: str,
    title: str,
    text: str,
    result: MilestoneResult | None = None,
) -> CommitteeNotice | None:
    """Ask each member of today's committee by mail to take note. The caller holds the request's lock.

    Return None where nobody is on the committee's list.
    """
    members = list(engagement.support_request.committee_members())
    if not members:
        return None
    notice = CommitteeNotice.objects.create(
        engagement=engagement, kind=kind, title=title, text=text, result=result, sent_by=by
    )
    for member in members:
        _ask(
            Acknowledgement.objects.create(notice=notice, member=member, institution=member.institution),
        )
    return notice


def tell_of_interim_report(paper: Paper, *, by: User) -> CommitteeNotice | None:
    """Ask the committee to take note of an advisor's interim report: of its texts, or that a file has come.

    A changed version asks nobody anew: it stands beside the first one, see `newer_report`. The caller holds
    the request's lock.
    """
    notices = paper.engagement.committee_notices.filter(kind=CommitteeNotice.Kind.INTERIM)
    first = _reports(paper.engagement).filter(advisor=paper.advisor_id).order_by("version").first()
    if first and first != paper and notices.filter(sent_at__gte=first.handed_in_at).exists():
        return None
    title = _("Zwischenbericht, Fassung %(version)s") % {"version": paper.version}
    kind = CommitteeNotice.Kind.INTERIM
    return tell_committee(paper.engagement, by=by, kind=kind, title=title, text=told_of(paper))


def told_report(notice: CommitteeNotice) -> Paper | None:
    """Return the version of the interim report that a notice told of; None for other notices."""
    if notice.kind != CommitteeNotice.Kind.INTERIM:
        return None
    return _reports(notice.engagement).filter(handed_in_at__lte=notice.sent_at).first()


def newer_report(told: Paper | None) -> Paper | None:
    """Return the newest version of a report; None while the one that was told is its advisor's newest."""
    newest = _reports(told.engagement).filter(advisor=told.advisor_id).first() if told else None
    return None if newest == told else newest


def _reports(engagement: Engagement) -> QuerySet[Paper]:
    """Return the interim reports that were handed in, the newest first."""
    found: QuerySet[Paper] = engagement.papers.handed_in().filter(kind=PaperKind.INTERIM_REPORT)
    return found


def parts_of(paper: Paper) -> list[tuple[str, str]]:
    """Return what the committee reads of a report: (heading, text); a file that was handed in has none."""
    names = ("summary", "goals", "outlook")
    fields = [row for row in paper._meta.fields if row.name in names]
    found = [(str(row.verbose_name), str(row.value_from_object(paper))) for row in fields]
    return [(heading, text) for heading, text in found if text]


def told_of(paper: Paper) -> str:
    """Return the same as one text, as it is kept with the notice, or that a file has come."""
    return "\n\n".join(text for _heading, text in parts_of(paper)) or _(
        "Der Zwischenbericht liegt als Datei vor. Die Koordinierungsstelle schickt ihn Ihnen auf Wunsch."
    )


@transaction.atomic
def acknowledge(row: Acknowledgement, *, by: Link, remark: str = "") -> Acknowledgement:
    """Take note, once; `by` is the member's link. The same again, as by a double click, changes nothing.

    Raise LinkClosed when the link is revoked, ActionRefused when something else was said before.
    """
    support_request, row = _claim(row, by)
    if row.acknowledged_at:
        if row.remark == remark:
            return row
        raise ActionRefused(
            _("Das ist schon bestätigt. Eine weitere Anmerkung schreiben Sie bitte der Koordinierungsstelle.")
        )
    if not is_open(row):
        raise ActionRefused(_("Die Begleitung ist zu Ende. Zu bestätigen ist nichts mehr."))
    row.acknowledged_at, row.not_responsible_at, row.remark = timezone.now(), None, remark
    row.save()
    data = {"institution": row.institution, "notice": row.notice.title}
    record(support_request, "acknowledged", by=by, role=WorkflowRole.COMMITTEE, data=data)
    return row


@transaction.atomic
def decline_notice(row: Acknowledgement, *, by: Link, successor: str = "") -> Acknowledgement:
    """Record that a member is not (or no longer) responsible; it gets no more mail. The office is told."""
    support_request, row = _claim(row, by)
    if row.not_responsible_at:
        return row
    if row.acknowledged_at or not is_open(row):
        raise ActionRefused(_("Daran lässt sich jetzt nichts mehr ändern."))
    row.not_responsible_at = timezone.now()
    row.save()
    CommitteeMember.objects.filter(pk=row.member_id).update(not_responsible_at=row.not_responsible_at)
    data = {"institution": row.institution}
    record(support_request, "notice_declined", by=by, role=WorkflowRole.COMMITTEE, data=data)
    mail_not_responsible(support_request, row, successor)
    return row


@transaction.atomic
def ask_again(row: Acknowledgement) -> None:
    """Mail a new link to today's address, also to read again what was taken note of."""
    lock(row.support_request)
    row = _found(row)
    if row.member.left_at is None and row.member.not_responsible_at is None:
        _ask(row)


@transaction.atomic
def mail_notice_again(link: Link) -> None:
    """Mail the member's valid link once more."""
    row = link.target
    assert isinstance(row, Acknowledgement)
    emails.acknowledgement_asked(row, link)


def follow_member(member: CommitteeMember, *, person_changed: bool) -> None:
    """Revoke all links to the former person or address; ask at the new one what is still open.

    The caller holds the locks of the office's running requests.
    """
    if not person_changed:
        return
    rows = Acknowledgement.objects.filter(member=member.pk)
    Link.objects.to_many(
        Acknowledgement, rows.values_list("pk", flat=True), Acknowledgement.LINK_PURPOSE
    ).revoke()
    if member.left_at:
        return
    for row in rows.filter(acknowledged_at=None).select_related("notice__engagement__support_request"):
        if is_open(row):
            row.member, row.not_responsible_at = member, None
            row.save(update_fields=["not_responsible_at"])
            _ask(row)


def is_open(row: Acknowledgement) -> bool:
    """Return whether the engagement still goes on, so that a member can take note."""
    return row.support_request.state in WORKING


def expires_at(day: dt.date) -> dt.datetime:
    return end_of_day(day + dt.timedelta(days=settings.ACKNOWLEDGEMENT_LINK_DAYS))


def _ask(row: Acknowledgement) -> None:
    """Mail the member a new link; the older one is revoked."""
    link = Link.objects.issue(
        Acknowledgement.LINK_PURPOSE,
        row,
        email=row.member.email,
        name=row.member.name,
        expires_at=expires_at(timezone.localdate()),
    )
    emails.acknowledgement_asked(row, link)


def _claim(row: Acknowledgement, link: Link) -> tuple[SupportRequest, Acknowledgement]:
    """Lock the request, then the link, and read the row anew."""
    if (link.purpose, link.object_id) != (Acknowledgement.LINK_PURPOSE, row.pk):
        raise PermissionDenied
    support_request = row.support_request
    lock(support_request)
    Link.objects.claim(link)
    found = _found(row)
    found.notice.engagement.support_request = support_request
    return support_request, found


def _found(row: Acknowledgement) -> Acknowledgement:
    return Acknowledgement.objects.select_related(
        "member", "notice__engagement__support_request__office"
    ).get(pk=row.pk)
