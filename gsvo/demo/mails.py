"""Mark the mails of the demo's past as sent, except those with a valid link."""

import datetime as dt

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status

TOOK = dt.timedelta(seconds=20)


def deliver_the_past():
    waiting = OutgoingMail.objects.filter(status=Status.QUEUED)
    for mail in waiting.exclude(link__in=Link.objects.usable().exclude(expires_at=None)):
        OutgoingMail.objects.filter(pk=mail.pk).update(
            status=Status.SENT, attempts=1, sent_at=mail.created_at + TOOK
        )
