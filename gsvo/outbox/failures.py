"""Which addresses take no mail: for the pages where somebody can mend it, not for G.I.B.'s outbox alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from gsvo.outbox.error_texts import error_text_of, is_about_address
from gsvo.outbox.models import WAITING, OutgoingMail, Status


@dataclass(frozen=True)
class Failure:
    """Why the last mail to an address did not arrive, in words for people outside the technology."""

    subject: str
    what: str
    is_address: bool  # a new address mends it; otherwise only the one who is to be reached can

    @property
    def to_do(self) -> str:
        if self.is_address:
            return _("Bitte fragen Sie nach der richtigen Adresse und tragen Sie sie ein.")
        return _("Bitte rufen Sie die Person an. Auch die G.I.B. weiß davon.")


def failures_to(addresses: Iterable[str], people: QuerySet[Any] | None = None) -> dict[str, Failure]:
    """{address in small letters: Failure} of those to which the last mail failed. One query for a whole list,
    and one more where any mail to them failed, whatever came of it.

    What G.I.B. has settled, what goes out once more, and what a later mail made good does not count.
    `people`: further rows with an `email`, which need not be read for it.
    """
    small = {address.lower() for address in addresses if address}
    if not small and people is None:
        return {}
    to_one = Q(address__in=small)
    if people is not None:
        to_one |= Q(address__in=people.order_by().values_list(Lower("email")))
    failed = OutgoingMail.objects.filter(status=Status.FAILED, settled_at=None)
    failed = failed.alias(address=Lower("to_email")).filter(to_one)
    keys = list(failed.values_list("pk", flat=True))
    if not keys:  # as nearly always: what else would have to be asked costs five times as much
        return {}
    later = OutgoingMail.objects.filter(pk__gt=OuterRef("pk"), to_email=OuterRef("to_email"))
    later = later.filter(status__in=[Status.SENT, *WAITING])
    unsettled = OutgoingMail.objects.unsettled().filter(pk__in=keys)
    rows = unsettled.exclude(Exists(later)).defer("text", "html").order_by("pk")
    return {mail.to_email.lower(): _failure(mail) for mail in rows}


def with_failures(people: Iterable[Any]) -> list[Any]:
    """A list of these people (with `email`), each with `mail_failure`: its Failure, or None."""
    people = list(people)
    found = failures_to(person.email for person in people)
    for person in people:
        person.mail_failure = found.get(person.email.lower())
    return people


def _failure(mail: OutgoingMail) -> Failure:
    reason = error_text_of(mail)
    return Failure(
        mail.subject,
        str(reason.what) if reason else _("Warum, ist nicht bekannt."),
        reason is not None and is_about_address(reason),
    )
