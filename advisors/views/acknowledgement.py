"""Pages behind a committee member's link: read what came of the work, take note, decline."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.actions.notices import is_open, newer_report, parts_of, told_of, told_report
from advisors.engagement_page.goals import goals_for_committee
from advisors.forms.notices import AcknowledgeForm
from advisors.models import Acknowledgement
from gsvo.lib.forms import form_data
from gsvo.links.forms import NotResponsibleForm


def acknowledgement(request, oid):
    """Show the notice; only a ticked box takes note. Afterwards it stays to be read."""
    row = _row(request.link)
    form = AcknowledgeForm(form_data(request))
    if form.is_valid():
        try:
            actions.acknowledge(row, by=request.link, remark=form.cleaned_data["remark"])
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
            row = _row(request.link)
        else:
            messages.success(request, _("Danke. Die Koordinierungsstelle sieht, dass Sie es gelesen haben."))
            return redirect(request.link.page_url())
    context = _context(request, row) | {"form": form, "goals": goals_for_committee(row.notice.engagement)}
    return render(request, "advisors/acknowledgement/page.html", context)


def not_responsible(request, oid):
    """Ask for a ticked box before "nicht (mehr) zuständig", because mail scanners press buttons."""
    row = _row(request.link)
    form = NotResponsibleForm(form_data(request))
    if form.is_valid():
        try:
            actions.decline_notice(row, by=request.link, successor=form.hint)
        except actions.ActionRefused as refusal:
            messages.info(request, str(refusal))
        return redirect(request.link.page_url())
    context = _context(request, row) | {"form": form}
    return render(request, "advisors/acknowledgement/not_responsible.html", context)


def _context(request, row):
    result, told = row.notice.result, told_report(row.notice)
    newer = newer_report(told)
    return {
        "link": request.link,
        "row": row,
        "notice": row.notice,
        "support_request": row.support_request,
        "is_open": is_open(row) and row.acknowledged_at is None and row.not_responsible_at is None,
        "parts": parts_of(told) if told and told_of(told) == row.notice.text else [],
        "newer": newer and {"version": newer.version, "text": told_of(newer), "parts": parts_of(newer)},
        "corrected": result.sentence if result and result.sentence != row.notice.text else "",
    }


def _row(link):
    found = Acknowledgement.objects.select_related(
        "member", "notice__result", "notice__engagement__support_request__office"
    )
    return found.get(pk=link.object_id)
