"""Mails about what the office does. Each is written in the transaction of its act."""

from gsvo.lib import dates, days
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import not_told_yet, to_gib, to_office


@queues_mails
def receipt(support_request):
    """To the office: the request has arrived, its number, and by when G.I.B. answers."""
    return to_office(support_request, "requests/receipt", weekday=dates.weekday(support_request.due_on))


@queues_mails
def named(support_request):
    """To contact and deputy whom we never wrote to: who named them, what for, which rights (Art. 14 GDPR)."""
    return [
        Mail(
            "requests/named",
            to=address,
            name=name,
            about=support_request,
            context={"support_request": support_request, "part": label},
            introduces=whom,
        )
        for label, name, address, whom in not_told_yet(support_request)
    ]


@queues_mails
def submitted_notice(support_request):
    """To G.I.B.: a new request."""
    return to_gib(
        support_request,
        "requests/submitted_notice",
        weekday=dates.weekday(support_request.due_on),
        wanted=days.as_words(support_request.wanted_quarters),
    )


@queues_mails
def answered_notice(support_request, event):
    """To G.I.B.: the office answered, in words and perhaps in its form."""
    return to_gib(
        support_request,
        "requests/answered_notice",
        weekday=dates.weekday(support_request.due_on),
        answer=event.reason,
        changed=len(event.data.get("changes", [])),
    )


@queues_mails
def withdrawn_notice(support_request, reason, returned):
    """To G.I.B.: the office wants no support any more; so many quarters of a day are free again."""
    returned = days.as_words(returned) if returned else ""
    return to_gib(support_request, "requests/withdrawn_notice", reason=reason, returned=returned)
