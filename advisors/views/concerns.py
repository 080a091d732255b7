"""Pages of whoever tells G.I.B. in confidence that something is wrong: tell it, read what came of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.actions.concerns import TELLABLE, is_writer, writer_roles
from advisors.engagement_page.access import find_readable
from advisors.forms.concerns import TellConcernForm
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import add_refusal, form_data
from gsvo.status.idempotency import makes_once


@makes_once
def tell_concern(request, oid):
    engagement = find_readable(request, oid)
    if not writer_roles(request.user, engagement):
        raise PermissionDenied
    form = TellConcernForm(form_data(request))
    if request.method != "POST" and engagement.support_request.state not in TELLABLE:
        messages.info(request, _("Diese Begleitung läuft nicht mehr. Rufen Sie bitte die G.I.B. an."))
        return redirect(engagement)
    if form.is_valid():
        try:
            concern = actions.tell_concern(engagement, by=request.user, text=form.cleaned_data["text"])
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Danke, dass Sie das sagen. Die G.I.B. weiß jetzt Bescheid."))
            return redirect(concern)
    context = {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    context |= {"title": _("Der G.I.B. vertraulich Bescheid sagen"), "button": _("Vertraulich senden")}
    return render(request, "advisors/concern_form.html", context)


@require_safe
def concern(request, oid, concern_oid):
    """Show the writer the own concern; everybody else finds nothing here."""
    engagement = find_readable(request, oid)
    found = get_object_or_404(engagement.concerns.filter(by_user=request.user), oid=concern_oid)
    found.engagement = engagement
    if not is_writer(request.user, found):
        raise Http404
    context = {"engagement": engagement, "support_request": engagement.support_request, "concern": found}
    return render(request, "advisors/concern.html", context)
