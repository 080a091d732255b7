"""The mandate on the request's page and on the case page of G.I.B.: versions, rounds, answers."""

from django.db.models import Prefetch

from requests import panels
from requests.models import Mandate, MandateVersion, Round, Seat
from requests.roles import roles_of
from requests.workflow import Who


@panels.show("detail", "requests/mandate/_panel.html")
@panels.show("case", "requests/mandate/_panel_case.html")
def mandate(request, support_request):
    """Nothing before clarification; then the latest version and every round so far."""
    found = Mandate.objects.filter(support_request=support_request).first()
    if found is None:
        return None
    versions = versions_with_rounds(found)
    return {
        "support_request": support_request,
        "versions": versions,
        "latest": versions[0],
        "open_round": next((row for row in versions[0].rounds.all() if row.is_open), None),
        "may_write": Who.OFFICE in roles_of(request.user, support_request),
    }


def versions_with_rounds(found):
    """All versions, newest first, with everything that a page shows of them."""
    seats = Seat.objects.select_related("member").prefetch_related("statements")
    rounds = Round.objects.prefetch_related(Prefetch("seats", queryset=seats))
    return list(
        MandateVersion.objects.filter(mandate=found).prefetch_related(
            Prefetch("rounds", queryset=rounds), "goals", "milestones"
        )
    )
