"""Mails about the days of an engagement, one function each, written in the transaction of the act."""

from django.urls import reverse

from advisors.emails.recipients import both_mails, change_mails, gib_mails, name_of, office_mails
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
        until_short=dates.short_day(entry.sign_by),
        **_of(entry),
    )


@queues_mails
def entry_asked(entry):
    """To whoever entered it: the office asks, and does not countersign before the answer."""
    return both_mails(
        entry.engagement,
        "entry_asked",
        is_for_office=False,
        url=reverse("advisors:change_entry", args=[entry.engagement.oid, entry.oid]),
        question=entry.question,
        asked_by=entry.question_by,
        **_of(entry),
    )


@queues_mails
def entries_signed(engagement, entries, reason):
    """To office and advisor: G.I.B. countersigned in place of the office, what and why."""
    total = days.as_words(sum(entry.quarters for entry in entries))
    listed = [f"{dates.day(entry.done_on)}: {days.as_words(entry.quarters)}" for entry in entries]
    return both_mails(engagement, "entries_signed", listed=listed, total=total, reason=reason)


@queues_mails
def days_mostly_used(engagement):
    """To everybody, once: four fifths of the promised days are booked."""
    case = engagement.support_request
    figures = {
        "booked": days.as_words(case.booked_quarters),
        "left": days.as_words(case.left_quarters),
    }
    return [
        *both_mails(engagement, "days_mostly_used", **figures),
        *gib_mails(case, "days_mostly_used", **figures),
    ]


@queues_mails
def days_asked(engagement, quarters, reason, *, by, by_office):
    """To G.I.B., and to the side that did not ask: office or advisor asks for more days."""
    figures = {"more": days.as_words(quarters), "reason": reason, "by": name_of(by, engagement)}
    return [
        *gib_mails(engagement.support_request, "days_asked", is_task=True, **figures),
        *both_mails(
            engagement,
            "days_asked",
            is_for_office=not by_office,
            is_for_advisor=by_office,
            is_task=False,
            **figures,
        ),
    ]


@queues_mails
def days_changed(engagement, change, quarters, reason, *, by_office=False, period=""):
    """To office and advisor, or to advisor and G.I.B. where the office gave back: other days are promised.

    To the committee as well, except where all days stay and only another period pays them.
    """
    figures = {
        "change": change,
        "days": days.as_words(quarters),
        "reason": reason,
        "by_office": by_office,
        "period": period,
    }
    mails = both_mails(engagement, "days_changed", is_for_office=not by_office, **figures)
    mails += gib_mails(engagement.support_request, "days_changed", **figures) if by_office else []
    return mails + ([] if change == "carried_over" else change_mails(engagement, f"days_{change}"))


@queues_mails
def days_declined(engagement, reason):
    """To office and advisor: no more days, and why."""
    return both_mails(engagement, "days_declined", reason=reason)


def _of(entry):
    return {
        "amount": days.as_words(abs(entry.quarters)),
        "day": dates.day(entry.done_on),
        "work": str(entry.get_kind_display()),
        "person": entry.advisor.name,
    }
