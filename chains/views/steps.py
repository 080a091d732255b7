"""The list of a local chain's steps: add, move, divide, remove, and take back the last of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chains import actions, rows
from chains.content import load
from chains.forms.step import NewStepForm, SplitStepForm
from chains.forms.step_parts import PARTS
from chains.views.lookup import own_chain, step_of
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import form_data, sent_number
from gsvo.status.idempotency import makes_once


@require_safe
def edit(request, oid):
    """Show the steps, each to be changed, moved, divided or removed."""
    chain = own_chain(request, oid)
    context = {
        "chain": chain,
        "rows": rows.rows_of_content(load(chain)),
        "last_change": actions.last_change(chain),
    }
    return render(request, "chains/edit.html", context)


@makes_once
def add_step(request, oid):
    chain = own_chain(request, oid)
    form = NewStepForm(form_data(request), chain=chain)
    if form.is_valid():
        try:
            made = actions.add_step(chain, by=request.user, **form.values)
        except ActionRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(
                request, _("Der neue Schritt hat die Nummer %(number)s.") % {"number": made.number}
            )
            return redirect("chains:step_part", chain.oid, made.oid, PARTS[0].slug)
    return render(request, "chains/new_step.html", {"chain": chain, "form": form})


@makes_once
def split_step(request, oid, step_oid):
    """Ask what the second step is called, and divide."""
    chain = own_chain(request, oid)
    step = step_of(chain, step_oid)
    form = SplitStepForm(form_data(request), chain=chain)
    if form.is_valid():
        try:
            made = actions.split_step(
                step, by=request.user, expected_revision=form.expected_revision, **form.values
            )
        except StaleRecord as stale:
            form.report_stale(stale)
        except ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _("Der Schritt ist geteilt. Nummer %(number)s übergibt jetzt weiter.")
                % {"number": made.number},
            )
            return redirect("chains:edit", chain.oid)
    return render(request, "chains/split_step.html", {"chain": chain, "step": step, "form": form})


@require_POST
def move_step(request, oid, step_oid):
    chain = own_chain(request, oid)
    step = step_of(chain, step_oid)
    try:
        actions.move_step(
            step,
            by=request.user,
            expected_revision=sent_number(request.POST, "revision"),
            up=request.POST.get("to") == "up",
        )
    except ActionRefused as refused:
        messages.info(request, str(refused))
        return redirect("chains:edit", chain.oid)
    return redirect(f"{reverse('chains:edit', args=[chain.oid])}#schritt-{step.oid}")


def remove_step(request, oid, step_oid):
    chain = own_chain(request, oid)
    step = step_of(chain, step_oid)
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


@require_POST
def take_back(request, oid):
    chain = own_chain(request, oid)
    try:
        what = actions.take_back(
            chain, by=request.user, expected_revision=sent_number(request.POST, "revision")
        )
    except ActionRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Zurückgenommen: %(what)s.") % {"what": what})
    return redirect("chains:edit", chain.oid)
