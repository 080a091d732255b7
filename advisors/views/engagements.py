"""The engagements somebody takes part in, and the page of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.briefing import facts_of, mandate_of
from advisors.forms.acts import FinishForm
from advisors.models import Engagement, Invitation
from gsvo.forms import sent
from gsvo.lists import page_of
from requests import timeline
from requests.roles import roles_of
from requests.turns import HOLDERS
from requests.workflow import Ball, State, Who

PARTS = {Who.OFFICE, Who.ADVISOR}  # who acts on this page; G.I.B. acts on the case


@require_safe
def engagements(request):
    found = Engagement.objects.visible_to(request.user).select_related("support_request__office", "advisor")
    invited = Invitation.objects.open().filter(advisor__user=request.user)
    context = {
        "page": page_of(request, found.order_by("ended_at", "-began_at", "-pk")),
        "invitations": invited.select_related("support_request__office"),
    }
    return render(request, "advisors/engagements.html", context)


@require_safe
def engagement(request, oid):
    engagement = _engagement(request, oid)
    support_request = engagement.support_request
    who = _who(request.user, engagement)
    first = support_request.events.filter(act="accept").order_by("pk").first()
    events = support_request.events.filter(pk__gte=first.pk) if first else support_request.events.none()
    context = {
        "engagement": engagement,
        "support_request": support_request,
        "facts": facts_of(support_request)[1:],  # the days stand in the sentence above
        "mandate": mandate_of(support_request),
        "assignments": engagement.assignments.select_related("advisor"),
        "entries": timeline.log(support_request, events),
        "zug": _zug(support_request, who),
        "may_finish": support_request.may("finish", who & PARTS),
    }
    return render(request, "advisors/engagement.html", context)


def finish(request, oid):
    """The work is done, or ends before it is: on a page of its own, because it hurts."""
    engagement = _engagement(request, oid)
    support_request = engagement.support_request
    who = _who(request.user, engagement)
    if not who & PARTS:
        raise PermissionDenied
    form = FinishForm(sent(request), support_request=support_request)
    if not support_request.may("finish", who & PARTS):
        last = timeline.latest(support_request, request.user)
        messages.info(request, f"{_('Diese Begleitung läuft gerade nicht.')} {last}")
        return redirect(engagement)
    if form.is_valid():
        try:
            actions.finish(support_request, by=request.user, **form.cleaned_data)
            messages.success(request, _("Danke. Die G.I.B. schließt jetzt ab."))
            return redirect(engagement)
        except actions.ActRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"engagement": engagement, "support_request": support_request, "form": form}
    return render(request, "advisors/finish.html", context)


def _engagement(request, oid):
    found = Engagement.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("support_request__office", "advisor"), oid=oid)


def _who(user, engagement):
    """In which parts somebody takes part in an engagement."""
    advises = {Who.ADVISOR} if engagement.is_advised_by(user) else set()
    return roles_of(user, engagement.support_request) | advises


def _zug(support_request, who):
    """Who has the ball, for the one who reads."""
    ball = support_request.ball
    mine = (ball == Ball.OFFICE and Who.OFFICE in who) or (ball == Ball.ADVISOR and Who.ADVISOR in who)
    text = {
        State.ENGAGED: _("Verabreden Sie gemeinsam die nächsten Termine und arbeiten Sie am Auftrag."),
        State.INTERRUPTED: _("Die Begleitung ruht. Die G.I.B. meldet sich, wenn es weitergeht."),
        State.MATCHING: _("Für diese Begleitung wird eine neue Person aus dem Pool gesucht."),
        State.CLOSING: _("Die G.I.B. prüft, ob alles vorliegt, und schließt ab."),
        State.COMPLETED: _("Die Begleitung ist abgeschlossen."),
        State.CANCELLED: _("Die Begleitung wurde vorzeitig beendet."),
    }
    return {
        "mine": mine,
        "heading": _("Sie sind am Zug") if mine else HOLDERS.get(ball, _("Niemand muss mehr etwas tun")),
        "since": None if support_request.is_ended else support_request.ball_since,
        "text": text.get(support_request.state, ""),
        "due_on": support_request.due_on,
    }
