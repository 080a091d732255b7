"""Panels of this app on pages of a request: preferences, invitations, the engagement."""

from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.committee_contact import quiet_day
from advisors.engagement_page.access import entries_for
from advisors.engagement_page.committee import committee_part
from advisors.engagement_page.days import days_part
from advisors.engagement_page.looking_back import looking_back_of
from advisors.engagement_page.owed import case_part
from advisors.engagement_page.sessions import sessions_of
from advisors.invitation_context import fee_of
from advisors.models import Assignment, Concern, Engagement
from gsvo.outbox.failures import with_failures
from requests import next_action, panels
from requests.models import MandateVersion, Milestone
from requests.roles import roles_on_page, staff_roles_of
from requests.states import EDITABLE
from requests.workflow import State, WorkflowRole


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
    if not invitations:
        return None
    return {
        "support_request": support_request,
        "engagement": _engagement(support_request, invitations),
        "asked": sum(invitation.sent_at is not None for invitation in invitations),
        "open": next((row for row in invitations if row.state == row.State.OPEN), None),
    }


@panels.show("case", "advisors/_case.html")
def case(request, support_request):
    """Show G.I.B. preferences with reasons, every invitation in order, and the assignments."""
    invitations = list(support_request.invitations.select_related("advisor"))
    assignments = list(
        Assignment.objects.filter(engagement__support_request=support_request).select_related("advisor")
    )
    with_failures(
        invitation.advisor for invitation in invitations if invitation.state == invitation.State.OPEN
    )
    preferences = _preferences(support_request)
    if not (invitations or preferences):
        return None
    engagement = support_request.engagement if assignments else None
    sessions = sessions_of(engagement, may_act=False) | {"is_snapshot": True} if engagement else None
    return {
        "support_request": support_request,
        "preferences": preferences,
        "invitations": invitations,
        "engagement": engagement,
        "assignments": assignments,
        "fee": fee_of(support_request),
        "sessions": sessions,
        "notices": committee_part(engagement) if engagement else [],
        "quiet_since": quiet_day(engagement) if engagement else None,
        "owed": case_part(engagement, assignments, **_may(request.user)) if engagement else None,
    }


def _may(user):
    roles = staff_roles_of(user)
    return {
        "may_hand_in": WorkflowRole.CASEWORK in roles,
        "may_waive": WorkflowRole.LEADERSHIP in roles,
    }


@panels.show("case", "advisors/_case_concerns.html")
def concerns(request, support_request):
    """Show those of G.I.B. who work on cases what somebody told in confidence, to Controlling nothing."""
    if not support_request.engaged_at or not staff_roles_of(request.user):
        return None
    found = Concern.objects.filter(engagement__support_request=support_request)
    rows = list(found.select_related("by_user", "resolved_by").prefetch_related("steps__by"))
    if not rows:
        return None
    return {"support_request": support_request, "concerns": sorted(rows, key=lambda row: not row.is_open)}


@panels.show("case", "advisors/engagement/_looking_back.html")
def looking_back(request, support_request):
    """Show G.I.B. what both sides say after the work."""
    engagement = getattr(support_request, "engagement", None) if support_request.engaged_at else None
    found = looking_back_of(engagement, reads_follow_up=True) if engagement else None
    return {"looking_back": found} if found else None


@panels.show("fee", "advisors/_fee_fold.html")
def fee(request, support_request):
    """Show whoever advises now what G.I.B. says of fee and contract, nobody else."""
    engagement = getattr(support_request, "engagement", None)
    if engagement is None or not engagement.is_advised_by(request.user):
        return None
    found = fee_of(support_request)
    return {"fee": found} if found else None


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


@panels.show("case", "advisors/engagement/_days_case.html")
def days(request, support_request):
    """Show G.I.B. the days of an engagement, its entries, and who asks for more."""
    engagement = getattr(support_request, "engagement", None)
    if engagement is None:
        return None
    entries = list(entries_for(engagement, request.user))
    agreed = MandateVersion.objects.filter(mandate__support_request=support_request, agreed_at__isnull=False)
    planned = Milestone.objects.filter(version=agreed.order_by("-number").values("pk")[:1])
    part = days_part(engagement, planned, entries, is_ended=support_request.is_ended)
    return {"part": part, "engagement": engagement, "rows": entries, "asked": engagement.asked_for_days}
