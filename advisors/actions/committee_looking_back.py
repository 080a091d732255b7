"""Acts on what the committee says after the work: ask it, answer by link, say not to be responsible.

Every act locks the request first, then the link. Answers leave no event: they are shown without names.
"""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.looking_back import may_look_back
from advisors.emails import committee_looking_back as emails
from advisors.models import CommitteeLookingBack, Engagement
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import end_of_day
from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from requests.actions import lock, record
from requests.emails.mandate import not_responsible as mail_not_responsible
from requests.models import SupportRequest
from requests.workflow import WorkflowRole


def ask_committee(engagement: Engagement) -> None:
    """Ask each member of today's committee by mail to look back. The caller holds the request's lock."""
    for member in engagement.support_request.committee_members():
        row, _is_new = CommitteeLookingBack.objects.get_or_create(
            engagement=engagement, member=member, defaults={"institution": member.institution}
        )
        row.engagement, row.member = engagement, member
        _ask(row)


@transaction.atomic
def answer_looking_back(
    row: CommitteeLookingBack, *, by: Link, helped: str, different: str, again: str
) -> CommitteeLookingBack:
    """Write down, or change, what a member says; `by` is the member's link.

    Raise LinkClosed when the link is revoked, ActionRefused when it is too late.
    """
    _support_request, row = _claim(row, by)
    if not is_open(row):
        raise ActionRefused(_("Die Zeit für den Rückblick ist vorbei. Ihre letzte Antwort gilt."))
    row.helped, row.different, row.again = helped, different, again
    row.answered_at, row.not_responsible_at = timezone.now(), None
    row.save()
    return row


@transaction.atomic
def decline_looking_back(row: CommitteeLookingBack, *, by: Link, successor: str = "") -> CommitteeLookingBack:
    """Record that a member is not (or no longer) responsible; it gets no more mail. The office is told."""
    support_request, row = _claim(row, by)
    if row.not_responsible_at:
        return row
    if row.answered_at or not is_open(row):
        raise ActionRefused(_("Daran lässt sich jetzt nichts mehr ändern."))
    row.not_responsible_at = timezone.now()
    row.save()
    CommitteeMember.objects.filter(pk=row.member_id).update(not_responsible_at=row.not_responsible_at)
    data = {"institution": row.institution}
    record(support_request, "notice_declined", by=by, role=WorkflowRole.COMMITTEE, data=data)
    mail_not_responsible(support_request, row, successor)
    return row


@transaction.atomic
def ask_member_again(row: CommitteeLookingBack) -> None:
    """Mail a new link to today's address, while an answer can still be given."""
    lock(row.support_request)
    row = _found(row)
    if row.member.left_at is None and row.member.not_responsible_at is None and is_open(row):
        _ask(row)


@transaction.atomic
def mail_looking_back_again(link: Link) -> None:
    """Mail the member's valid link once more."""
    row = link.target
    assert isinstance(row, CommitteeLookingBack)
    emails.looking_back_asked(row, link)


def follow_member(member: CommitteeMember, *, person_changed: bool) -> None:
    """Revoke all links to the former person or address; ask at the new one what is still open.

    What the former person said stays. The caller holds the locks of the office's running requests.
    """
    if not person_changed:
        return
    rows = CommitteeLookingBack.objects.filter(member=member.pk)
    keys = rows.values_list("pk", flat=True)
    Link.objects.to_many(CommitteeLookingBack, keys, CommitteeLookingBack.LINK_PURPOSE).revoke()
    if member.left_at:
        return
    for row in rows.filter(answered_at=None).select_related("engagement__support_request"):
        if is_open(row):
            row.member, row.not_responsible_at = member, None
            row.save(update_fields=["not_responsible_at"])
            _ask(row)


def is_open(row: CommitteeLookingBack) -> bool:
    """Return whether the work has ended and an answer can still be given or changed."""
    return may_look_back(row.engagement)


def _ask(row: CommitteeLookingBack) -> None:
    """Mail the member a new link; the older one is revoked."""
    days = dt.timedelta(days=settings.LOOK_BACK_LINK_DAYS)
    link = Link.objects.issue(
        CommitteeLookingBack.LINK_PURPOSE,
        row,
        email=row.member.email,
        name=row.member.name,
        expires_at=end_of_day(timezone.localdate() + days),
    )
    emails.looking_back_asked(row, link)


def _claim(row: CommitteeLookingBack, link: Link) -> tuple[SupportRequest, CommitteeLookingBack]:
    """Lock the request, then the link, and read the row anew."""
    if (link.purpose, link.object_id) != (CommitteeLookingBack.LINK_PURPOSE, row.pk):
        raise PermissionDenied
    support_request = row.support_request
    lock(support_request)
    Link.objects.claim(link)
    found = _found(row)
    found.engagement.support_request = support_request
    return support_request, found


def _found(row: CommitteeLookingBack) -> CommitteeLookingBack:
    related = ("member", "engagement__support_request__office")
    return CommitteeLookingBack.objects.select_related(*related).get(pk=row.pk)
