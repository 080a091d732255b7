"""Mails that ask members of the committee to look back, with the member's own link."""

from advisors.emails.recipients import common
from gsvo.lib import dates
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import handlers


@queues_mails
def looking_back_asked(row, link):
    """To a member, when the work has ended: three questions, answered without a name."""
    return _looking_back_mail(row, link, "looking_back_asked")


@queues_mails
def looking_back_reminder(row, link):
    """To a member who has not answered yet, once, with the same link."""
    return _looking_back_mail(row, link, "looking_back_reminder")


def _looking_back_mail(row, link, mail):
    support_request = row.support_request
    return Mail(
        f"advisors/{mail}",
        to=link.email,
        name=link.name,
        about=support_request,
        link=link,
        context={
            **common(support_request),
            "institution": row.institution,
            "until": dates.day(link.expires_at),
            "handler": handlers(support_request),
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )
