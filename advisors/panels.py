"""Panels of this app on pages of a request: preferences, invitations, the engagement."""

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.engagement_page.summary import summary_of
from advisors.invitation_context import fee_of
from advisors.models import Engagement, Invitation
from gsvo.outbox.failures import with_failures
from requests import next_action, panels
from requests.roles import roles_on_page, staff_roles_of
from requests.states import EDITABLE
from requests.workflow import State, WorkflowRole


def invitations_of_case():
    """Return what to prefetch with a request: its invitations, as the case shows them."""
    return Prefetch("invitations", Invitation.objects.select_related("advisor"))


@panels.show("wishes", "advisors/_wishes.html")
def wishes(request, support_request):
    """Show, on the form, preferences so far and the link to the pool."""
    may_write = support_request.state in EDITABLE and WorkflowRole.OFFICE in roles_on_page(
        request.user, support_request
    )
    return {
        "support_request": support_request,
        "preferences": _preferences(support_request),
        "may_write": may_write,
    }


@panels.show("check", "advisors/_wishes_check.html")
def check(request, support_request):
    return {"preferences": _preferences(support_request)}


@panels.show("detail", "advisors/_detail.html")
def detail(request, support_request):
    """Show the office the state of the search, without who declined, then the engagement."""
    invitations = list(support_request.invitations.all())
    if not invitations and support_request.taken_over_on is None:
        return None
    return {
        "support_request": support_request,
        "engagement": _engagement(support_request, invitations),
        "asked": sum(invitation.sent_at is not None for invitation in invitations),
        **_open_of([row for row in invitations if row.state == row.State.OPEN]),
    }


def _open_of(invitations):
    """Return how many are asked now, the last day of their answers, and whether they are asked at once."""
    return {
        "open": len(invitations),
        "answer_by": max((row.answer_by for row in invitations), default=None),
        "at_once": any(row.at_once for row in invitations),
    }


@panels.show("case", "advisors/_case.html")
def case(request, support_request):
    """Show G.I.B. preferences with reasons, every invitation in order, and the engagement in a line each."""
    prefetch_related_objects([support_request], invitations_of_case())  # nothing where the page has read them
    invitations = list(support_request.invitations.all())
    with_failures(
        invitation.advisor for invitation in invitations if invitation.state == invitation.State.OPEN
    )
    preferences = _preferences(support_request)
    if not (invitations or preferences or support_request.engaged_at):
        return None
    return {
        "support_request": support_request,
        "preferences": preferences,
        "invitations": invitations,
        "fee": fee_of(support_request) if not support_request.engaged_at else None,
        "summary": _summary(request.user, support_request),
    }


def _summary(user, support_request):
    """Return the lines about the engagement, None before one; its page holds the rest."""
    if not support_request.engaged_at:
        return None
    events = list(support_request.events.all())
    return summary_of(support_request.engagement, events, reads_concerns=bool(staff_roles_of(user)))


@next_action.leads_to(State.ENGAGED)
def sign_entries(support_request):
    """Return the way to the entries that wait for the office, from the page of its request."""
    return _("Zeiteinträge ansehen"), reverse("advisors:sign_entries", args=[support_request.engagement.oid])


def _engagement(support_request, invitations):
    """Return the engagement, or None. The first acceptance begins it, so it is sought behind one only."""
    is_accepted = any(invitation.state == invitation.State.ACCEPTED for invitation in invitations)
    if not is_accepted and support_request.taken_over_on is None:
        return None
    return Engagement.objects.select_related("advisor__user").filter(support_request=support_request).first()


def _preferences(support_request):
    """Return wishes first, then exclusions."""
    rows = support_request.preferences.select_related("advisor").order_by("-kind", "advisor__sort_name")
    return list(rows)
