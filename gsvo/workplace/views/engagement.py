"""The page of one engagement for G.I.B.: the facts that office and advisor read, and G.I.B.'s own acts."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from advisors.committee_contact import quiet_day
from advisors.engagement_page.access import entries_for
from advisors.engagement_page.concerns import concerns_for_gib
from advisors.engagement_page.looking_back import looking_back_of
from advisors.engagement_page.next_action import next_action_for_gib
from advisors.engagement_page.owed import owed_part_for_gib
from advisors.engagement_page.page import known_names, page_context, since_begin
from advisors.engagement_page.sessions import sessions_of
from advisors.invitation_context import fee_of
from advisors.models import Engagement
from advisors.snapshots import snapshot
from gsvo.workplace import available_actions
from gsvo.workplace.case_action import DAYS, PEOPLE
from gsvo.workplace.views.case import find, what_to_do
from requests import timeline
from requests.roles import staff_roles_of
from requests.workflow import WorkflowRole


@require_safe
def engagement(request, oid):
    case, user = find(request, oid), request.user
    engagement = _engagement_of(case)
    entries = list(entries_for(engagement, user))
    events = list(case.events.select_related("by_user"))
    roles = staff_roles_of(user)
    shown = snapshot(engagement, user)
    page = page_context(engagement, shown, events, user=user, side=None, entries=entries, for_gib=True)
    page["owed"] = owed_part_for_gib(
        engagement,
        events,
        may_hand_in=WorkflowRole.CASEWORK in roles,
        may_waive=WorkflowRole.LEADERSHIP in roles,
    )
    acts = available_actions.by_place(user, case)
    context = page | {
        "title": case.title,
        "next_action": next_action_for_gib(page, *what_to_do(case, events)),
        "acts": available_actions.by_weight(acts[""], case),
        "days_acts": available_actions.links(acts[DAYS], case),
        "people_acts": available_actions.links(acts[PEOPLE], case),
        "rows": entries,
        "fee": fee_of(case),
        "quiet_since": quiet_day(engagement, events=events),
        "sessions": sessions_of(engagement, may_act=False, has_pages=False),
        "entries": timeline.log(case, since_begin(events), for_staff=True, known=known_names(engagement)),
        "looking_back": looking_back_of(engagement, reads_follow_up=True),
        # In confidence: Controlling, who has no role in which one acts, reads none.
        "told": concerns_for_gib(engagement) if roles else [],
    }
    return render(request, "admin/engagement.html", admin.site.each_context(request) | context)


def _engagement_of(case):
    found = Engagement.objects.as_of_today().with_assignments().select_related("advisor__user")
    engagement = get_object_or_404(found, support_request=case)
    engagement.support_request = case
    case.engagement = engagement  # further parts ask the case for it
    return engagement
