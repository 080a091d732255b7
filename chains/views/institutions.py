"""The institutions of a chain, for the office: names and addresses, questions and answers at a glance."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from chains import actions, confirmations
from chains.actions.confirmations import seen_of
from chains.confirmations import OPEN
from chains.forms.parts import EnteredAnswerForm, InstitutionForm
from chains.models import ChainActor
from chains.parts import lines
from chains.views.lookup import chain_of, own_chain
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import form_data, sent_number, stored_values
from gsvo.status.idempotency import makes_once


@require_safe
def institutions(request, oid):
    chain = chain_of(request, oid)
    found = confirmations.institutions(chain, with_failures=True)
    context = {
        "chain": chain,
        "institutions": found,
        "summary": confirmations.summary(one.state for one in found),
        "may_edit": chain.may_edit(request.user),
        "to_ask": sum(one.state == OPEN and bool(one.email) for one in found),
        "without_address": sum(not one.email for one in found),
    }
    return render(request, "chains/institutions.html", context)


def institution(request, oid, actor):
    """Show the form with name and address of one institution; POST saves them."""
    chain, one = _institution(request, oid, actor)
    row = one.row or ChainActor(chain=chain, actor=one.actor)
    form = InstitutionForm(form_data(request), instance=row, chain=chain)
    context = {"chain": chain, "one": one, "form": form}
    if form.is_valid():
        try:
            actions.save_institution(
                chain,
                one.actor,
                by=request.user,
                expected_revision=form.expected_revision,
                **form.values,
            )
        except StaleRecord as stale:
            form.report_stale(stale)
            now = chain.chain_actors.filter(actor=one.actor).first()
            if now:
                context["stored"] = stored_values(InstitutionForm(form.data, instance=now, chain=chain))
        else:
            messages.success(request, _("Die Angaben zu %(name)s sind gespeichert.") % {"name": one.actor})
            return redirect(_place(chain, one.actor))
    return render(request, "chains/institution.html", context)


@require_POST
@makes_once
def ask(request, oid, actor):
    """Ask one institution, for the first time or again."""
    chain, one = _institution(request, oid, actor)
    number = sent_number(request.POST, "number")
    try:
        actions.ask(chain, one.actor, by=request.user, expected_number=number)
    except ActionRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("Die Mail an %(name)s ist unterwegs.") % {"name": one})
    return redirect(_place(chain, one.actor))


@require_POST
@makes_once
def ask_all(request, oid):
    """Ask all who have an address and were not asked yet."""
    chain = own_chain(request, oid)
    asked = len(actions.ask_all(chain, by=request.user))
    if asked:
        words = ngettext("Eine Mail ist unterwegs.", "%(count)s Mails sind unterwegs.", asked)
        messages.success(request, words % {"count": asked})
    else:
        messages.info(request, _("Alle Stellen mit einer Adresse sind schon gefragt."))
    return redirect("chains:institutions", chain.oid)


@makes_once
def enter_answer(request, oid, actor):
    """Ask what an institution said by telephone or in a meeting; POST writes it down."""
    chain, one = _institution(request, oid, actor)
    initial = {"name": one.row.contact if one.row else "", "seen": seen_of(one)}
    form = EnteredAnswerForm(form_data(request), initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.enter_answer(chain, one.actor, by=request.user, answered_by=given.pop("name"), **given)
        except ActionRefused as refused:
            chain, one = _institution(request, oid, actor)
            form.catch_up(seen_of(one))
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Die Antwort von %(name)s steht da.") % {"name": one})
            return redirect(_place(chain, one.actor))
    context = {"chain": chain, "one": one, "form": form, "lines": lines(one.part, one.names)}
    return render(request, "chains/enter_answer.html", context)


def _institution(request, oid, actor):
    """Return a chain that the user may change and one of its institutions, or 404."""
    chain = own_chain(request, oid)
    for one in confirmations.institutions(chain):
        if one.actor.pk == actor:
            return chain, one
    raise Http404


def _place(chain, actor):
    """Return the address of an institution in the list."""
    return f"{reverse('chains:institutions', args=[chain.oid])}#stelle-{actor.pk}"
