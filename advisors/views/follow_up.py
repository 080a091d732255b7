"""The page on which the office says, months after the close, what lasted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.actions.follow_up import may_follow_up
from advisors.engagement_page.access import for_office
from advisors.forms.looking_back import FollowUpForm
from advisors.models import FollowUp
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data, stored_values


def follow_up(request, oid):
    engagement = for_office(request, oid)
    if request.method != "POST" and not may_follow_up(engagement):
        messages.info(request, _("Dafür ist es noch zu früh. Die G.I.B. fragt Sie mit einer Mail."))
        return redirect(engagement)
    row = FollowUp.objects.filter(engagement=engagement).first()
    form = FollowUpForm(form_data(request), row=row)
    context = {"row": row, "title": _("Was hat gehalten?"), "button": _("Antwort speichern")}
    if form.is_valid():
        try:
            actions.follow_up(
                engagement, by=request.user, expected_revision=form.expected_revision, **form.values
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            context["stored"] = stored_values(FollowUpForm(form.data, row=meanwhile.record))
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Danke für Ihre Antwort."))
            return redirect(engagement.get_absolute_url() + "#h-looking-back")
    context |= {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    return render(request, "advisors/follow_up.html", context)
