"""What it means for requests that their named contact does not belong to the office any more, or does again.

The form keeps the name; `SupportRequest.contact` is whoever looks after the request then. Where the contact
does so herself, `requests.actions.handlers` tells everybody.
"""

from django.db import models

from gsvo.accounts.models import User
from gsvo.offices.models import Office
from requests.actions.transitions import lock_all, record
from requests.emails import changes as emails
from requests.models import SupportRequest
from requests.signals import handed_over
from requests.workflow import WorkflowRole


def contact_left(user: User, *, office: Office, by: User) -> None:
    """Record that the named contact is gone, and tell who stands there instead, and who advises."""
    told: dict[User, list[SupportRequest]] = {}
    for support_request in lock_all(named_in(user, office)):
        _record(support_request, "contact_left", user, by)
        handlers = support_request.recipients()
        for person in handlers:
            told.setdefault(person, []).append(support_request)
        if handlers:
            handed_over.send(sender=SupportRequest, support_request=support_request, to=handlers[0])
    for person, cases in told.items():
        if person != by:
            emails.contact_left(office, user, cases, person)


def contact_returned(user: User, *, office: Office, by: User) -> None:
    """Record that the named contact belongs to the office again, and tell who advises."""
    for support_request in lock_all(named_in(user, office)):
        _record(support_request, "contact_returned", user, by)
        handed_over.send(sender=SupportRequest, support_request=support_request, to=user)


def named_in(user: User, office: Office) -> models.QuerySet[SupportRequest]:
    """Return the office's open requests, drafts excluded, that name a person who does not look after them."""
    found = SupportRequest.objects.open().submitted().filter(office=office, contact_email__iexact=user.email)
    return found.exclude(handled_by=user)


def mentions_of(user: User, office: Office) -> models.QuerySet[SupportRequest]:
    """Return the office's open requests, drafts excluded, that name a person as contact or as deputy.

    Without those that she looks after herself.
    """
    named = models.Q(contact_email__iexact=user.email) | models.Q(deputy_email__iexact=user.email)
    return SupportRequest.objects.open().submitted().filter(named, office=office).exclude(handled_by=user)


def _record(support_request: SupportRequest, act: str, user: User, by: User) -> None:
    role = WorkflowRole.CASEWORK if by.is_staff else WorkflowRole.OFFICE
    record(support_request, act, by=by, role=role, data={"from_id": user.pk})
