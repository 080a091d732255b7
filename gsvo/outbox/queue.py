"""Build a mail, or put it into the outbox inside the transaction of the decision that causes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from gsvo.http import ratelimit
from gsvo.lib.text import ascii_email, normalize_email
from gsvo.outbox import privacy_notice
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.models import OutgoingMail, Priority
from gsvo.outbox.notify_worker import notify_on_commit
from gsvo.outbox.rendering import compose, one_line

BATCH = 100  # rows in one statement; each brings the whole HTML of a mail


@dataclass(frozen=True)
class Mail:
    """Who gets which mail about what; not rendered yet.

    `kind`: "requests/receipt" names the template requests/email/receipt.txt.
    `to`: an address, or somebody with `email` and `name`: then a later change of the address counts, too.
    `link`: its address is filled in while sending. So is `secret` (encrypted by `gsvo.outbox.rendering`)
    where the template says {{ secret }}.
    `expires_at`: after that nobody needs the mail any more, and it is not sent.
    `calendar`: (iCalendar text, its method "REQUEST" or "CANCEL") for mails about a session.
    `introduces`: who entered the address and as what, told once for each source (Art. 14 GDPR): a
    `privacy_notice.Source`, or words to go on after "von". None: whoever made the account. False: it is not
    said, for whoever gave the address herself and for a row that is taken back again.
    """

    kind: str
    to: Any
    name: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    about: Any = None
    link: Any = None
    secret: str = ""
    expires_at: Any = None
    priority: Priority = Priority.ORDINARY
    introduces: Any = None
    calendar: tuple[str, str] = ("", "")


def build_mail(mail: Mail) -> OutgoingMail:
    """Return the outbox row of a mail, rendered and not saved. Writes nothing.

    A missing template, a missing placeholder or an impossible address is an error here and now.
    """
    addressee = None if isinstance(mail.to, str) else mail.to
    name = addressee.name if addressee else mail.name
    row = OutgoingMail(
        kind=mail.kind,
        to_email=_address_of(mail),
        to_name=one_line(name),
        language=settings.LANGUAGE_CODE,
        about=mail.about,
        link=mail.link,
        secret=mail.secret,
        expires_at=mail.expires_at,
        priority=mail.priority,
    )
    row.calendar, row.calendar_method = mail.calendar
    row.addressee = addressee
    # The sentence that tells the source ends with a full stop of its own.
    context = {**mail.context, "introduces": str(mail.introduces or "").removesuffix(".")}
    if mail.secret:
        context["secret"] = row.secret_marker
    address = row.link_marker if mail.link else _absolute(context.get("url"))
    with translation.override(row.language):
        row.subject, row.text, row.html = compose(
            mail.kind, context, name=name, address=address, is_link=mail.link is not None
        )
    return row


def queue_mail(mail: Mail) -> OutgoingMail:
    """Do the same as `queue_mails` with one mail. Returns its row."""
    return queue_mails([mail])[0]


@in_mail_language  # also the sources that they tell
def queue_mails(mails: Sequence[Mail]) -> list[OutgoingMail]:
    """Build mails and write their rows, in the transaction of their decision. Returns the rows.

    One question and two writes for each hundred of them. What is wrong with a mail takes the decision with
    it: better than a mail that never comes.
    """
    if not mails:
        return []
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A mail belongs into the transaction of its decision.")
    addresses = [_address_of(mail) for mail in mails]
    for mail, to in zip(mails, addresses, strict=True):
        ratelimit.count_mail(mail.kind, to)
    sources = privacy_notice.sources_to_tell(addresses, [mail.introduces for mail in mails])
    rows = [build_mail(replace(mail, introduces=source)) for mail, source in zip(mails, sources, strict=True)]
    OutgoingMail.objects.bulk_create(rows, BATCH)
    privacy_notice.record(addresses, sources, rows)
    notify_on_commit()
    return rows


def queues_mails(write: Callable[..., Mail | Sequence[Mail]]) -> Any:
    """Decorator for a function that returns the `Mail`s of one event, or the only one.

    Calling it queues them and returns their rows; `.build(…)` returns the same rows and writes nothing,
    `.mails(…)` what they are built from. Its words come in the language of the mails.
    """

    def mails_of(*args: Any, **kwargs: Any) -> Sequence[Mail]:
        mails = in_mail_language(write)(*args, **kwargs)
        return [mails] if isinstance(mails, Mail) else mails

    @wraps(write)
    def queue(*args: Any, **kwargs: Any) -> list[OutgoingMail]:
        return queue_mails(mails_of(*args, **kwargs))

    def build(*args: Any, **kwargs: Any) -> list[OutgoingMail]:
        return [build_mail(mail) for mail in mails_of(*args, **kwargs)]

    queue.build, queue.mails = build, mails_of  # type: ignore[attr-defined]
    return queue


def _address_of(mail: Mail) -> str:
    """The address as it is stored. Raises ValidationError."""
    to = normalize_email(mail.to if isinstance(mail.to, str) else mail.to.email, strict=False)
    validate_email(ascii_email(to))  # Django knows the older IDNA only
    return to


def _absolute(url: str | None) -> str | None:
    return settings.BASE_URL + url if url and url.startswith("/") else url
