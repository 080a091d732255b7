"""Reminders to members who have not answered: what was sent to a seat counts, and the day of the last one."""

from django.db.models import F
from django.utils import timezone

from gsvo.links.models import Link
from requests.emails import mandate as emails
from requests.models import Seat


def remind_seat(seat: Seat, link: Link) -> None:
    """Mail the member its valid link once more, and count it."""
    emails.statement_reminder(seat, link)
    Seat.objects.filter(pk=seat.pk).update(reminders=F("reminders") + 1, reminded_at=timezone.now())
