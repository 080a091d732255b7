"""Mails about sessions, each with its calendar entry, to office and advisor alike, so that both agree."""

from dataclasses import replace

from advisors import calendars
from advisors.emails.recipients import both_mails, name_of
from advisors.session_words import begin_of, place_of, when_of
from gsvo.lib import dates
from gsvo.outbox.queue import queues_mails


@queues_mails
def session_planned(session, by):
    """To both sides: there is a session, for the calendar."""
    return _mails(session, "session_planned", by=by)


@queues_mails
def session_changed(session, by, moved_from=None):
    """To both sides: another time or place. `moved_from`: the moment at which it was to begin, or None."""
    return _mails(session, "session_changed", by=by, moved_from=moved_from and dates.moment(moved_from))


@queues_mails
def session_cancelled(session, reason, by=None):
    """To both sides: it is off, and out of the calendar. `by`: None where it follows from another act."""
    return _mails(session, "session_cancelled", by=by, reason=reason)


def _mails(session, mail, *, by, **context):
    engagement = session.engagement
    support_request = engagement.support_request
    handlers = support_request.recipients()
    people = [*handlers, *([engagement.advisor] if engagement.advisor else [])]
    calendar = calendars.invitation(
        session, organizer=next(iter(handlers), None) or engagement.advisor, attendees=people
    )
    context |= {
        "topic": session.title,
        "video_link": session.video_link,
        "by": name_of(by, engagement) if by else "",  # "" where it follows from another act
        "when": when_of(session),
        "day": begin_of(session),
        "where": place_of(session),
    }
    return [
        replace(row, calendar=calendar, context=row.context | {"is_own": _is_own(row.to, by)})
        for row in both_mails(engagement, mail, **context)
    ]


def _is_own(to, by):
    """Return whether the person of the office or the advisor to whom a mail goes did it herself."""
    return by is not None and by in (to, getattr(to, "user", None))
