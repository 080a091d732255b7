"""The mandate's panel on the request's page and on G.I.B.'s case page."""

from django.db.models import Prefetch

from requests import panels
from requests.mandate_change import change_among
from requests.models import MandateVersion, Round, Seat
from requests.views.mandate_sections import answer_lines, section_panels
from requests.workflow import State


@panels.show("detail", "requests/mandate/_panel.html")
def mandate_for_the_office(request, support_request):
    """Return every version and round with links, or None before clarification."""
    found = MandateVersion.objects.filter(mandate__support_request=support_request)
    versions = list(found.prefetch_related("rounds"))
    if not versions:
        return None
    change = change_among(support_request, versions)
    return {"support_request": support_request, "versions": versions, "change": change}


@panels.show("case", "requests/mandate/_panel_case.html")
def mandate_for_gib(request, support_request):
    """Return the same without links to the office's pages, with the latest texts and the open round."""
    versions = versions_on_page(support_request)
    if not versions:
        return None
    latest = versions[0]
    last = next(iter(latest.rounds.all()), None)
    return {
        "support_request": support_request,
        "versions": versions,
        "latest": latest,
        "change": change_among(support_request, versions),
        "agreed": next((row for row in versions if row.agreed_at), None),
        "section_panels": section_panels(latest),
        "is_decided_on": support_request.state in (State.CLARIFYING, State.MANDATED),
        "standing": answer_lines(last) if last else [],
    }


def versions_on_page(support_request):
    """Return the same as `versions_with_rounds`, read once for a page."""
    kept = support_request.__dict__
    if "versions_read" not in kept:
        kept["versions_read"] = versions_with_rounds(support_request)
    return kept["versions_read"]


def versions_with_rounds(support_request):
    """Return all versions, newest first, with everything that a page shows of them."""
    seats = Seat.objects.select_related("member").prefetch_related("statements")
    rounds = Round.objects.prefetch_related(Prefetch("seats", queryset=seats))
    found = MandateVersion.objects.filter(mandate__support_request=support_request)
    found = found.select_related("mandate__support_request")
    return list(found.prefetch_related(Prefetch("rounds", queryset=rounds), "goals", "milestones"))
