"""Mails about G.I.B.'s decisions. Each is written in the transaction of its decision."""

from django.utils import timezone

from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import handlers, to_gib, to_office
from requests.workflow import WaitingOn


@queues_mails
def granted(support_request, quarters):
    """To the office: so many days are promised, now clarify the mandate."""
    return to_office(
        support_request,
        "requests/granted",
        days=days.as_words(quarters),
        weekday=dates.weekday(support_request.clarify_by),
        conditions=support_request.conditions,
    )


@queues_mails
def granted_notice(support_request, quarters):
    """To the chair of the steering committee, for information. Nothing goes out where no chair is named."""
    chair = next((member for member in support_request.committee_members() if member.is_chair), None)
    if chair is None:
        return []
    return Mail(
        "requests/granted_notice",
        to=chair,
        about=support_request,
        context={
            "support_request": support_request,
            "days": days.as_words(quarters),
            "clarify_by": support_request.clarify_by,
            "handler": handlers(support_request),
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )


@queues_mails
def queried(support_request, question, by=None):
    """To the office: G.I.B. asks something. `by`: who asks."""
    weekday = dates.weekday(support_request.due_on)
    return to_office(support_request, "requests/queried", question=question, asker=by, weekday=weekday)


@queues_mails
def deferred(support_request, reason):
    """To the office: the decision comes later."""
    return to_office(support_request, "requests/deferred", reason=reason, until=support_request.due_on)


@queues_mails
def rejected(support_request, reason):
    """To the office: no, and why."""
    return to_office(support_request, "requests/rejected", reason=reason)


@queues_mails
def answered_otherwise(support_request, kind, with_whom, on, reason):
    """To the office: no engagement, and what comes in its place."""
    return to_office(
        support_request,
        "requests/answered_otherwise",
        answer=kind.label,
        with_whom=with_whom,
        day=dates.day(on),
        is_planned=on > timezone.localdate(),
        reason=reason,
    )


@queues_mails
def cancelled(support_request, reason):
    """To the office: G.I.B. ends the request or the engagement, and why."""
    closing = support_request.ended_early
    return to_office(support_request, "requests/cancelled", reason=reason, closing=closing)


@queues_mails
def case_reopened(support_request, reason):
    """To the office: G.I.B. or the office had ended the request by mistake; it goes on where it was."""
    is_yours = support_request.waiting_on == WaitingOn.OFFICE
    granted = support_request.granted_quarters
    return to_office(
        support_request,
        "requests/case_reopened",
        reason=reason,
        state=support_request.get_state_display(),
        is_yours=is_yours,
        days=days.as_words(granted) if granted else "",
        day=dates.short_day(support_request.due_on) if is_yours else "",
        weekday=dates.weekday(support_request.due_on) if is_yours else "",
    )


@queues_mails
def lapsed(support_request, returned):
    """To the office and to G.I.B.: the case was ended because nothing happened for so long.

    `returned`: quarters of a day that went back; what time entries booked stays.
    """
    used = support_request.booked_quarters
    figures = {
        "used": days.as_words(used) if used else "",
        "returned": days.as_words(returned) if returned else "",
    }
    return [
        *to_office(support_request, "requests/lapsed", **figures),
        *to_gib(support_request, "requests/lapsed", **figures),
    ]
