"""Send what is due: claim some rows, then send and commit the outcome, mail by mail.

Many senders may run at once; a row belongs to the one that claimed it until its lease runs out. A sender that
dies between the server's answer and our commit costs one duplicate with the same Message-ID, no lost mail.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from gsvo.celery import is_shutting_down
from gsvo.outbox.errors import classify
from gsvo.outbox.mime import build_message
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.notify_worker import notify
from gsvo.outbox.relevance import is_relevant
from gsvo.outbox.smtp import SmtpConnection
from gsvo.status.models import SystemStatus

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=settings.MAIL_LEASE_SECONDS)
AT_ONCE = 20  # mails in one claim; each is sent and noted by itself
TRUSTED_SECONDS = 0.5  # so long what the database said of a mail holds; then it is asked again before sending
PASS_SECONDS = 50
TROUBLES_PER_PASS = 2  # the server itself does not answer: more tries now would only burn attempts
RETRY_AFTER_MINUTES = (1, 2, 4, 8, 16, 32, 60)
ATTEMPTS = 130  # with an hour between most of them: five days
AT_LEAST = timedelta(days=4)  # also where dead senders or a broken database used attempts up
NOTE_AGAIN_AFTER = 0.5  # seconds


def deliver() -> Counter[str]:
    """One pass over the outbox. Returns how many mails went which way; none while sending is paused."""
    outcomes: Counter[str] = Counter()
    if dropped := OutgoingMail.objects.drop_expired():
        outcomes[Status.OBSOLETE] += dropped
    server, has_called = SmtpConnection(), False
    end = time.monotonic() + PASS_SECONDS
    try:
        while time.monotonic() < end and server.troubles < TROUBLES_PER_PASS and not _must_not_send():
            told_at = time.monotonic()
            batch = claim(AT_ONCE)
            if not batch:
                break
            if len(batch) == AT_ONCE and not has_called:
                notify()  # there is more: one further sender may join, and call the next
                has_called = True
            _work_off(batch, server, outcomes, told_at, end)
    finally:
        server.close()
    if outcomes:
        logger.info("Outbox: %s", ", ".join(f"{count} {status}" for status, count in outcomes.items()))
    return outcomes


def _work_off(
    batch: Sequence[OutgoingMail], server: SmtpConnection, outcomes: Counter[str], told_at: float, end: float
) -> None:
    """Send these mails one by one. Others may have what is left after trouble or at the pass's end."""
    lease_ends = batch[0].leased_until
    assert lease_ends is not None  # `claim` has set it
    late = lease_ends - LEASE / 2
    for number, mail in enumerate(batch):
        is_old = time.monotonic() > told_at + TRUSTED_SECONDS
        is_late = time.monotonic() > end or timezone.now() > late
        must_stop = is_shutting_down() or (is_old and SystemStatus.objects.is_paused())
        if number and (server.troubles or is_late or must_stop):
            give_back(batch[number:])
            return
        outcomes[_attempt(mail, server, look_again=is_old)] += 1


def _must_not_send() -> bool:
    """A pause holds at once, and a worker that is to end does so after the mail at hand."""
    return is_shutting_down() or SystemStatus.objects.is_paused()


def claim(count: int = 1) -> list[OutgoingMail]:
    """Take so many due mails, or fewer, for the length of a lease. Two senders never get the same one."""
    while True:
        with transaction.atomic():
            due = OutgoingMail.objects.due()
            rows = due.select_related("link")
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True, of=("self",))
            batch = _that_go_together(rows[:count])
            lease = timezone.now() + LEASE
            # Compare and set: where rows cannot be locked (SQLite), whoever comes second counts fewer.
            taken = due.filter(pk__in=[mail.pk for mail in batch]).update(
                status=Status.SENDING, attempts=F("attempts") + 1, leased_until=lease, next_try_at=lease
            )
            if taken == len(batch):
                break
            transaction.set_rollback(True)
    for mail in batch:
        mail.status, mail.attempts = Status.SENDING, mail.attempts + 1
        mail.leased_until = mail.next_try_at = lease
    return batch


def _that_go_together(rows: Iterable[OutgoingMail]) -> list[OutgoingMail]:
    """New mails go together. One that was tried goes alone: it may kill its sender."""
    batch = list(rows)
    if batch and batch[0].attempts:
        return batch[:1]
    return [mail for mail in batch if mail.attempts == 0]


def give_back(mails: Sequence[OutgoingMail]) -> None:
    """Nobody tried these yet: they wait again, as if nobody had taken them."""
    mine = OutgoingMail.objects.filter(status=Status.SENDING, leased_until=mails[0].leased_until)
    mine.filter(pk__in=[mail.pk for mail in mails]).update(
        status=Case(When(attempts=1, then=Value(Status.QUEUED)), default=Value(Status.RETRY)),
        attempts=F("attempts") - 1,
        leased_until=None,
        next_try_at=timezone.now(),
    )


def _attempt(mail: OutgoingMail, server: SmtpConnection, *, look_again: bool) -> Status:
    """Send one claimed mail and record what came of it. Returns its new status."""
    try:
        now = _as_it_is_now(mail) if look_again else mail
        wanted = now is not None and not now.is_stale and is_relevant(now)
        if now is not None and wanted:
            server.send(build_message(now))
    except Exception as error:  # whatever goes wrong with one mail, the others go on
        verdict = classify(error, mail.to_email)
        server.after(verdict)
        status = Status.FAILED if verdict.is_final or _is_hopeless(mail) else Status.RETRY
        name = type(error.__cause__ or error).__name__
        logger.warning("Mail %s: attempt %s, %s (%s)", mail.oid, mail.attempts, status, name)
        return settle(mail, status, verdict.answer)
    return settle(mail, Status.SENT if wanted else Status.OBSOLETE, "")


def _as_it_is_now(mail: OutgoingMail) -> OutgoingMail | None:
    """The row just before sending: address or link may have changed since it was claimed. None: not ours."""
    mine = OutgoingMail.objects.filter(pk=mail.pk, status=Status.SENDING, attempts=mail.attempts)
    return mine.select_related("link").first()


def _is_hopeless(mail: OutgoingMail) -> bool:
    return mail.attempts >= ATTEMPTS and mail.created_at <= timezone.now() - AT_LEAST


def settle(mail: OutgoingMail, status: Status, answer: str) -> Status:
    """Write the outcome, unless the lease ran out and another sender has the mail by now.

    While the database is away this waits for it as long as the lease lasts: the mail would go out twice.
    """
    now = timezone.now()
    fields: dict[str, Any] = {"status": status, "last_answer": answer, "leased_until": None}
    if status == Status.SENT:
        fields["sent_at"] = now
    if status == Status.RETRY:
        fields["next_try_at"] = now + timedelta(minutes=gap(mail.attempts))
    else:
        fields["secret"] = ""
    mine = OutgoingMail.objects.filter(pk=mail.pk, status=Status.SENDING, attempts=mail.attempts)
    while True:
        try:
            mine.update(**fields)
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or not mail.leased_until or timezone.now() > mail.leased_until:
                raise
            connection.close()
            time.sleep(NOTE_AGAIN_AFTER)
        else:
            return status


def gap(attempts: int) -> int:
    """Minutes to wait after so many attempts."""
    return RETRY_AFTER_MINUTES[min(attempts, len(RETRY_AFTER_MINUTES)) - 1]
