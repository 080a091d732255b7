"""One pass over the outbox, for cron or by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from gsvo.outbox.deliver import deliver
from gsvo.outbox.models import Status
from gsvo.status.models import SystemStatus


class Command(BaseCommand):
    help = "Sends the mails that are due (one pass)."

    def handle(self, **options: Any) -> None:
        SystemStatus.objects.note_beat()  # cron is the scheduler then
        outcomes = deliver()
        for status in (Status.SENT, Status.RETRY, Status.FAILED, Status.OBSOLETE):
            self.stdout.write(f"{status.label}: {outcomes[status]}")
