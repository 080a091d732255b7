"""The list of engagements and the page of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.engagement_page.access import find, side_of, visible_to
from advisors.engagement_page.concerns import concerns_of
from advisors.engagement_page.days import days_links
from advisors.engagement_page.looking_back import looking_back_of
from advisors.engagement_page.next_action import next_action_of
from advisors.engagement_page.owed import owed_part, own_papers
from advisors.engagement_page.page import known_names, page_context, since_begin
from advisors.engagement_page.sessions import sessions_of
from advisors.forms.actions import FinishForm
from advisors.invitation_context import fee_of
from advisors.models import Engagement, Invitation
from advisors.snapshots import snapshot, snapshots
from gsvo.lib.forms import form_data
from gsvo.lib.paging import paginate
from requests import reasons, timeline
from requests.models import standing_of
from requests.notification_counts import promise
from requests.roles import roles_on_page, works_in
from requests.workflow import WaitingOn, WorkflowRole

PARTS = {WorkflowRole.OFFICE, WorkflowRole.ADVISOR}  # who acts here; G.I.B. has its own page of it


@require_safe
def engagements(request):
    found = Engagement.objects.visible_to(request.user).listed()
    advisor = getattr(request.user, "advisor", None)
    invited = advisor.invitations.answerable() if advisor else Invitation.objects.none()
    running_first = F("shown_end").desc(nulls_first=True)
    page = paginate(request, found.order_by(running_first, "-began_at", "-pk"))
    context = {
        "page": page,
        "rows": [(row, _is_turn_of(request.user, row)) for row in snapshots(page.object_list, request.user)],
        "invitations": invited.select_related("support_request__office"),
    }
    return render(request, "advisors/engagements.html", context)


def _is_turn_of(user, row):
    """Return whether the reader of the list has to act in a Snapshot's engagement."""
    if row.waiting_on == WaitingOn.OFFICE:
        return standing_of(user).writes_in(row.support_request.office_id)
    advisor = getattr(user, "advisor", None)
    return row.waiting_on == WaitingOn.ADVISOR and advisor is not None and row.advisor == advisor


@require_safe
def engagement(request, oid):
    """Show the engagement; to former advisors as of the end of their assignment."""
    engagement = get_object_or_404(visible_to(request.user).with_assignments(), oid=oid)
    support_request, user = engagement.support_request, request.user
    roles, side = _roles(user, engagement), side_of(user, engagement)
    shown = snapshot(engagement, user)
    events = list(support_request.events.all())
    page = page_context(engagement, shown, events, user=user, side=side)
    page["owed"] = None if shown.until else owed_part(engagement, events, user, side)
    is_advisor = WorkflowRole.ADVISOR in roles
    context = page | {
        "next_action": next_action_of(page, roles),
        "shows_first_steps": is_advisor and page["call_day"] is not None,
        **days_links(engagement, page["part"], user, is_asked=page["asked"] is not None),
        "fee": fee_of(support_request) if is_advisor else None,
        "own_papers": own_papers(engagement, user) if shown.until else [],
        "sessions": sessions_of(engagement, may_act=bool(roles & PARTS), until=shown.until),
        "entries": timeline.log(
            support_request,
            since_begin(events, shown.until),
            reads=_reads_reason_of(user, engagement, roles),
            known=known_names(engagement),
        ),
        "looking_back": None
        if shown.until
        else looking_back_of(engagement, side=side, reads_follow_up=works_in(user, support_request)),
        "concerns": concerns_of(engagement, user, roles & PARTS),
        "may_finish": support_request.may("finish", roles & PARTS),
        "reads_request": standing_of(user).reads(support_request),
    }
    return render(request, "advisors/engagement.html", context)


def _reads_reason_of(user, engagement, roles):
    """Return a function: may the user read an event's reason? Advisors read their own time's."""
    own = [row for row in engagement.assignments.all() if row.advisor.user_id == user.pk]
    readers = reasons.readers_of(user, engagement.support_request, roles)

    def reads(event):
        advised = any(
            row.began_at <= event.at and (row.ended_at is None or event.at <= row.ended_at) for row in own
        )
        return reasons.is_read_by(event, readers | ({reasons.Reader.ADVISOR} if advised else set()))

    return reads


def finish(request, oid):
    """Ask on a page of its own before the engagement ends."""
    engagement = find(request, oid)
    support_request = engagement.support_request
    roles = _roles(request.user, engagement)
    if not roles & PARTS:
        raise PermissionDenied
    form = FinishForm(form_data(request), support_request=support_request)
    if not support_request.may("finish", roles & PARTS):
        last = timeline.latest(support_request, request.user)
        messages.info(request, " ".join((_("Diese Begleitung läuft gerade nicht."), last)).strip())
        return redirect(engagement)
    if form.is_valid():
        try:
            actions.finish(support_request, by=request.user, **form.values)
            messages.success(request, _("Danke. Die G.I.B. schließt jetzt ab. Blicken Sie noch kurz zurück."))
            return redirect(engagement)
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
    mails = promise(support_request, "finish", by=request.user)
    context = {"engagement": engagement, "support_request": support_request, "form": form, "mails": mails}
    context["title"] = _("Begleitung beenden")
    return render(request, "advisors/finish.html", context)


def _roles(user, engagement):
    """Return the roles of a user in an engagement."""
    advises = {WorkflowRole.ADVISOR} if engagement.is_advised_by(user) else set()
    return roles_on_page(user, engagement.support_request) | advises
