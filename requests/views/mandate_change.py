"""Pages on which the office changes the mandate of an engagement: begin a change, discard its draft."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import form_data
from gsvo.status.idempotency import makes_once
from requests import actions
from requests.actions.changes import change_obstacle
from requests.forms.mandate import ChangeMandateForm, DiscardChangeForm
from requests.mandate_change import change_of
from requests.notification_counts import promise
from requests.roles import roles_on_page
from requests.views.access import writable


@makes_once
def change_mandate(request, oid):
    """Ask why the mandate changes; POST begins its next version."""
    support_request = writable(request, oid)
    change = change_of(support_request)
    may = support_request.may("change_mandate", roles_on_page(request.user, support_request))
    obstacle = change_obstacle(change) if may else _("Dieser Auftrag lässt sich gerade nicht ändern.")
    if request.method != "POST" and obstacle:
        messages.info(request, obstacle)
        return redirect("requests:mandate", oid)
    form = ChangeMandateForm(form_data(request))
    if form.is_valid():
        try:
            actions.change_mandate(support_request, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Die neue Fassung liegt als Kopie bereit."))
            return redirect("requests:edit_mandate", oid)
    number = {"number": change.in_force.number if change else ""}
    lead = [
        _("Sie bekommen eine neue Fassung als Kopie von Fassung %(number)s.") % number if change else "",
        _("Die Begleitung läuft weiter. Bis das Gremium der neuen Fassung zustimmt, gilt Fassung %(number)s.")
        % number
        if change
        else "",
        _("Die zugesagten Tage bleiben. Brauchen Sie mehr, fragen Sie vorher die G.I.B."),
        _("Ein Meilenstein verschiebt sich nur, im vereinbarten Zeitraum? Das geht ohne neue Fassung."),
        promise(support_request, "change_mandate", by=request.user) if may else "",
    ]
    return _page(request, support_request, form, _("Auftrag ändern"), lead, _("Neue Fassung beginnen"))


@makes_once
def discard_change(request, oid):
    """Ask whether the draft shall go; POST deletes it."""
    support_request = writable(request, oid)
    change = change_of(support_request)
    may = support_request.may("discard_change", roles_on_page(request.user, support_request))
    is_there = may and change is not None and change.is_draft
    if request.method != "POST" and not is_there:
        messages.info(request, _("Es gibt keinen Entwurf, den Sie verwerfen könnten."))
        return redirect("requests:mandate", oid)
    revision = change.later.revision if is_there else None
    form = DiscardChangeForm(form_data(request), initial={"revision": revision})
    if form.is_valid():
        try:
            actions.discard_change(
                support_request, by=request.user, expected_revision=form.cleaned_data["revision"]
            )
        except StaleRecord as meanwhile:
            messages.info(request, str(meanwhile))
            return redirect("requests:discard_change", oid)
        except actions.ActionRefused as reason:
            messages.info(request, str(reason))
        else:
            messages.success(request, _("Der Entwurf ist verworfen. Es gilt, was vereinbart ist."))
        return redirect("requests:mandate", oid)
    numbers = {"number": change.in_force.number, "later": change.later.number} if is_there else {}
    lead = [
        _("Fassung %(later)s wird gelöscht. Das Gremium hat sie nicht gesehen.") % numbers
        if is_there
        else "",
        _("Es gilt weiter Fassung %(number)s.") % numbers if is_there else "",
    ]
    return _page(request, support_request, form, _("Neue Fassung verwerfen?"), lead, _("Entwurf verwerfen"))


def _page(request, support_request, form, heading, lead, button):
    context = {
        "support_request": support_request,
        "form": form,
        "heading": heading,
        "lead": [sentence for sentence in lead if sentence],
        "button": button,
        "back_url": reverse("requests:mandate", args=[support_request.oid]),
    }
    return render(request, "requests/mandate/round_act.html", context)
