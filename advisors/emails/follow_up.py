"""The mail of the follow-up, months after the close."""

from django.urls import reverse

from advisors.emails.recipients import common
from gsvo.lib import dates
from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def follow_up_asked(engagement, person):
    """To somebody in the office: what lasted? With the way to the page of the one question."""
    support_request = engagement.support_request
    context = {
        **common(support_request),
        "support_request": support_request,
        "url": reverse("advisors:follow_up", args=[engagement.oid]),
        "day": dates.day(engagement.ended_at),
    }
    return Mail("advisors/follow_up_asked", to=person, about=support_request, context=context)
