"""Send a mail once more: to whom it is addressed today, as a row of its own."""

from typing import Any

from django.utils import timezone

from gsvo.links.models import Link, addressee_of
from gsvo.links.purposes import purpose_of
from gsvo.outbox.models import WAITING, OutgoingMail, Status
from gsvo.outbox.notify_worker import notify_on_commit
from gsvo.retention.rules import ERASED_EMAIL, ERASED_TEXT

RESENDABLE = (Status.SENT, Status.FAILED)


def can_resend(mail: OutgoingMail) -> bool:
    """Not what waits anyway, was not needed or has been deleted, nor a code that nobody needs any more."""
    is_kept = mail.to_email != ERASED_EMAIL and mail.text != ERASED_TEXT
    return is_kept and mail.status in RESENDABLE and mail.secret_marker not in mail.text


def address_today(mail: OutgoingMail) -> str | None:
    """Where a repetition goes: today's address of whoever it was for, None if that person has left."""
    person = mail.addressee or (mail.link and mail.link.target)
    if person is None:
        return mail.to_email
    owner = addressee_of(person)
    if getattr(owner, "left_at", None) or not getattr(owner, "is_active", True):
        return None
    return owner.email


def resend_text(mail: OutgoingMail) -> OutgoingMail | None:
    """The same words as a new row for today's address. For mails without a link. Returns the row."""
    address = address_today(mail)
    assert address is not None  # whoever resends asks first
    row = OutgoingMail(
        **{
            name: getattr(mail, name)
            for name in (
                "kind", "to_name", "subject", "text", "html", "calendar", "calendar_method", "language",
                "priority", "expires_at", "content_type", "object_id", "addressee_type", "addressee_id",
            )
        },
        to_email=address,
        resend_of=mail,
    )  # fmt: skip
    row.save()
    notify_on_commit()
    return row


def resend_link(mail: OutgoingMail) -> OutgoingMail | None:
    """Mail a new link in place of the old one, as its purpose renews it. Returns the new mail, or None where
    nobody needs it any more; then the old link stays as it is.
    """
    assert mail.link_id is not None
    old = Link.objects.select_for_update().get(pk=mail.link_id)
    to_the_same = Link.objects.to(old.target, old.purpose).order_by("pk")
    newest = to_the_same.last()
    purpose_of(old).renew(old)
    newer = to_the_same.filter(pk__gt=newest.pk).last() if newest else None
    row = OutgoingMail.objects.filter(link=newer).order_by("pk").last() if newer else None
    if row:
        OutgoingMail.objects.filter(pk=row.pk).update(resend_of=mail)
    return row


def settle(mail: OutgoingMail, *, by: Any, note: str = "") -> None:
    """A failure is nobody's task any more: who said so, when and, in a few words, why."""
    OutgoingMail.objects.filter(pk=mail.pk, status=Status.FAILED, settled_at=None).update(
        settled_at=timezone.now(), settled_by=by, settled_note=note
    )


def readdress(person: Any) -> int:
    """Somebody has a new address: what waits goes there. Call it in the transaction of the change.

    Mails with a link are left out: their link is bound to the former address and is issued anew.
    Returns how many.
    """
    waiting = OutgoingMail.objects.to_person(person).filter(status__in=WAITING, link=None)
    return waiting.exclude(to_email=person.email).update(to_email=person.email, to_name=person.name)


def drop_for(person: Any) -> int:
    """Somebody has left, or somebody else sits here now: what waits is not sent. Returns how many."""
    waiting = OutgoingMail.objects.to_person(person).filter(status__in=WAITING, link=None)
    return waiting.update(status=Status.OBSOLETE, secret="", leased_until=None)
