"""The mandate on the request's page and on the case page of G.I.B.: versions, rounds, answers."""

from django.db.models import Prefetch

from requests import panels
from requests.models import Mandate, MandateVersion, Round, Seat
from requests.views.mandate_sections import section_panels, standing


@panels.show("detail", "requests/mandate/_panel.html")
def mandate_for_the_office(request, support_request):
    """Nothing before clarification; then every version and round, with a way to their pages."""
    versions = _versions(support_request)
    return {"support_request": support_request, "versions": versions} if versions else None


@panels.show("case", "requests/mandate/_panel_case.html")
def mandate_for_gib(request, support_request):
    """The same without links into the office's pages, but with the latest wording and the open round."""
    versions = _versions(support_request)
    if not versions:
        return None
    latest = versions[0]
    last = next(iter(latest.rounds.all()), None)
    return {
        "support_request": support_request,
        "versions": versions,
        "latest": latest,
        "section_panels": section_panels(latest),
        "standing": standing(last) if last else [],
    }


def _versions(support_request):
    found = Mandate.objects.filter(support_request=support_request).first()
    return versions_with_rounds(found) if found else []


def versions_with_rounds(found):
    """All versions, newest first, with everything that a page shows of them."""
    seats = Seat.objects.select_related("member").prefetch_related("statements")
    rounds = Round.objects.prefetch_related(Prefetch("seats", queryset=seats))
    return list(
        MandateVersion.objects.filter(mandate=found).prefetch_related(
            Prefetch("rounds", queryset=rounds), "goals", "milestones"
        )
    )
