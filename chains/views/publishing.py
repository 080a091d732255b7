"""Publish a version of a chain, say who may read it, withdraw it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chains import actions, rows
from chains.content import load
from chains.forms.publish import PublishForm
from chains.models import PublishedChain
from chains.views.lookup import own_chain, reads_published
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data
from gsvo.status.idempotency import makes_once


@makes_once
def publish(request, oid):
    """Show what will be frozen and what is left out; a POST publishes."""
    chain = own_chain(request, oid)
    form = PublishForm(form_data(request), chain=chain)
    if form.is_valid():
        try:
            published = actions.publish(
                chain, by=request.user, expected_revision=form.expected_revision, **form.values
            )
        except StaleRecord as stale:
            form.report_stale(stale)
        except ActionRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(
                request,
                _("Fassung %(version)s ist veröffentlicht. Unten steht die Adresse zum Weitergeben.")
                % {"version": published.version},
            )
            return redirect(published)
    context = {
        "chain": chain,
        "form": form,
        "rows": rows.rows_of_content(load(chain).public()),
        "last": chain.publications.order_by("-version").first(),
    }
    return render(request, "chains/publish.html", context)


@require_POST
def set_public(request, oid):
    """Let a version be read without an account, or no longer, as the button says."""
    published = _own(request, oid)
    is_public = request.POST.get("to") == "public"
    try:
        actions.set_public(published, by=request.user, is_public=is_public)
    except ActionRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(
            request,
            _("Wer die Adresse hat, liest diese Fassung jetzt ohne Konto.")
            if is_public
            else _("Diese Fassung lesen jetzt nur Koordinierungsstellen und die G.I.B."),
        )
    return redirect(published)


def withdraw(request, oid):
    """Ask, and take a version back."""
    published = _own(request, oid)
    if request.method != "POST":
        if published.withdrawn_at:
            return redirect(published)
        return render(request, "chains/withdraw.html", {"published": published})
    try:
        actions.withdraw(published, by=request.user)
    except ActionRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(
            request, _("Fassung %(version)s ist zurückgezogen.") % {"version": published.version}
        )
    return redirect(published.chain)


def _own(request, oid):
    """Return a version of the user's office; 403 for those who may read it, 404 for others."""
    published = get_object_or_404(PublishedChain.objects.select_related("chain__office"), oid=oid)
    if published.chain.may_edit(request.user):
        return published
    if reads_published(request.user):
        raise PermissionDenied
    raise Http404
