"""Pages of the two acts on a milestone: move it, say that it is reached."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.actions.sessions import planned_span
from advisors.actions.sides import WORKING
from advisors.engagement_page.access import engagement_for_sides, milestones_of
from advisors.forms.milestones import MoveMilestoneForm, ReachMilestoneForm
from advisors.models import MilestoneResult
from advisors.views.form_page import too_late
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data, stored_values

MILESTONES = "#h-milestones"  # of the engagement's page


def move(request, oid, pk):
    engagement, milestone, result = _milestone(request, oid, pk)
    if request.method == "GET" and (result or engagement.support_request.state not in WORKING):
        return too_late(request, engagement)
    form = _move_form(form_data(request), engagement, milestone)
    return _page(
        request,
        engagement,
        form,
        lambda: actions.move_milestone(
            engagement, milestone, by=request.user, expected_moves=form.expected_revision, **form.values
        ),
        again=lambda: _move_form(form.data, engagement, milestones_of(engagement).get(pk=pk)),
        milestone=milestone,
        is_move=True,
        title=_("Meilenstein verschieben"),
        button=_("Verschieben"),
        done=_("Verschoben. Das Gremium und die andere Seite bekommen eine Mail."),
    )


def reach(request, oid, pk):
    engagement, milestone, result = _milestone(request, oid, pk)
    if request.method == "GET" and engagement.support_request.state not in WORKING:
        return too_late(request, engagement)
    case = engagement.support_request
    form = ReachMilestoneForm(form_data(request), support_request=case, result=result)
    return _page(
        request,
        engagement,
        form,
        lambda: actions.reach_milestone(
            engagement, milestone, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        again=lambda: ReachMilestoneForm(form.data, support_request=case, result=_result_of(milestone)),
        milestone=milestone,
        result=result,
        title=_("Meilenstein erreicht"),
        button=_("Ergebnis berichtigen") if result else _("Ergebnis eintragen"),
        done=_("Das Ergebnis ist berichtigt.")
        if result
        else _("Das Ergebnis ist eingetragen. Das Gremium bekommt es mit einem Link."),
    )


def _move_form(data, engagement, milestone):
    moves = milestone.moves.count()
    return MoveMilestoneForm(
        data, support_request=engagement.support_request, milestone=milestone, moves=moves
    )


def _page(request, engagement, form, act, *, again, done, **context):
    """Show the form of an act and do it. `again`: the form as it would be shown now, after a StaleRecord."""
    if form.is_valid():
        try:
            act()
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            context["stored"] = stored_values(again())
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return redirect(engagement.get_absolute_url() + MILESTONES)
    begin, end = planned_span(engagement.support_request)
    known = {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    known |= {"plan_begin": begin, "plan_end": end}
    return render(request, "advisors/milestone.html", known | context)


def _milestone(request, oid, pk):
    """Return engagement, milestone of the version in force and its result, if there is one."""
    engagement = engagement_for_sides(request, oid)
    milestone = get_object_or_404(milestones_of(engagement), pk=pk)
    return engagement, milestone, _result_of(milestone)


def _result_of(milestone):
    return MilestoneResult.objects.filter(milestone=milestone).first()
