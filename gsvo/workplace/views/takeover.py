"""Enter an engagement that began outside of the portal."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.forms.takeover import TakeoverForm
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import add_refusal, form_data
from gsvo.status.idempotency import makes_once


@makes_once
def take_over(request):
    if not request.user.has_perm("requests.review_supportrequest"):
        raise PermissionDenied
    form = TakeoverForm(form_data(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            engagement = actions.enter_taken_over(values.pop("office"), by=request.user, **values)
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request,
                _("Die Begleitung ist eingetragen. Koordinierungsstelle und Berater:in wissen Bescheid."),
            )
            return redirect("admin:case", engagement.support_request.oid)
    context = {"title": _("Begleitung von früher eintragen"), "form": form}
    return render(request, "admin/takeover.html", admin.site.each_context(request) | context)
