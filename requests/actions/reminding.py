"""Reminders to members who have not answered: what was sent to a seat counts, and the day of the last one."""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.queue import queue_mails
from requests.emails import mandate as emails
from requests.models import Seat


def remind_seat(seat: Seat, link: Link) -> None:
    """Mail the member its valid link once more, and count it."""
    remind_seats([(seat, link)])


def remind_seats(told: Iterable[tuple[Seat, Link]]) -> None:
    """Do the same for several seats, with their mails in one go."""
    pairs = list(told)
    queue_mails([mail for seat, link in pairs for mail in emails.statement_reminder.mails(seat, link)])
    Seat.objects.filter(pk__in=[seat.pk for seat, _link in pairs]).update(
        reminders=F("reminders") + 1, reminded_at=timezone.now()
    )
