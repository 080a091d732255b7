"""Acts around a request: hand over, share with partner offices, attach files, copy, delete a draft."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.files.models import StoredFile
from gsvo.files.storage import store
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.offices.models import Membership, Office
from gsvo.retention.rules import ERASED_TEXT
from requests import form_fields
from requests.actions.office import begin_draft, check_editable, check_writer
from requests.actions.transitions import lock, record
from requests.emails import changes as emails
from requests.models import Attachment, Event, SupportRequest
from requests.signals import handed_over
from requests.workflow import State, WaitingOn, WorkflowRole

MOST_ATTACHMENTS = 10
NOT_COPIED = frozenset({"period_from", "period_to", "period_alternative", "committee_status", "committee_on"})


@transaction.atomic
def hand_over(
    support_request: SupportRequest, *, by: User, to: User, expected_handler: int | None = None
) -> Event | None:
    """Assign the request to a colleague, who gets its mails from now on.

    Raise StaleRecord if it is not assigned to `expected_handler` (an account's id). Where the one who hands
    it on is the named contact as well, or the contact left the office, the colleague becomes the contact.
    """
    _begin(support_request, by)
    if support_request.is_ended:
        raise ActionRefused(_("Diese Anfrage ist beendet. Es gibt nichts mehr zu übergeben."))
    colleagues = Membership.objects.current().writing().filter(office=support_request.office_id)
    if not colleagues.filter(user=to).exists():
        raise ActionRefused(_("Diese Person gehört nicht (mehr) zu Ihrer Koordinierungsstelle."))
    if support_request.handled_by_id == to.pk:
        raise ActionRefused(_("Die Anfrage liegt schon bei %(name)s.") % {"name": to})
    if expected_handler is not None and expected_handler != support_request.handled_by_id:
        raise StaleRecord(
            sentence=_("Inzwischen kümmert sich %(name)s um die Anfrage.")
            % {"name": support_request.handled_by}
        )
    data = {"to_id": to.pk}
    if support_request.contact.former or _is_contact(support_request.handled_by, support_request):
        data["is_contact"] = True
        _make_contact(support_request, to, by)
    former = support_request.recipients()
    support_request.handled_by = to
    if support_request.waiting_on == WaitingOn.OFFICE:
        support_request.waiting_since = timezone.now()
    event = _note(support_request, "hand_over", by, **data)
    emails.handed_over(support_request, _concerned(former, to, by), to, by)
    handed_over.send(sender=SupportRequest, support_request=support_request, to=to)
    return event


def _concerned(former: Sequence[User], to: User, by: User) -> list[User]:
    """Return who gets a request and who had it, without whoever does it."""
    return [person for person in dict.fromkeys([to, *former]) if person != by]


def _is_contact(person: User | None, support_request: SupportRequest) -> bool:
    """Return whether a person is the request's contact, by the address."""
    return person is not None and person.email.lower() == support_request.contact_email.lower()


def _make_contact(support_request: SupportRequest, person: User, by: User) -> None:
    """Name a person as contact and count the revision, so that open forms turn stale."""
    support_request.contact_name = person.name
    support_request.contact_email = person.email
    support_request.contact_phone = person.phone
    support_request.revision += 1
    support_request.changed_by = by


@transaction.atomic
def share(support_request: SupportRequest, *, by: User, office: Office) -> Event | None:
    """Let a partner office read the request from its submission on."""
    _begin(support_request, by)
    if office == support_request.office:
        raise ActionRefused(_("Das ist Ihre eigene Koordinierungsstelle."))
    if support_request.partner_offices.filter(pk=office.pk).exists():
        raise ActionRefused(_("%(office)s liest schon mit.") % {"office": office})
    support_request.partner_offices.add(office)
    return _note(support_request, "share", by, office=str(office))


@transaction.atomic
def unshare(support_request: SupportRequest, *, by: User, office: Office) -> Event | None:
    """Stop a partner office from reading the request."""
    _begin(support_request, by)
    if not support_request.partner_offices.filter(pk=office.pk).exists():
        raise ActionRefused(_("%(office)s liest nicht (mehr) mit.") % {"office": office})
    support_request.partner_offices.remove(office)
    return _note(support_request, "unshare", by, office=str(office))


def may_copy(support_request: SupportRequest) -> bool:
    """Return whether there are texts to copy: they are deleted after their term."""
    return support_request.title != ERASED_TEXT


@transaction.atomic
def copy(support_request: SupportRequest, *, by: User, creation_key: str) -> SupportRequest:
    """Create a draft with the same answers, without dates, files and consent.

    The same key twice creates one draft and leaves alone what was written into it since.
    """
    check_writer(support_request, by)
    if not may_copy(support_request):
        raise ActionRefused(
            _("Die Texte dieser Anfrage sind nach Ablauf der Frist gelöscht. Beginnen Sie neu.")
        )
    draft, is_new = begin_draft(support_request.office, by, creation_key)
    if not is_new:
        return draft
    for name, value in form_fields.values_of(support_request).items():
        if name in form_fields.TO_MANY:
            getattr(draft, name).set(value)
        elif name not in NOT_COPIED:
            setattr(draft, name, value)
    draft.save()
    return draft


@transaction.atomic
def delete_draft(support_request: SupportRequest, *, by: User) -> None:
    """Delete a draft without events, with its files."""
    _begin(support_request, by)
    if support_request.state != State.DRAFT or support_request.events.exists():
        raise ActionRefused(
            _("Löschen lassen sich nur Entwürfe. Eine eingereichte Anfrage können Sie zurückziehen.")
        )
    for attachment in support_request.attachments.select_related("file"):
        _destroy(attachment)
    support_request.delete()


@transaction.atomic
def attach(support_request: SupportRequest, *, by: User, uploads: Sequence[UploadedFile]) -> None:
    """Add files to the request while its form is editable."""
    _begin(support_request, by)
    check_editable(support_request)
    there = support_request.attachments.current().count()
    if there + len(uploads) > MOST_ATTACHMENTS:
        raise ActionRefused(
            _(
                "Mehr als %(most)s Unterlagen gehen nicht. Die neuen sind noch nicht gespeichert: "
                "Wählen Sie weniger aus, oder entfernen Sie vorher andere."
            )
            % {"most": MOST_ATTACHMENTS}
        )
    for upload in uploads:
        file = store(upload, by=by)
        if support_request.attachments.current().filter(file__sha256=file.sha256, file__name=file.name):
            _destroy_file(file)  # the same paper sent twice
            continue
        attachment = Attachment.objects.create(support_request=support_request, file=file)
        _note(support_request, "attached", by, attachment_id=attachment.pk)


@transaction.atomic
def remove_attachment(support_request: SupportRequest, *, by: User, attachment: Attachment) -> None:
    """Delete a file of a draft; mark a file that G.I.B. has seen as removed."""
    _begin(support_request, by)
    check_editable(support_request)
    if attachment.removed_at:
        raise ActionRefused(_("Diese Unterlage ist schon entfernt."))
    if support_request.state == State.DRAFT:
        _destroy(attachment)
    else:
        attachment.removed_at = timezone.now()
        attachment.save(update_fields=["removed_at"])
    _note(support_request, "attachment_removed", by, attachment_id=attachment.pk)


def _begin(support_request: SupportRequest, by: User) -> None:
    lock(support_request)
    check_writer(support_request, by)


def _note(support_request: SupportRequest, act: str, by: User, **data: Any) -> Event | None:
    """Record the act, except on a draft, which may still be deleted."""
    if support_request.state == State.DRAFT:
        support_request.save()
        return None
    return record(support_request, act, by=by, role=WorkflowRole.OFFICE, data=data)


def _destroy(attachment: Attachment) -> None:
    file = attachment.file
    attachment.delete()
    _destroy_file(file)


def _destroy_file(file: StoredFile) -> None:
    file.delete()
    if file.file.name:
        transaction.on_commit(partial(file.file.storage.delete, file.file.name))
