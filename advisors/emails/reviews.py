"""Mails about reviews of goals."""

from django.urls import reverse

from advisors.emails.recipients import both_mails, name_of
from gsvo.lib import dates
from gsvo.outbox.queue import queues_mails


@queues_mails
def review_begun(review, by):
    """To the other side: please say as well where the goals stand."""
    engagement = review.engagement
    is_advisor = engagement.is_advised_by(by)
    return both_mails(
        engagement,
        "review_begun",
        is_for_office=is_advisor,
        is_for_advisor=not is_advisor,
        url=reverse("advisors:rate_goals", args=[engagement.oid, review.oid]),
        by=name_of(by, engagement),
        day=dates.short_day(review.held_on),
        weekday=dates.weekday(review.held_on),
        next_day=dates.weekday(review.next_on) if review.next_on else "",
    )
