"""The gaps of a local chain: the list, and accepting one for a while."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chains import actions
from chains.forms.gaps import AcceptGapForm
from chains.gaps.of_chain import gaps_of
from chains.views.lookup import chain_of, own_chain
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import add_refusal, form_data
from gsvo.status.idempotency import makes_once


@require_safe
def gap_list(request, oid):
    chain = chain_of(request, oid)
    context = {"chain": chain, "gaps": gaps_of(chain), "may_edit": chain.may_edit(request.user)}
    return render(request, "chains/gaps.html", context)


@makes_once
def accept(request, oid, key):
    chain = own_chain(request, oid)
    gap = next((gap for gap in gaps_of(chain).open if gap.key == key), None)
    form = AcceptGapForm(form_data(request))
    if gap is None and not form.is_bound:
        messages.info(request, _("Diese Lücke ist nicht mehr offen."))
        return redirect("chains:gaps", chain.oid)
    if form.is_valid():
        try:
            actions.accept_gap(chain, by=request.user, key=key, **form.cleaned_data)
        except ActionRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Die Lücke ist bis dahin hingenommen. Sie steht jetzt weiter unten."))
            return redirect("chains:gaps", chain.oid)
    return render(request, "chains/gaps_accept.html", {"chain": chain, "gap": gap, "form": form})


@require_POST
def take_back(request, oid, key):
    chain = own_chain(request, oid)
    if actions.take_back_acceptance(chain, by=request.user, key=key):
        messages.success(request, _("Die Lücke ist wieder offen."))
    else:
        messages.info(request, _("Diese Lücke war nicht hingenommen."))
    return redirect("chains:gaps", chain.oid)
