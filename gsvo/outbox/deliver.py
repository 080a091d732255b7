"""Send what is due: claim a row, send, commit the outcome, mail by mail.

Many senders may run at once; a row belongs to the one that claimed it until its lease runs out. A sender that
dies between the server's answer and our commit costs one duplicate with the same Message-ID, no lost mail.
"""

import logging
import time
from collections import Counter
from datetime import timedelta

from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from gsvo import stopping
from gsvo.operation.models import Operation
from gsvo.outbox.message import message_of
from gsvo.outbox.models import OutgoingMail, Status
from gsvo.outbox.needed import is_needed
from gsvo.outbox.verdict import judge

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)  # longer than the slowest honest attempt; a dead sender's mail waits no longer
PASS_SECONDS = 50
TROUBLES_PER_PASS = 2  # the server itself does not answer: more tries now would only burn attempts
RETRY_AFTER_MINUTES = (1, 2, 4, 8, 16, 32, 60)
ATTEMPTS = 130  # with an hour between most of them: five days


def deliver():
    """One pass over the outbox. Returns how many mails went which way; none while sending is paused."""
    outcomes = Counter()
    if dropped := OutgoingMail.objects.drop_expired():
        outcomes[Status.OBSOLETE] += dropped
    server = Server()
    end = time.monotonic() + PASS_SECONDS
    try:
        while time.monotonic() < end and server.troubles < TROUBLES_PER_PASS:
            mail = None if _must_not_send() else claim()
            if mail is None:
                break
            outcomes[_attempt(mail, server)] += 1
    finally:
        server.close()
    if outcomes:
        logger.info("Outbox: %s", ", ".join(f"{count} {status}" for status, count in outcomes.items()))
    return outcomes


def _must_not_send():
    """Asked before each mail: a pause holds at once, and a worker that is to end does so after this mail."""
    return stopping.is_asked() or Operation.objects.read().paused_at is not None


def claim():
    """Take one due mail for the length of a lease, or None. Two senders never get the same one."""
    now = timezone.now()
    while True:
        with transaction.atomic():
            due = OutgoingMail.objects.due()
            if connection.features.has_select_for_update_skip_locked:
                due = due.select_for_update(skip_locked=True)
            mail = due.first()
            if mail is None:
                return None
            # Compare and set: where rows cannot be locked (SQLite), the count of attempts says who was first.
            taken = OutgoingMail.objects.filter(
                pk=mail.pk, status=mail.status, attempts=mail.attempts
            ).update(
                status=Status.SENDING,
                attempts=F("attempts") + 1,
                leased_until=now + LEASE,
                next_try_at=now + LEASE,
            )
        if taken:
            return OutgoingMail.objects.select_related("link").get(pk=mail.pk)


def _attempt(mail, server):
    """Send one claimed mail and record what came of it. Returns its new status."""
    try:
        wanted = not mail.is_stale and is_needed(mail)
        if wanted:
            server.send(message_of(mail))
    except Exception as error:  # whatever goes wrong with one mail, the others go on
        verdict = judge(error, mail.to_email)
        server.after(verdict)
        status = Status.FAILED if verdict.is_final or mail.attempts >= ATTEMPTS else Status.RETRY
        logger.warning("Mail %s: attempt %s, %s (%s)", mail.oid, mail.attempts, status, type(error).__name__)
        return settle(mail, status, verdict.answer)
    return settle(mail, Status.SENT if wanted else Status.OBSOLETE, "")


def settle(mail, status, answer):
    """Write the outcome, unless the lease ran out and another sender has the mail by now."""
    now = timezone.now()
    fields = {"status": status, "last_answer": answer, "leased_until": None}
    if status == Status.SENT:
        fields["sent_at"] = now
    if status == Status.RETRY:
        fields["next_try_at"] = now + timedelta(minutes=gap(mail.attempts))
    else:
        fields["secret"] = ""
    OutgoingMail.objects.filter(pk=mail.pk, status=Status.SENDING, attempts=mail.attempts).update(**fields)
    return status


def gap(attempts):
    """Minutes to wait after so many attempts."""
    return RETRY_AFTER_MINUTES[min(attempts, len(RETRY_AFTER_MINUTES)) - 1]


class Server:
    """One connection to the mail server, kept over a whole pass and opened anew after trouble."""

    def __init__(self):
        self._connection = get_connection()
        self.troubles = 0

    def send(self, message):
        self._connection.open()
        self._connection.send_messages([message])
        self.troubles = 0

    def after(self, verdict):
        """An answer about the mail leaves the connection good; anything else ends it."""
        if verdict.is_trouble:
            self.troubles += 1
            self.close()

    def close(self):
        try:
            self._connection.close()
        except Exception as error:  # it is gone either way
            logger.info("Closing the mail server's connection: %s", type(error).__name__)
