"""The form of a step, cut into parts; each is saved by itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chains import actions
from chains.forms.step import StepForm
from chains.forms.step_parts import BY_SLUG, PARTS, after, is_said
from chains.views.lookup import own_chain, step_of
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import form_data

TO_LIST = "zur_liste"  # the button that leads back to all steps


@require_safe
def edit_step(request, oid, step_oid):
    """Lead to the first part of a step."""
    chain = own_chain(request, oid)
    step = step_of(chain, step_oid)
    return redirect("chains:step_part", chain.oid, step.oid, PARTS[0].slug)


def step_part(request, oid, step_oid, part):
    chain = own_chain(request, oid)
    step = step_of(chain, step_oid)
    if part not in BY_SLUG:
        raise Http404
    part = BY_SLUG[part]
    context = {"chain": chain, "step": step, "title": step.title, "part": part, "parts": _parts(step, part)}
    context["form"] = form = StepForm(form_data(request), instance=step, chain=chain, part=part)
    if form.is_valid():
        try:
            actions.save_step(
                step, by=request.user, expected_revision=form.expected_revision, seen=form.seen, **form.values
            )
        except StaleRecord as stale:
            context["stored"] = form.report_conflict(stale, chain, part)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _("Schritt %(number)s: „%(part)s“ ist gespeichert.")
                % {"number": step.number, "part": part.name},
            )
            return _onward(request, chain, step, after(part))
    context["next_part"] = after(part)
    return render(request, "chains/step.html", context)


def _onward(request, chain, step, part):
    """Lead to the next part, or to all steps."""
    if part is None or TO_LIST in request.POST:
        return redirect("chains:edit", chain.oid)
    return redirect("chains:step_part", chain.oid, step.oid, part.slug)


def _parts(step, current):
    """Return the parts for the list beside the form: which is open here, which say something already."""
    return [
        {"part": part, "number": number, "is_current": part is current, "is_done": is_said(step, part)}
        for number, part in enumerate(PARTS, start=1)
    ]
