"""Who finds an engagement, reads its entries and may act on them, for its pages."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.actions.bookings import ENTERING, SIGNING
from advisors.models import Engagement, Side, TimeEntry
from requests.models import Milestone
from requests.roles import roles_on_page
from requests.workflow import WorkflowRole


def visible_to(user):
    """Return the engagements that somebody may open in the portal, with what their pages show of each."""
    return Engagement.objects.visible_to(user).select_related("support_request__office", "advisor__user")


def find(request, oid):
    return get_object_or_404(visible_to(request.user), oid=oid)


def find_readable(request, oid):
    """Return an engagement that the user reads as of today; former advisors see its page only."""
    return get_object_or_404(visible_to(request.user), oid=oid, readable_until=None)


def entries_for(engagement, user):
    """Return the entries that a reader of the engagement sees, or None: who advised once sees her own."""
    corrected = Exists(TimeEntry.objects.filter(corrects=OuterRef("pk")))
    entries = engagement.time_entries.select_related("advisor", "milestone").annotate(is_corrected=corrected)
    if getattr(engagement, "readable_until", None) is None:  # staff find it without
        return entries
    return entries.filter(advisor__user=user) if engagement.ended_at is None else None


def acts_of(user, engagement, *, has_waiting, is_asked):
    """Return (label, address) of what a reader may do with the days now.

    `has_waiting`: whether any entry waits; `is_asked`: whether G.I.B. is asked for more days already.
    """
    case, roles = engagement.support_request, roles_in(user, engagement)
    may_return = case.left_quarters > 0 and case.may("give_back_days", roles)
    acts = [
        ("add_entry", _("Zeit eintragen"), may_enter(user, engagement)),
        ("sign_entries", _("Zeiteinträge gegenzeichnen"), has_waiting and may_sign(user, engagement)),
        ("ask_for_days", _("Mehr Tage anfragen"), not is_asked and case.may("ask_for_days", roles)),
        ("give_back_days", _("Tage zurückgeben …"), may_return),
    ]
    return [(label, reverse(f"advisors:{name}", args=[engagement.oid])) for name, label, may in acts if may]


def roles_in(user, engagement):
    """Return the roles in which a user acts on the engagement's own pages."""
    advises = {WorkflowRole.ADVISOR} if engagement.is_advised_by(user) else set()
    return (roles_on_page(user, engagement.support_request) & {WorkflowRole.OFFICE}) | advises


def may_enter(user, engagement):
    return engagement.is_advised_by(user) and engagement.support_request.state in ENTERING


def may_sign(user, engagement):
    is_office = WorkflowRole.OFFICE in roles_on_page(user, engagement.support_request)
    return is_office and engagement.support_request.state in SIGNING


def for_advisor(request, oid):
    engagement = find(request, oid)
    if not engagement.is_advised_by(request.user):
        raise PermissionDenied
    return engagement


def for_office(request, oid):
    engagement = find(request, oid)
    if WorkflowRole.OFFICE not in roles_on_page(request.user, engagement.support_request):
        raise PermissionDenied
    return engagement


class NoEntryError(Http404):
    """There is no such entry in this engagement: it was withdrawn, or never there."""


def entry_of(engagement, oid):
    entry = engagement.time_entries.select_related("milestone", "advisor").filter(oid=oid).first()
    if entry is None:
        raise NoEntryError
    entry.engagement = engagement
    return entry


def milestones_of(engagement, entry=None):
    """Return the milestones of the mandate in force, and the one that an entry names already."""
    mandate = getattr(engagement.support_request, "mandate", None)
    version = mandate and mandate.agreed
    found = Milestone.objects.filter(version=version) if version else Milestone.objects.none()
    if entry and entry.milestone_id:
        found |= Milestone.objects.filter(pk=entry.milestone_id)
    return found.order_by("position", "pk")


def side_of(user, engagement):
    """Return on which side somebody acts in an engagement, or None for who only reads."""
    if engagement.is_advised_by(user):
        return Side.ADVISOR
    is_office = WorkflowRole.OFFICE in roles_on_page(user, engagement.support_request)
    return Side.OFFICE if is_office else None


def engagement_for_sides(request, oid, *, with_last_advisor=False):
    """Return an engagement on which the user acts; former advisors find its page only.

    `with_last_advisor`: whoever advised until its end counts as well, for what is asked after it.
    """
    last = Q(ended_at__isnull=False, advisor__user=request.user) if with_last_advisor else Q()
    engagement = get_object_or_404(visible_to(request.user), Q(readable_until=None) | last, oid=oid)
    if side_of(request.user, engagement) is None:
        raise PermissionDenied
    return engagement
