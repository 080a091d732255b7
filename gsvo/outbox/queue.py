"""Put a mail into the outbox, inside the transaction of the decision that causes it."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from gsvo.http import ratelimit
from gsvo.lib.text import ascii_email, normalize_email
from gsvo.outbox import privacy_notice
from gsvo.outbox.models import OutgoingMail, Priority
from gsvo.outbox.notify_worker import notify_on_commit
from gsvo.outbox.rendering import compose, one_line

_collected = ContextVar("letters", default=None)


@contextmanager
def collect_mails():
    """Inside, `queue_mail` writes no row: its mails are appended to the list that this gives. For
    previews.
    """
    found = []
    token = _collected.set(found)
    try:
        yield found
    finally:
        _collected.reset(token)


def queue_mail(
    kind,
    *,
    to,
    name="",
    context=None,
    about=None,
    link=None,
    secret="",
    expires_at=None,
    priority=Priority.ORDINARY,
):
    """Write one mail. `kind` "requests/receipt" names requests/email/receipt.subject.txt and receipt.txt.

    A missing template, a missing placeholder or an impossible address is an error here and now, and takes the
    decision with it: better than a mail that never comes. The address of `link` is filled in while sending.
    So is `secret` (concealed by `gsvo.outbox.rendering`) where the template says {{ secret }}.
    `to`: an address, or somebody with `email` and `name`: then a later change of the address counts, too.
    After `expires_at` nobody needs the mail any more, and it is not sent.

    The first mail to an address says how we came by it (Art. 14 GDPR), once for each source.
    context["introduces"] names who entered it and as what: a `first_notice.Source`, or words to go on after
    "von". False: it is not said, for whoever gave the address herself and for a row that is taken back again.
    """
    letters = _collected.get()
    if letters is None and not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A mail belongs into the transaction of its decision.")
    addressee = None if isinstance(to, str) else to
    if addressee is not None:
        to, name = addressee.email, addressee.name
    to = normalize_email(to, strict=False)
    validate_email(ascii_email(to))  # Django knows the older IDNA only
    if letters is None:
        ratelimit.count_mail(kind, to)
    context = dict(context or {})
    named = context.get("introduces")
    source = (named or None) if letters is not None else privacy_notice.source_to_tell(to, named)
    context["introduces"] = str(source or "").removesuffix(".")  # the sentence ends with one of its own
    mail = OutgoingMail(kind=kind, to_email=to, to_name=one_line(name), about=about, link=link)
    mail.addressee = addressee
    mail.secret, mail.expires_at, mail.priority = secret, expires_at, priority
    if secret:
        context = {**context, "secret": mail.secret_marker}
    mail.language = settings.LANGUAGE_CODE
    address = mail.link_marker if link else _absolute(context.get("url"))
    with translation.override(mail.language):
        mail.subject, mail.text, mail.html = compose(
            kind, context, name=name, address=address, is_link=link is not None
        )
    if letters is not None:
        letters.append(mail)
        return mail
    mail.save()
    if source:
        privacy_notice.record(to, source, mail)
    notify_on_commit()
    return mail


def _absolute(url):
    return settings.BASE_URL + url if url and url.startswith("/") else url
