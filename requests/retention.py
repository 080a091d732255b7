"""Drafts left lying, and cases that are over: names and words go, number, acts, dates and days stay."""

import functools

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from gsvo.files.models import StoredFile
from gsvo.links.models import Link
from gsvo.retention.rules import MARKER, Rule, register
from requests.models import Attachment, Seat, SupportRequest
from requests.workflow import State

_VERSION = "version__mandate__support_request"
REACH = {
    "requests.SupportRequest": "pk",
    "requests.Event": "support_request",
    "requests.Attachment": "support_request",
    "files.StoredFile": "attachment__support_request",
    "requests.MandateVersion": "mandate__support_request",
    "requests.Goal": _VERSION,
    "requests.Milestone": _VERSION,
    "requests.Seat": f"round__{_VERSION}",
    "requests.Statement": f"seat__round__{_VERSION}",
}


def _lying(before):
    drafts = SupportRequest.objects.filter(state=State.DRAFT, events=None)
    return drafts.filter(changed_at__lt=before)


def _ended(before, *, advised):
    came_to_its_end = Q(events__to_state=F("state")) & ~Q(events__from_state=F("state"))
    cases = SupportRequest.objects.ended().filter(engaged_at__isnull=not advised).exclude(title=MARKER)
    return cases.annotate(ended_at=Max("events__at", filter=came_to_its_end)).filter(ended_at__lt=before)


def _take_files_away(cases):
    """From the disk once the transaction holds; what a crash leaves behind is found as a stray file."""
    attachments = Attachment.objects.filter(support_request__in=cases)
    for attachment in attachments.exclude(file__file="").select_related("file"):
        stored = attachment.file.file
        transaction.on_commit(functools.partial(stored.storage.delete, stored.name))
    attachments.current().update(removed_at=timezone.now())


def _kill_links(cases):
    """Pages that could still be read end here; the links' own term takes names and addresses."""
    seats = Seat.objects.filter(round__version__mandate__support_request__in=cases)
    for seat in seats:
        Link.objects.to(seat).revoke()


def _clear_draft(drafts):
    files = [row.file_id for row in Attachment.objects.filter(support_request__in=drafts)]
    _take_files_away(drafts)
    Attachment.objects.filter(support_request__in=drafts).delete()
    StoredFile.objects.filter(pk__in=files).delete()


register(Rule("draft", SupportRequest, _lying, gone={"requests.SupportRequest": "pk"}, also=[_clear_draft]))
for kind, advised in (("case", True), ("case-not-advised", False)):
    register(
        Rule(
            kind,
            SupportRequest,
            functools.partial(_ended, advised=advised),
            reach=dict(REACH),
            also=[_take_files_away, _kill_links],
        )
    )
