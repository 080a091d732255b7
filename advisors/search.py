"""Which requests an advisor's name leads to."""

from advisors.models import Assignment, Invitation
from gsvo.lib.listing import holds_word
from requests.search import register_people


def advised_by(ways):
    """Return the keys of requests that somebody of this name advises or advised; the office sees it."""
    rows = Assignment.objects.filter(holds_word(ways, "advisor__sort_name"))
    return rows.order_by().values("engagement__support_request")


def invited(ways):
    """Return the keys of requests for which somebody of this name was invited: only G.I.B. sees that."""
    rows = Invitation.objects.filter(holds_word(ways, "advisor__sort_name"))
    return rows.order_by().values("support_request")


register_people(advised_by)
