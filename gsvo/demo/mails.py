"""Mark the mails of the demo's past as sent, except those of the last weeks with a valid link."""

import datetime as dt

from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail, Status

TOOK = dt.timedelta(seconds=20)
RECENT = dt.timedelta(days=60)


def deliver_the_past():
    waiting = OutgoingMail.objects.filter(status=Status.QUEUED)
    still_opens = Link.objects.usable().exclude(expires_at=None)
    for mail in waiting.exclude(link__in=still_opens, created_at__gt=timezone.now() - RECENT):
        OutgoingMail.objects.filter(pk=mail.pk).update(
            status=Status.SENT, attempts=1, sent_at=mail.created_at + TOOK
        )
