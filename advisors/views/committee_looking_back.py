"""Pages behind a committee member's link: look back in three questions, change it, decline."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.actions.committee_looking_back import is_open
from advisors.engagement_page.goals import goals_for_committee
from advisors.forms.looking_back import CommitteeLookingBackForm
from advisors.models import CommitteeLookingBack
from gsvo.lib.forms import form_data
from gsvo.links.forms import NotResponsibleForm


def looking_back(request, oid):
    row = _row(request.link)
    form = CommitteeLookingBackForm(form_data(request), row=row)
    if form.is_valid():
        try:
            actions.answer_looking_back(row, by=request.link, **form.cleaned_data)
        except actions.ActionRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Danke. Ihre Antwort ist angekommen."))
            return redirect(request.link.page_url())
    context = _context(request, row) | {"form": form, "goals": goals_for_committee(row.engagement)}
    return render(request, "advisors/looking_back/page.html", context)


def not_responsible(request, oid):
    """Ask for a ticked box before "nicht (mehr) zuständig", because mail scanners press buttons."""
    row = _row(request.link)
    form = NotResponsibleForm(form_data(request))
    if form.is_valid():
        try:
            actions.decline_looking_back(row, by=request.link, successor=form.hint)
        except actions.ActionRefused as refusal:
            messages.info(request, str(refusal))
        return redirect(request.link.page_url())
    context = _context(request, row) | {"form": form}
    return render(request, "advisors/acknowledgement/not_responsible.html", context)


def _context(request, row):
    return {
        "link": request.link,
        "row": row,
        "support_request": row.support_request,
        "is_open": is_open(row) and row.not_responsible_at is None,
    }


def _row(link):
    related = ("member", "engagement__support_request__office")
    return CommitteeLookingBack.objects.select_related(*related).get(pk=link.object_id)
