"""The office's acts besides writing, each on its own page: GET explains, POST acts."""

import secrets

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gsvo.lib.forms import form_data
from gsvo.offices.models import Office, Role
from requests import actions
from requests.forms.actions import HandOverForm, ReviseForm, ShareForm, WithdrawForm
from requests.notification_counts import promise
from requests.notifications import rules
from requests.roles import roles_on_page
from requests.views.access import refused, writable
from requests.workflow import State


def withdraw(request, oid):
    support_request = writable(request, oid)
    if request.method != "POST" and not _may(request, support_request, "withdraw"):
        return refused(request, support_request, _("Diese Anfrage lässt sich nicht mehr zurückziehen."))
    form = WithdrawForm(form_data(request))
    if form.is_valid():
        try:
            actions.withdraw(support_request, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Die Anfrage ist zurückgezogen."))
            return redirect(support_request)
    return _page(request, "withdraw", support_request, form=form)


def revise(request, oid):
    support_request = writable(request, oid)
    if request.method != "POST" and not _may(request, support_request, "revise"):
        return refused(request, support_request, _("Diese Anfrage lässt sich gerade nicht ändern."))
    form = ReviseForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(support_request, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ihr Formular ist wieder offen."))
            return redirect("requests:answer", oid)
    return _page(request, "revise", support_request, form=form)


def hand_over(request, oid):
    support_request = writable(request, oid)
    form = HandOverForm(form_data(request), support_request=support_request)
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            actions.hand_over(
                support_request,
                by=request.user,
                to=to,
                expected_handler=form.cleaned_data["expected_handler"],
            )
        except actions.ActionRefused as refusal:
            return refused(request, support_request, refusal)
        messages.success(request, _("Jetzt kümmert sich %(name)s um die Anfrage.") % {"name": to})
        return redirect(support_request)
    office = support_request.office
    context = {
        "has_colleagues": form.fields["to"].queryset.exists(),
        "may_invite": office.memberships.current().filter(user=request.user, role=Role.LEAD).exists(),
    }
    if support_request.recipients() != [request.user]:  # how many depends on whom one chooses
        context["mails"] = _(
            "Eine Mail bekommt, wer die Anfrage übernimmt, wer sie bisher betreut und, wenn die Begleitung "
            "läuft, wer berät. Sie selbst bekommen keine."
        )
    return _page(request, "hand_over", support_request, form=form, **context)


def share(request, oid):
    support_request = writable(request, oid)
    form = ShareForm(form_data(request), support_request=support_request)
    if form.is_valid():
        office = form.cleaned_data["office"]
        try:
            actions.share(support_request, by=request.user, office=office)
        except actions.ActionRefused as refusal:
            return refused(request, support_request, refusal)
        messages.success(request, _("%(office)s liest mit.") % {"office": office})
        return redirect("requests:share", oid)
    partners = list(support_request.partner_offices.all())
    return _page(request, "share", support_request, form=form, partners=partners)


@require_POST
def unshare(request, oid, key):
    support_request = writable(request, oid)
    office = get_object_or_404(Office, key=key)
    try:
        actions.unshare(support_request, by=request.user, office=office)
    except actions.ActionRefused as refusal:
        return refused(request, support_request, refusal)
    messages.success(request, _("%(office)s liest nicht mehr mit.") % {"office": office})
    return redirect("requests:share", oid)


def copy(request, oid):
    support_request = writable(request, oid)
    if request.method == "POST":
        key = request.POST.get("creation_key") or secrets.token_urlsafe(12)
        try:
            draft = actions.copy(support_request, by=request.user, creation_key=key)
        except actions.ActionRefused as refusal:
            return refused(request, support_request, refusal)
        messages.success(request, _("Der neue Entwurf ist da. Prüfen Sie Schritt für Schritt, was neu ist."))
        return redirect("requests:step", draft.oid, 1)
    return _page(request, "copy", support_request, creation_key=secrets.token_urlsafe(12))


def delete_draft(request, oid):
    support_request = writable(request, oid)
    if request.method == "POST":
        try:
            actions.delete_draft(support_request, by=request.user)
        except actions.ActionRefused as refusal:
            return refused(request, support_request, refusal)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("requests:list")
    if support_request.state != State.DRAFT:
        return refused(request, support_request, _("Löschen lassen sich nur Entwürfe."))
    return _page(request, "delete_draft", support_request)


def _may(request, support_request, act):
    return support_request.may(act, roles_on_page(request.user, support_request))


def _page(request, act, support_request, **context):
    mails = ""
    if rules(act, State(support_request.state)):
        mails = promise(support_request, act, by=request.user)
    known = {"support_request": support_request, "mails": mails}
    return render(request, f"requests/{act}.html", {**known, **context})
