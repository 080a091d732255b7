"""The daily digest's mail."""

from django.urls import reverse

from gsvo.outbox.queue import Mail, queues_mails
from gsvo.outbox.rendering import one_line


@queues_mails
def digest(person, matters):
    """Mail an account what waits for it, the most urgent first."""
    lines = [one_line(str(matter.line())) for matter in matters]
    return Mail("reminders/digest", to=person, context={"lines": lines, "url": reverse("arrive")})
