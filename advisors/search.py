"""Which requests an advisor's name leads to."""

from advisors.models import Assignment, Invitation
from gsvo.lib.listing import holds_word
from requests.search import register_people


def advised_by(ways):
    """Return the keys of requests that somebody of this name advises or advised; the office sees it."""
    rows = Assignment.objects.filter(holds_word(Assignment, ways, "advisor__sort_name"))
    return rows.order_by().values_list("engagement__support_request", flat=True)


def invited(ways):
    """Return the keys of requests for which somebody of this name was invited: only G.I.B. sees that."""
    rows = Invitation.objects.filter(holds_word(Invitation, ways, "advisor__sort_name"))
    return rows.order_by().values_list("support_request", flat=True)


register_people(advised_by)
