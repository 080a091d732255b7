"""The page of an engagement: the facts that office, advisor and G.I.B. all read."""

from django.urls import reverse
from django.utils.translation import gettext as _

from advisors.engagement_page.chain import chain_of
from advisors.engagement_page.committee import committee_part
from advisors.engagement_page.days import days_part, planned_in
from advisors.engagement_page.goals import goals_part
from advisors.engagement_page.milestones import milestones_part
from advisors.engagement_page.taken_over import taken_over_part
from advisors.first_steps import first_call_of
from advisors.invitation_context import contact_of, facts_of, mandate_of
from advisors.models import Side
from advisors.snapshots import cut
from requests.mandate_change import change_of
from requests.workflow import WorkflowRole


def page_context(engagement, shown, events, *, user, side, entries=None, for_gib=False):
    """Return what stands on the page for each reader, acts of her own side included.

    `shown`: the Snapshot to show. `events`: those of the request, newest first. `side`: on which the reader
    acts, None for who only reads. `entries`: all time entries, where the page has read them. The engagement's
    assignments are prefetched with their advisors.
    """
    support_request, until = engagement.support_request, shown.until
    mandate = mandate_of(support_request, until=until)
    return {
        "engagement": engagement,
        "shown": shown,
        "support_request": support_request,
        "facts": facts_of(support_request)[1:],  # the days stand in the sentence of their own part
        "contact": contact_of(support_request, until=until),
        "call_day": None if until else first_call_of(engagement),
        "chain": None if until else chain_of(support_request, user),
        "mandate": mandate,
        "change": None if until or mandate is None else change_of(support_request, mandate["version"]),
        "mandate_acts": [] if until else mandate_acts(support_request, side),
        "taken_over": taken_over_part(engagement, events, for_gib=for_gib),
        "part": None
        if until
        else days_part(engagement, planned_in(mandate), entries, is_ended=shown.is_ended),
        "asked": engagement.asked_for_days if until is None and was_asked(events) else None,
        "assignments": _assignments(engagement, until),
        "goals": goals_part(engagement, mandate, user=user, side=side, until=until),
        "notices": committee_part(engagement, until=until),
        "milestones": milestones_part(engagement, mandate, side=side, until=until),
    }


def mandate_acts(support_request, side):
    """Return (label, address) of what the office may do about the mandate while it runs."""
    if side != Side.OFFICE or not support_request.may("change_mandate", {WorkflowRole.OFFICE}):
        return []
    return [(_("Auftrag lesen oder ändern"), reverse("requests:mandate", args=[support_request.oid]))]


def since_begin(events, until=None):
    """Return those of a request's events that belong to its engagement, up to a moment; newest first."""
    accepted = [place for place, event in enumerate(events) if event.act in ("accept", "take_over")]
    return cut(events[: accepted[-1] + 1], until) if accepted else []


def was_asked(events):
    """Return whether the last word about more days was a request: only then one can be open."""
    said = (event.act for event in events if event.act in ("ask_for_days", "increase_days", "decline_days"))
    return next(said, "") == "ask_for_days"


def known_names(engagement):
    """Return the names in events that the page has read already, for `timeline.log`."""
    return {"advisor_id": {row.advisor_id: row.advisor.name for row in engagement.assignments.all()}}


def _assignments(engagement, until):
    """Return who advised from when to when, up to a moment."""
    return [row for row in engagement.assignments.all() if until is None or row.began_at <= until]
