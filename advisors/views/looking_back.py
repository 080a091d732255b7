"""The page on which office or advisor looks back in three questions."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.actions.looking_back import may_look_back
from advisors.engagement_page.access import engagement_for_sides, side_of
from advisors.forms.looking_back import LookingBackForm
from advisors.models import LookingBack, Side
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data, stored_values


def look_back(request, oid):
    engagement = engagement_for_sides(request, oid, with_last_advisor=True)
    if request.method != "POST" and not may_look_back(engagement):
        messages.info(request, _("Der Rückblick ist jetzt nicht möglich: Es ist zu früh oder zu spät."))
        return redirect(engagement)
    side = side_of(request.user, engagement)
    row = engagement.looking_back.filter(side=side).first()
    known = {"is_advisor": side == Side.ADVISOR}
    form = LookingBackForm(form_data(request), row=row, **known)
    context = {
        "row": row,
        "last_day": LookingBack.last_day(engagement),
        "title": _("Rückblick in drei Fragen"),
        "button": _("Rückblick speichern"),
    }
    if form.is_valid():
        try:
            actions.look_back(
                engagement, by=request.user, expected_revision=form.expected_revision, **form.values
            )
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            now = LookingBackForm(form.data, row=meanwhile.record, **known)
            context["stored"] = stored_values(now)
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Danke für Ihren Rückblick."))
            return redirect(engagement.get_absolute_url() + "#h-looking-back")
    context |= {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    return render(request, "advisors/looking_back.html", context)
