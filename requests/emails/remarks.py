"""Mails about remarks: to the members who made them, what became of each."""

from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def remarks_answered(support_request, seat, answers, asker):
    """To a member, once nobody is asked again: what became of the own remarks."""
    return Mail(
        "requests/remarks_answered",
        to=seat.member,
        about=support_request,
        context={
            "support_request": support_request,
            "seat": seat,
            "version": seat.round.version,
            "asker": asker,
            "answers": answers,
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )
