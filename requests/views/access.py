"""Finding a request for a user: invisible ones give 404, readers get 403 where one writes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect

from gsvo.lib.exceptions import record_refusal
from requests.models import SupportRequest
from requests.roles import roles_on_page
from requests.workflow import WorkflowRole

REVIEWERS = "requests.view_supportrequest"


def readable(request, oid):
    """Return the request for people of its office and of its partner offices, else 404."""
    return _get(SupportRequest.objects.visible_to(request.user), oid)


def readable_by_staff_too(request, oid):
    """Return the request as `readable`, or for staff of the G.I.B. from the submission on."""
    if request.user.is_staff and request.user.has_perm(REVIEWERS):
        return _get(SupportRequest.objects.submitted(), oid)
    return readable(request, oid)


def writable(request, oid):
    """Return the request for those who may act for its office; readers and partners get 403."""
    support_request = readable(request, oid)
    if WorkflowRole.OFFICE not in roles_on_page(request.user, support_request):
        raise PermissionDenied
    return support_request


def refused(request, support_request, reason):
    """Redirect to the request's page with the sentence that says why not."""
    record_refusal(reason)
    messages.info(request, str(reason))
    return redirect(support_request)


def _get(queryset, oid):
    related = queryset.select_related("office", "period", "handled_by")
    support_request = related.filter(oid=oid).first()
    if support_request is None:
        raise Http404
    return support_request
