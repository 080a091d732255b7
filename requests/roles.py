"""The roles in which an account acts on a request."""

from gsvo.offices.models import Membership
from requests.workflow import WorkflowRole


def roles_of(user, support_request):
    """Return the set of `WorkflowRole` that a user may act as.

    Advisors and the committee come by link or their own app.
    """
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    roles = set()
    if Membership.objects.current().writing().filter(office=support_request.office_id, user=user).exists():
        roles.add(WorkflowRole.OFFICE)
    if user.is_staff and user.has_perm("requests.review_supportrequest"):
        roles.add(WorkflowRole.CASEWORK)
    if user.is_staff and user.has_perm("requests.lead_supportrequest"):
        roles.add(WorkflowRole.LEADERSHIP)
    return frozenset(roles)


def works_in(user, support_request):
    """Return whether a user belongs to the request's own office, readers included, partners not."""
    return Membership.objects.current().filter(office=support_request.office_id, user=user).exists()
