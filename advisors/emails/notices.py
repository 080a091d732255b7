"""Mails that ask the committee to take note, with the member's own link."""

from advisors.emails.recipients import common
from gsvo.lib import dates
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import handlers


@queues_mails
def acknowledgement_asked(row, link):
    """To a member: please read this and say that you have taken note."""
    return _notice_mail(row, link, "acknowledgement_asked")


@queues_mails
def acknowledgement_reminder(row, link):
    """To a member who has not taken note yet, once, with the same link."""
    return _notice_mail(row, link, "acknowledgement_reminder")


def _notice_mail(row, link, mail):
    notice, support_request = row.notice, row.support_request
    return Mail(
        f"advisors/{mail}",
        to=link.email,
        name=link.name,
        about=support_request,
        link=link,
        context={
            **common(support_request),
            "kind": notice.kind,
            "topic": notice.title,
            "institution": row.institution,
            "until": dates.day(link.expires_at),
            "handler": handlers(support_request),
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )
