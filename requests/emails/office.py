"""Mails about what the office does. Each is written in the transaction of its act."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gsvo import days
from gsvo.outbox.post import post


def receipt(support_request):
    """To the office: the request has arrived, its number, and by when G.I.B. answers."""
    because = _(
        "Sie bekommen diese Mail, weil Sie die Anfrage %(number)s in der Koordinierungsstelle betreuen."
    )
    for person in support_request.recipients():
        post(
            "requests/receipt",
            to=person.email,
            name=person.name,
            about=support_request,
            context={
                "support_request": support_request,
                "facts": [
                    (_("Nummer"), support_request.number),
                    (_("Titel"), support_request.title),
                    (_("Antwort bis"), date_format(support_request.due_on, "l, j. F Y")),
                ],
                "action": _("Anfrage ansehen"),
                "url": support_request.get_absolute_url(),
                "because": because % {"number": support_request.number},
            },
        )


def submitted_notice(support_request):
    """To G.I.B.: a new request."""
    _to_gib(
        support_request,
        "submitted_notice",
        deadline=_("Antwort bis %(day)s") % {"day": date_format(support_request.due_on, "l, j. F Y")},
        wanted=days.as_words(support_request.wanted_quarters),
    )


def answered_notice(support_request, event):
    """To G.I.B.: the office answered, in words and perhaps in its form."""
    _to_gib(
        support_request,
        "answered_notice",
        deadline=_("Antwort bis %(day)s") % {"day": date_format(support_request.due_on, "l, j. F Y")},
        answer=event.reason,
        changed=len(event.data.get("changes", [])),
    )


def withdrawn_notice(support_request, reason, returned):
    """To G.I.B.: the office wants no support any more; so many quarters of a day are free again."""
    returned = days.as_words(returned) if returned else ""
    _to_gib(support_request, "withdrawn_notice", reason=reason, returned=returned)


def _to_gib(support_request, mail, **context):
    post(
        f"requests/{mail}",
        to=settings.CONTACT_EMAIL,
        name="",
        about=support_request,
        context={
            "support_request": support_request,
            "facts": [
                (_("Anfrage"), f"{support_request.title} ({support_request.number})"),
                (_("Koordinierungsstelle"), str(support_request.office)),
                (_("Ansprechperson"), support_request.contact_name),
            ],
            "action": _("Fall öffnen"),
            "url": case_url(support_request),
            "because": _("Diese Mail geht an die Adresse der Sachbearbeitung."),
            **context,
        },
    )


def case_url(support_request):
    """The case page of G.I.B. ; the workplace stands above this app, so its address is put together here."""
    return f"{reverse('admin:index')}faelle/{support_request.oid}/"
