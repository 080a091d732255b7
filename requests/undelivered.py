"""People around a request whose mail did not arrive, for those who can correct the address."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gsvo.outbox.failures import Failure, failures_to
from requests.workflow import State


@dataclass(frozen=True)
class Unreached:
    name: str
    role: str
    failure: Failure
    to_do: str
    url: str  # where the address is kept, or ""


def unreached(support_request):
    """Return the people of a running request whose last mail failed. One query or two."""
    if support_request.is_ended or support_request.state == State.DRAFT:
        return []
    members = support_request.committee_members()
    failures = failures_to([support_request.contact_email, support_request.deputy_email], members)
    found = {}
    for email, name, role, to_do, url in _people(support_request, members) if failures else ():
        failure = failures.get(email.lower())
        if failure and email.lower() not in found:
            found[email.lower()] = Unreached(name, role, failure, to_do or failure.to_do, url)
    return list(found.values())


def _people(support_request, members):
    """Yield (address, name, role, what to do or "", where the address is kept or "")."""
    at_the_form = _("Bitte prüfen Sie die Adresse und sagen Sie der G.I.B., welche richtig ist.")
    for name, email, role in (
        (support_request.contact_name, support_request.contact_email, _("Ansprechperson")),
        (support_request.deputy_name, support_request.deputy_email, _("Vertretung")),
    ):
        if email:
            yield email, name, role, at_the_form, ""
    for member in members:
        yield member.email, member.name, member.institution, "", member.get_absolute_url()
