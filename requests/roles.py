"""In which parts somebody with an account acts on a request."""

from gsvo.offices.models import Membership
from requests.workflow import Who


def roles_of(user, support_request):
    """The set of `Who` that a user may act as. Advisors and the committee come by link or their own app."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    who = set()
    if Membership.objects.current().writing().filter(office=support_request.office_id, user=user).exists():
        who.add(Who.OFFICE)
    if user.is_staff and user.has_perm("requests.review_supportrequest"):
        who.add(Who.CASEWORK)
    if user.is_staff and user.has_perm("requests.lead_supportrequest"):
        who.add(Who.LEADERSHIP)
    return frozenset(who)


def works_in(user, support_request):
    """Whether somebody is of the request's own office, be it to read only; not of a partner office."""
    return Membership.objects.current().filter(office=support_request.office_id, user=user).exists()
