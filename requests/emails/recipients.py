"""Whom most mails about a request go to, each with what its foot says: why this person gets it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.outbox.queue import Mail


def to_office(support_request, kind, **context):
    """Return one mail to each person in the office who looks after the request."""
    because = _(
        "Sie bekommen diese Mail, weil Sie die Anfrage %(number)s in der Koordinierungsstelle betreuen."
    ) % {"number": support_request.number}
    known = {
        "support_request": support_request,
        "facts": [fact_of(support_request)],
        "url": support_request.get_absolute_url(),
        "because": because,
    }
    return [
        Mail(kind, to=person, about=support_request, context=known | context)
        for person in support_request.recipients()
    ]


def to_gib(support_request, kind, **context):
    """Return the mail to the address of the casework, with the way to the case, in a list."""
    known = {
        "support_request": support_request,
        "facts": [fact_of(support_request)],
        "url": reverse("admin:case", args=[support_request.oid]),
        "action": _("Fall öffnen"),
        "because": _("Sie bekommen diese Mail, weil dies die Adresse der Sachbearbeitung ist."),
    }
    return [Mail(kind, to=settings.CONTACT_EMAIL, about=support_request, context=known | context)]


def fact_of(support_request):
    """Which request it is about, as the first of a mail's facts."""
    return _("Anfrage"), f"{support_request.title} ({support_request.number})"
