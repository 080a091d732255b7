"""What an account is to requests today: its offices, its role in each, and what is shared with them."""

from dataclasses import dataclass

from gsvo.offices.models import Membership, Role
from requests.workflow import State


@dataclass(frozen=True)
class Standing:
    """`roles`: {key of an office: the account's role there}; `shared`: keys of requests that name one of
    these offices as partner.
    """

    roles: dict
    shared: frozenset

    def works_in(self, office_id):
        return office_id in self.roles

    def writes_in(self, office_id):
        return self.roles.get(office_id, Role.READER) != Role.READER

    def reads(self, support_request):
        """Return whether the account may read a request: `visible_to` for one that is known."""
        is_shared = support_request.pk in self.shared and support_request.state != State.DRAFT
        return self.works_in(support_request.office_id) or is_shared


def standing_of(user):
    """Return an account's Standing, read in one query: once in a web request, else each time.

    The account that a session brought serves one web request only (`gsvo.accounts.backends`). Acts do not
    ask here: they read roles under their lock (`requests.roles.roles_of`).
    """
    kept = getattr(user, "read_once", {})
    if "standing" not in kept:
        kept["standing"] = _read(user)
    return kept["standing"]


def _read(user):
    current = Membership.objects.current().filter(user=user)
    rows = list(current.values_list("office", "role", "office__partnered_requests"))
    roles = {office: role for office, role, _shared in rows}
    return Standing(roles, frozenset(shared for _office, _role, shared in rows if shared))
