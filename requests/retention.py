"""Deletion of abandoned drafts and of names and texts in ended cases; numbers, acts and days stay."""

import functools

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from gsvo.accounts.models import User
from gsvo.files.models import StoredFile
from gsvo.links.models import Link
from gsvo.retention.data_subjects import register_source
from gsvo.retention.rules import ERASED_EMAIL, ERASED_TEXT, Rule, register
from requests.actions.abandoned import abandoned
from requests.models import (
    Attachment,
    Event,
    Goal,
    MandateVersion,
    Milestone,
    MilestoneMove,
    RemarkAnswer,
    Round,
    Seat,
    Statement,
    SupportRequest,
)

_VERSION = "version__mandate__support_request"
REACH = {
    "requests.SupportRequest": "pk",
    "requests.Event": "support_request",
    "requests.Attachment": "support_request",
    "files.StoredFile": "attachment__support_request",
    "requests.MandateVersion": "mandate__support_request",
    "requests.Goal": _VERSION,
    "requests.Milestone": _VERSION,
    "requests.MilestoneMove": f"milestone__{_VERSION}",
    "requests.Round": _VERSION,
    "requests.Seat": f"round__{_VERSION}",
    "requests.Statement": f"seat__round__{_VERSION}",
    "requests.RemarkAnswer": f"statement__seat__round__{_VERSION}",
}


def _ended(before, *, advised):
    has_ended = Q(events__to_state=F("state")) & ~Q(events__from_state=F("state"))
    cases = SupportRequest.objects.ended().filter(engaged_at__isnull=not advised).exclude(title=ERASED_TEXT)
    return cases.annotate(ended_at=Max("events__at", filter=has_ended)).filter(ended_at__lt=before)


def _delete_files(cases):
    """Delete files from the disk after the commit; after a crash they are found as stray files."""
    attachments = Attachment.objects.filter(support_request__in=cases)
    for attachment in attachments.exclude(file__file="").select_related("file"):
        stored = attachment.file.file
        transaction.on_commit(functools.partial(stored.storage.delete, stored.name))
    attachments.current().update(removed_at=timezone.now())


def _revoke_links(cases):
    """Revoke links to pages that could still be read; names and addresses go by the links' own term."""
    seats = Seat.objects.filter(round__version__mandate__support_request__in=cases)
    for seat in seats:
        Link.objects.to(seat).revoke()


def _clear_draft(drafts):
    files = [row.file_id for row in Attachment.objects.filter(support_request__in=drafts)]
    _delete_files(drafts)
    Attachment.objects.filter(support_request__in=drafts).delete()
    StoredFile.objects.filter(pk__in=files).delete()


register(
    Rule(
        "draft",
        SupportRequest,
        abandoned,
        gone={"requests.SupportRequest": "pk"},
        hooks=[_clear_draft],
    )
)
for kind, advised in (("case", True), ("case-not-advised", False)):
    register(
        Rule(
            kind,
            SupportRequest,
            functools.partial(_ended, advised=advised),
            reach=dict(REACH),
            hooks=[_delete_files, _revoke_links],
        )
    )


# --- what is told about one person --------------------------------------------------------------------
OF_CONTACT = ("contact_name", "contact_email", "contact_phone")
OF_DEPUTY = ("deputy_name", "deputy_email")
WRITTEN = (
    "title", "occasion_text", "goal_1", "goal_2", "goal_3", "period_alternative", "partners_text",
    "method_wishes", "conditions", "answers_before",
)  # fmt: skip
OF_OTHERS = {*OF_CONTACT, *OF_DEPUTY}


def _without_people(row, field):
    """Return the form's data without the other people it names."""
    value = getattr(row, field)
    if field == "answers_before":
        return {name: text for name, text in value.items() if name not in OF_OTHERS}
    if field == "data" and "changes" in value:
        changes = [change for change in value["changes"] if change.get("field") not in OF_OTHERS]
        return value | {"changes": changes}
    return value


def _events(address):
    """Return the events by an account or by its links, and those that name the account."""
    person = User.objects.filter(email__iexact=address).values_list("pk", flat=True)
    found = Q(by_user__email__iexact=address) | Q(by_link__email__iexact=address)
    for key in person:
        found |= Q(data__to_id=key) | Q(data__from_id=key)
    return Event.objects.filter(found)


def _of_member(lookup):
    """Return rows of a seat by the address of its link; once that is erased, by the member's."""

    def find(address):
        kind = ContentType.objects.get_for_model(Seat)
        links = Link.objects.filter(content_type=kind)
        hers = links.filter(email__iexact=address).values_list("object_id", flat=True)
        known = links.exclude(email=ERASED_EMAIL).values_list("object_id", flat=True)
        seats = Seat.objects.filter(
            Q(pk__in=list(hers)) | (Q(member__email__iexact=address) & ~Q(pk__in=list(known)))
        )
        return lookup(seats, address)

    return find


def _statements(seats, address):
    theirs = Statement.objects.filter(seat__in=seats)
    return theirs.filter(Q(link__email__iexact=address) | Q(link__email=ERASED_EMAIL))


def _by(model, path):
    return lambda address: model.objects.filter(**{f"{path}__email__iexact": address})


register_source(
    "requests.SupportRequest",
    lambda address: SupportRequest.objects.filter(contact_email__iexact=address),
    fields=OF_CONTACT,
)
register_source(
    "requests.SupportRequest",
    lambda address: SupportRequest.objects.filter(deputy_email__iexact=address),
    fields=OF_DEPUTY,
)
register_source(
    "requests.SupportRequest", _by(SupportRequest, "created_by"), fields=WRITTEN, show=_without_people
)
register_source("requests.Event", _events, show=_without_people)
register_source("files.StoredFile", _by(StoredFile, "uploaded_by"))
register_source("requests.Attachment", _by(Attachment, "file__uploaded_by"))
register_source("requests.MandateVersion", _by(MandateVersion, "changed_by"))
register_source("requests.Goal", _by(Goal, "version__changed_by"))
register_source("requests.Milestone", _by(Milestone, "version__changed_by"))
register_source("requests.MilestoneMove", _by(MilestoneMove, "moved_by"))
register_source("requests.RemarkAnswer", _by(RemarkAnswer, "changed_by"))
register_source(
    "requests.RemarkAnswer",
    _of_member(lambda seats, _address: RemarkAnswer.objects.filter(statement__seat__in=seats)),
)
register_source("requests.Round", _by(Round, "opened_by"))
register_source("requests.Seat", _of_member(lambda seats, _address: seats))
register_source("requests.Statement", _of_member(_statements))
