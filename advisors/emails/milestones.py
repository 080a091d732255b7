"""Mails about milestones of a running engagement."""

from advisors.emails.recipients import both_mails, committee_mails, name_of
from gsvo.lib import dates
from gsvo.outbox.queue import queues_mails


@queues_mails
def milestone_moved(engagement, move, by):
    """To the committee and the other side: a milestone has another day now. Nobody has to agree."""
    is_advisor = engagement.is_advised_by(by)
    context = {
        "milestone": move.milestone.title,
        "by": name_of(by, engagement),
        "day": dates.short_day(move.moved_to),
        "moved_to": dates.weekday(move.moved_to),
        "moved_from": dates.day(move.moved_from),
        "reason": move.reason,
    }
    others = both_mails(
        engagement, "milestone_moved", is_for_office=is_advisor, is_for_advisor=not is_advisor, **context
    )
    to_committee = {"addressed_to": "advisors/email/parts/to_committee.txt"}
    return others + committee_mails(engagement.support_request, "milestone_moved", **context, **to_committee)
