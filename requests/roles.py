"""The roles in which an account acts on a request: asked for acts, or read once for what pages show."""

from gsvo.offices.models import Membership
from requests.models.standing import standing_of
from requests.workflow import WorkflowRole


def roles_of(user, support_request):
    """Return the set of `WorkflowRole` that a user may act as, asked now: acts do so under their lock.

    Advisors and the committee come by link or their own app.
    """
    writing = Membership.objects.current().writing()
    return _roles(user, lambda: writing.filter(office=support_request.office_id, user=user).exists())


def roles_on_page(user, support_request):
    """Return the same for pages, from what this web request has read of the user once."""
    return _roles(user, lambda: standing_of(user).writes_in(support_request.office_id))


def works_in(user, support_request):
    """Return, for pages, whether a user belongs to the request's own office: readers too, partners not."""
    return standing_of(user).works_in(support_request.office_id)


def _roles(user, writes_in_office):
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    office = {WorkflowRole.OFFICE} if writes_in_office() else set()
    return staff_roles_of(user) | office


def staff_roles_of(user):
    """Return the roles in which an active user acts for the G.I.B., on whatever request."""
    roles = set()
    if user.is_staff and user.has_perm("requests.review_supportrequest"):
        roles.add(WorkflowRole.CASEWORK)
    if user.is_staff and user.has_perm("requests.lead_supportrequest"):
        roles.add(WorkflowRole.LEADERSHIP)
    return frozenset(roles)
