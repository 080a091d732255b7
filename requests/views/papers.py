"""The mandate's documents: a paper for the board's meeting, the agreed version."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gsvo.files.file_types import DOCX, PDF
from gsvo.files.papers.download import answer_with
from requests.models import MandateVersion
from requests.papers import agreement_of, proposal_of
from requests.remarks import remarks_of, rounds_before
from requests.views.access import readable_by_staff_too


@require_safe
def proposal(request, oid, number):
    """Return a version as DOCX, to edit and to hand to the board."""
    support_request, version = _version(request, oid, number)
    remarks = remarks_of(rounds_before(support_request, version))
    data = proposal_of(support_request, version, remarks)
    return answer_with(data, DOCX, f"Sitzungsvorlage-{support_request.number}-{number}.docx")


@require_safe
def agreement(request, oid, number):
    """Return an agreed version as PDF; another one has none."""
    support_request, version = _version(request, oid, number)
    if version.agreed_at is None:
        raise Http404
    data = agreement_of(support_request, version)
    return answer_with(data, PDF, f"Auftrag-{support_request.number}-{number}.pdf")


def _version(request, oid, number):
    support_request = readable_by_staff_too(request, oid)
    found = MandateVersion.objects.filter(mandate__support_request=support_request)
    return support_request, get_object_or_404(found.prefetch_related("goals", "milestones"), number=number)
