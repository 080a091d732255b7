"""The steps of a local chain, each to be changed, moved or removed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chains import actions, rows
from chains.forms.step import NewStepForm, StepForm
from chains.views.lookup import own_chain
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import form_data, sent_number, stored_values
from gsvo.status.idempotency import makes_once


def _step(chain, oid):
    step = get_object_or_404(chain.steps, oid=oid)
    step.chain = chain
    return step


@require_safe
def edit(request, oid):
    """Show the steps, each to be changed, moved or removed."""
    chain = own_chain(request, oid)
    return render(request, "chains/edit.html", {"chain": chain, "rows": rows.rows(chain)})


def edit_step(request, oid, step_oid):
    chain = own_chain(request, oid)
    step = _step(chain, step_oid)
    form = StepForm(form_data(request), instance=step, chain=chain)
    context = {"chain": chain, "step": step, "form": form}
    if form.is_valid():
        try:
            actions.save_step(step, by=request.user, expected_revision=form.expected_revision, **form.values)
        except StaleRecord as stale:
            context |= _report_stale(form, chain, stale)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Schritt %(number)s ist gespeichert.") % {"number": step.number})
            return redirect(_place(chain, step))
    return render(request, "chains/step.html", context)


@makes_once
def add_step(request, oid):
    chain = own_chain(request, oid)
    form = NewStepForm(form_data(request), chain=chain)
    context = {"chain": chain, "form": form}
    if form.is_valid():
        try:
            made = actions.add_step(
                chain, by=request.user, expected_revision=form.expected_revision, **form.values
            )
        except StaleRecord as stale:
            context |= _report_stale(form, chain, stale)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Der neue Schritt hat die Nummer %(number)s.") % {"number": made.number}
            )
            return redirect(_place(chain, made))
    return render(request, "chains/step.html", context)


@require_POST
def move_step(request, oid, step_oid):
    chain = own_chain(request, oid)
    step = _step(chain, step_oid)
    try:
        actions.move_step(
            step,
            by=request.user,
            expected_revision=sent_number(request.POST, "revision"),
            up=request.POST.get("to") == "up",
        )
    except ActionRefused as refused:
        messages.info(request, str(refused))
    return redirect(_place(chain, step))


def remove_step(request, oid, step_oid):
    chain = own_chain(request, oid)
    step = _step(chain, step_oid)
    if request.method != "POST":
        context = {"chain": chain, "step": step, "ties": rows.ties_of(step)}
        return render(request, "chains/remove_step.html", context)
    try:
        actions.remove_step(step, by=request.user, expected_revision=sent_number(request.POST, "revision"))
    except ActionRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("„%(title)s“ ist aus der Kette entfernt.") % {"title": step.title})
    return redirect("chains:edit", chain.oid)


def _report_stale(form, chain, refusal):
    """Show who was faster and what is stored now; the same text can be sent again."""
    form.report_stale(refusal)
    now = chain.steps.filter(pk=form.instance.pk).first()
    return {"stored": stored_values(StepForm(form.data, instance=now, chain=chain)) if now else []}


def _place(chain, step):
    """Return the address of the step in the list of steps."""
    return f"{reverse('chains:edit', args=[chain.oid])}#schritt-{step.oid}"
