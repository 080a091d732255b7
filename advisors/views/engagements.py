"""The list of engagements and the page of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.engagement_page.access import side_of
from advisors.engagement_page.committee import committee_part
from advisors.engagement_page.concerns import concerns_of
from advisors.engagement_page.days import days_context, days_part, planned_in, what_is_owed
from advisors.engagement_page.goals import goals_part
from advisors.engagement_page.looking_back import looking_back_of
from advisors.engagement_page.milestones import milestones_part
from advisors.engagement_page.owed import owed_part, own_papers, what_closes
from advisors.engagement_page.sessions import sessions_of
from advisors.first_steps import first_call_of
from advisors.forms.actions import FinishForm
from advisors.invitation_context import contact_of, facts_of, mandate_of
from advisors.models import Assignment, Engagement, Invitation
from advisors.snapshots import cut, snapshot, snapshots
from chains.models import Chain
from gsvo.lib import dates
from gsvo.lib.forms import form_data
from gsvo.lib.paging import paginate
from requests import reasons, timeline
from requests.models import standing_of
from requests.next_action import build_next_action
from requests.notification_counts import promise
from requests.roles import roles_on_page, works_in
from requests.states import STATES
from requests.workflow import State, WaitingOn, WorkflowRole

PARTS = {WorkflowRole.OFFICE, WorkflowRole.ADVISOR}  # who acts on this page; G.I.B. acts on the case


@require_safe
def engagements(request):
    found = Engagement.objects.visible_to(request.user).listed()
    advisor = getattr(request.user, "advisor", None)
    invited = advisor.invitations.answerable() if advisor else Invitation.objects.none()
    running_first = F("shown_end").desc(nulls_first=True)
    page = paginate(request, found.order_by(running_first, "-began_at", "-pk"))
    context = {
        "page": page,
        "rows": snapshots(page.object_list, request.user),
        "invitations": invited.select_related("support_request__office"),
    }
    return render(request, "advisors/engagements.html", context)


@require_safe
def engagement(request, oid):
    """Show the engagement; to former advisors as of the end of their assignment."""
    assignments = Assignment.objects.select_related("advisor")
    engagement = _engagement(request, oid, Prefetch("assignments", assignments))
    support_request = engagement.support_request
    roles = _roles(request.user, engagement)
    shown = snapshot(engagement, request.user)
    contact = contact_of(support_request, until=shown.until)
    call_day = None if shown.until else first_call_of(engagement)
    mandate = mandate_of(support_request, until=shown.until)
    side = side_of(request.user, engagement)
    part = None if shown.until else days_part(engagement, planned_in(mandate), is_ended=shown.is_ended)
    owed = None if shown.until else owed_part(engagement, request.user)
    context = {
        "engagement": engagement,
        "shown": shown,
        "support_request": support_request,
        "facts": facts_of(support_request)[1:],  # the days stand in the sentence above
        "contact": contact,
        "call_day": call_day if WorkflowRole.ADVISOR in roles else None,
        "has_chain": Chain.objects.filter(office=support_request.office_id).exists() if call_day else False,
        "mandate": mandate,
        **days_context(engagement, part, request.user),
        "assignments": _assignments(engagement, shown.until),
        "entries": timeline.log(
            support_request,
            _events(support_request, shown.until),
            reads=_reads_reason_of(request.user, engagement, roles),
            known={"advisor_id": {row.advisor_id: row.advisor.name for row in engagement.assignments.all()}},
        ),
        "next_action": _next_action(shown, roles, contact, call_day, part, owed),
        "owed": owed,
        "own_papers": own_papers(engagement, request.user) if shown.until else [],
        "goals": goals_part(engagement, mandate, user=request.user, side=side, until=shown.until),
        "notices": committee_part(engagement, until=shown.until),
        "milestones": milestones_part(engagement, mandate, side=side, until=shown.until),
        "sessions": sessions_of(engagement, may_act=bool(roles & PARTS), until=shown.until),
        "looking_back": None
        if shown.until
        else looking_back_of(engagement, side=side, reads_follow_up=works_in(request.user, support_request)),
        "concerns": concerns_of(engagement, request.user, roles & PARTS),
        "may_finish": support_request.may("finish", roles & PARTS),
        "reads_request": standing_of(request.user).reads(support_request),
    }
    return render(request, "advisors/engagement.html", context)


def _events(support_request, until):
    """Return the events since the first acceptance, newest first, up to a moment."""
    events = list(support_request.events.all())
    accepted = [place for place, event in enumerate(events) if event.act in ("accept", "take_over")]
    return cut(events[: accepted[-1] + 1], until) if accepted else []


def _assignments(engagement, until):
    """Return who advised from when to when, up to a moment."""
    return [row for row in engagement.assignments.all() if until is None or row.began_at <= until]


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
    engagement = _engagement(request, oid)
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
    return render(request, "advisors/finish.html", context)


def _engagement(request, oid, *further):
    found = Engagement.objects.visible_to(request.user).prefetch_related(*further)
    return get_object_or_404(found.select_related("support_request__office", "advisor__user"), oid=oid)


def _roles(user, engagement):
    """Return the roles of a user in an engagement."""
    advises = {WorkflowRole.ADVISOR} if engagement.is_advised_by(user) else set()
    return roles_on_page(user, engagement.support_request) | advises


def _next_action(shown, roles, contact, call_day, part, owed):
    """Return who has to act, for the one who reads. `shown`: the Snapshot of the page.

    `call_day`: until when the advisor calls the `contact`, while her first weeks last. `part`: its DaysPart.
    `owed`: what `owed_part` returns.
    """
    text = STATES[State(shown.state)].engagement_text or ""
    if (shown.state, shown.waiting_on) == (State.ENGAGED, WaitingOn.GIB):
        text = _(
            "Die G.I.B. klärt, wer weiter berät, und meldet sich. Vereinbaren Sie bis dahin nichts Neues."
        )
    deadline = _("Bis %(day)s.") % {"day": dates.day(shown.due_on)} if shown.due_on else ""
    if call_day and not shown.due_on:
        text, deadline = _first_call(shown, roles, contact, call_day)
    button = None
    if part and shown.state == State.ENGAGED and (owed := what_is_owed(shown, part, roles)):
        text, deadline, button = owed
    if owed and shown.state == State.CLOSING and (open_paper := what_closes(shown, owed["items"], roles)):
        text, deadline, button = open_paper
    of_role = {WorkflowRole.OFFICE: WaitingOn.OFFICE, WorkflowRole.ADVISOR: WaitingOn.ADVISOR}
    return build_next_action(
        shown,
        {waiting_on for role, waiting_on in of_role.items() if role in roles},
        text=text,
        deadline=deadline,
        button=button,
        shows_since=not shown.is_ended,
    )


def _first_call(shown, roles, contact, call_day):
    """Return (who calls whom, until when): one side begins, the other waits."""
    if call_day < timezone.localdate():
        text = _("Verabreden Sie gemeinsam die nächsten Termine und arbeiten Sie am Auftrag.")
        if WorkflowRole.ADVISOR in roles:
            return text, _("Der erste Anruf war bis %(day)s zugesagt.") % {"day": dates.weekday(call_day)}
        return text, _("Hat sich noch niemand bei Ihnen gemeldet? Sagen Sie bitte der G.I.B. Bescheid.")
    names = {"advisor": shown.advisor.name, "contact": contact.name, "day": dates.weekday(call_day)}
    if WorkflowRole.ADVISOR in roles:
        text = _("Rufen Sie %(contact)s an und verabreden Sie den ersten Termin.")
        return text % names, _("Bitte bis %(day)s. Die Koordinierungsstelle wartet auf Ihren Anruf.") % names
    text = _("%(advisor)s ruft %(contact)s an und verabredet den ersten Termin.")
    deadline = _("Bis %(day)s. Hören Sie bis dahin nichts, sagen Sie bitte der G.I.B. Bescheid.")
    return text % names, deadline % names
