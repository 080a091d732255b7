"""The page of one act on an engagement: a form, its refusals at their fields, and where it goes on."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from advisors import actions
from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import add_refusal


def form_page(request, engagement, form, act, *, done, **context):
    """Show a form and, once it is valid, act; a refusal stands at its field, and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except StaleRecord as refused:
            _report_stale(form, refused)
        except actions.ActionRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, done)
            return redirect("advisors:time_entries", engagement.oid)
    known = {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    known["back"] = reverse("advisors:time_entries", args=[engagement.oid])
    return render(request, "advisors/days/form.html", known | context)


def _report_stale(form, refused):
    if hasattr(form, "report_stale"):
        form.report_stale(refused)
    else:  # a list of ticks: the page shows it as it is now
        form.add_error(None, str(refused))


def too_late(request, engagement):
    """Go back to the engagement and say that the page's act is over; what was sent counts as refused."""
    return refuse(request, engagement, _("Daran lässt sich jetzt nichts mehr ändern."))


def refuse(request, target, sentence):
    """Go to another page and say why nothing was done. What was typed is kept: see `gsvo.unsent_forms`."""
    messages.info(request, str(actions.ActionRefused(sentence)))
    return redirect(target)
