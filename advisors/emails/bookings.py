"""Mails about the days of an engagement, one function each, written in the transaction of the act."""

from advisors.emails.recipients import both_mails, office_mails
from gsvo.lib import dates, days
from gsvo.outbox.queue import queues_mails


@queues_mails
def entries_waiting(entry):
    """To the office, when its turn begins: a time entry waits to be countersigned."""
    return office_mails(
        entry.engagement,
        "entries_waiting",
        is_counter=entry.is_counter,
        until=dates.day(entry.sign_by),
        **_of(entry),
    )


@queues_mails
def entry_asked(entry):
    """To whoever entered it: the office asks, and does not countersign before the answer."""
    return both_mails(
        entry.engagement, "entry_asked", is_for_office=False, question=entry.question, **_of(entry)
    )


def _of(entry):
    return {
        "amount": days.as_words(abs(entry.quarters)),
        "day": dates.day(entry.done_on),
        "work": str(entry.get_kind_display()),
        "person": entry.advisor.name,
    }
