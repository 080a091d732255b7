"""Mails about what the office does. Each is written in the transaction of its act."""

from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.offices.models import Membership
from gsvo.outbox import privacy_notice
from gsvo.outbox.language import in_mail_language
from gsvo.outbox.queue import queue_mail
from requests.emails.recipients import fact_of, to_gib, to_office


@in_mail_language
def receipt(support_request):
    """To the office: the request has arrived, its number, and by when G.I.B. answers."""
    _to_office(
        support_request,
        "receipt",
        facts=[
            (_("Nummer"), support_request.number),
            (_("Titel"), support_request.title),
            (_("Antwort bis"), dates.weekday(support_request.due_on)),
        ],
        action=_("Anfrage ansehen"),
    )


@in_mail_language
def named(support_request):
    """To contact and deputy whom we never wrote to: who named them, what for, which rights (Art. 14 GDPR)."""
    office, case = support_request.office, support_request
    parts = {
        "contact": (_("Ansprechperson"), case.contact_name, case.contact_email),
        "deputy": (_("Vertretung"), case.deputy_name, case.deputy_email),
    }
    for part, (label, name, address) in parts.items():
        whom = privacy_notice.by_office(office, part)
        if address and not _is_colleague(address, office) and privacy_notice.is_owed(address, whom):
            context = {
                "support_request": support_request,
                "part": label,
                "facts": [fact_of(support_request)],
                "because": _("Diese Mail bekommen Sie nur einmal, damit Sie wissen, woher wir Sie kennen."),
                "introduces": whom,
            }
            queue_mail("requests/named", to=address, name=name, about=support_request, context=context)


def _is_colleague(address, office):
    """Whoever works in the office has an account and sees the request there."""
    colleagues = Membership.objects.current().filter(office=office.pk)  # of a preview none: it is not stored
    return colleagues.filter(user__email__iexact=address).exists()


@in_mail_language
def submitted_notice(support_request):
    """To G.I.B.: a new request."""
    _to_gib(
        support_request,
        "submitted_notice",
        deadline=_("Antwort bis %(day)s") % {"day": dates.weekday(support_request.due_on)},
        wanted=days.as_words(support_request.wanted_quarters),
    )


@in_mail_language
def answered_notice(support_request, event):
    """To G.I.B.: the office answered, in words and perhaps in its form."""
    _to_gib(
        support_request,
        "answered_notice",
        deadline=_("Antwort bis %(day)s") % {"day": dates.weekday(support_request.due_on)},
        answer=event.reason,
        changed=len(event.data.get("changes", [])),
    )


@in_mail_language
def withdrawn_notice(support_request, reason, returned):
    """To G.I.B.: the office wants no support any more; so many quarters of a day are free again."""
    returned = days.as_words(returned) if returned else ""
    _to_gib(support_request, "withdrawn_notice", reason=reason, returned=returned)


def _to_office(support_request, mail, **context):
    to_office(support_request, f"requests/{mail}", context)


def _to_gib(support_request, mail, **context):
    facts = [
        fact_of(support_request),
        (_("Koordinierungsstelle"), str(support_request.office)),
        (_("Ansprechperson"), str(support_request.contact)),
    ]
    to_gib(support_request, f"requests/{mail}", {"facts": facts, **context})
