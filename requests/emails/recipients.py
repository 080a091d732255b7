"""Whom most mails about a request go to. Why somebody gets one says requests/email/parts in templates."""

from django.conf import settings
from django.urls import reverse

from gsvo.outbox.queue import Mail


def to_office(support_request, kind, *, addressed_to="requests/email/parts/to_office.txt", **context):
    """Return one mail to each person in the office who looks after the request.

    `addressed_to`: what the template extends where the same mail goes to others as well.
    """
    known = {
        "addressed_to": addressed_to,
        "support_request": support_request,
        "url": support_request.get_absolute_url(),
    }
    return [
        Mail(kind, to=person, about=support_request, context=known | context)
        for person in support_request.recipients()
    ]


def handlers(support_request):
    """Return the names of those in the office who look after the request, for mails to its committee."""
    return ", ".join(str(person) for person in support_request.recipients())


def to_gib(support_request, kind, **context):
    """Return the mail to the address of the casework, with the way to the case, in a list."""
    known = {
        "addressed_to": "requests/email/parts/to_gib.txt",
        "support_request": support_request,
        "url": reverse("admin:case", args=[support_request.oid]),
    }
    return [Mail(kind, to=settings.CONTACT_EMAIL, about=support_request, context=known | context)]
