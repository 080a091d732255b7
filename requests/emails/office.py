"""Mails about what the office does. Each is written in the transaction of its act."""

from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.offices.models import Membership
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import to_gib, to_office


@queues_mails
def receipt(support_request):
    """To the office: the request has arrived, its number, and by when G.I.B. answers."""
    return to_office(support_request, "requests/receipt", weekday=dates.weekday(support_request.due_on))


@queues_mails
def named(support_request):
    """To contact and deputy whom we never wrote to: who named them, what for, which rights (Art. 14 GDPR)."""
    office, case = support_request.office, support_request
    parts = {
        "contact": (_("Ansprechperson"), case.contact_name, case.contact_email),
        "deputy": (_("Vertretung"), case.deputy_name, case.deputy_email),
    }
    mails = []
    for part, (label, name, address) in parts.items():
        whom = privacy_notice.by_office(office, part)
        if address and not _is_colleague(address, office) and privacy_notice.is_owed(address, whom):
            mails.append(
                Mail(
                    "requests/named",
                    to=address,
                    name=name,
                    about=support_request,
                    context={"support_request": support_request, "part": label},
                    introduces=whom,
                )
            )
    return mails


def _is_colleague(address, office):
    """Whoever works in the office has an account and sees the request there."""
    colleagues = Membership.objects.current().filter(office=office.pk)  # of a preview none: it is not stored
    return colleagues.filter(user__email__iexact=address).exists()


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
