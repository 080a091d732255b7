"""What an engagement owes, on G.I.B.'s side: file the contract, do without a paper, read one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions
from advisors.actions.bookings import ENTERING
from advisors.forms.papers import HandInForm, WaiveForm
from advisors.owed import OwedKind, PaperKind
from advisors.owed_items import items_of
from advisors.papers.download import answer_with
from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import form_data
from gsvo.workplace.case_action import PAPERS, page_of
from gsvo.workplace.views.case import find
from requests.roles import staff_roles_of
from requests.workflow import WaitingOn, WorkflowRole


@require_safe
def paper(request, oid, paper, form):
    found = get_object_or_404(
        _engagement(request, oid).papers.handed_in().select_related("file", "advisor"), oid=paper
    )
    return answer_with(found, form)


def file_contract(request, oid):
    """Put the contract, or a newer version of it, into the case."""
    engagement = _engagement(request, oid)
    _refuse_without(request.user, WorkflowRole.CASEWORK)
    newest = engagement.papers.handed_in().filter(kind=PaperKind.CONTRACT).first()
    files = request.FILES if request.method == "POST" else None
    form = HandInForm(form_data(request), files, newest=newest)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_in_file(
                engagement,
                PaperKind.CONTRACT,
                by=request.user,
                upload=form.cleaned_data["upload"],
                expected_version=form.expected_revision,
            )
        except StaleRecord as meanwhile:
            form.report_file_again(meanwhile)
        except actions.ActionRefused as refused:
            form.add_error("upload", str(refused))
        else:
            messages.success(request, _("Der Vertrag liegt jetzt im Fall."))
            return redirect(_back(engagement))
    return _page(
        request,
        engagement,
        form,
        title=_("Vertrag ablegen"),
        lead=_(
            "Lesen können ihn die Berater:in und die G.I.B., sonst niemand. Die Berater:in bekommt eine Mail."
        ),
        button=_("Ablegen"),
    )


def waive_paper(request, oid, kind):
    """Ask Leitung for the reason, and do without what is owed."""
    engagement = _engagement(request, oid)
    item = next((item for item in items_of(engagement) if item.kind == kind), None)
    if item is None:
        raise Http404
    _refuse_without(request.user, WorkflowRole.LEADERSHIP)
    if request.method != "POST" and not item.is_open:
        messages.info(request, _("Das ist nicht mehr offen."))
        return redirect(_back(engagement))
    form = WaiveForm(form_data(request))
    if form.is_valid():
        try:
            actions.waive(engagement, kind, by=request.user, **form.cleaned_data)
        except actions.ActionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Darauf ist verzichtet. Der Grund steht im Verlauf."))
            return redirect(_back(engagement))
    return _page(
        request,
        engagement,
        form,
        title=_("Verzichten: %(paper)s") % {"paper": item.label},
        lead=_told_of_waiver(item),
        button=_("Verzichten"),
        is_possible=not item.row.is_paper or engagement.support_request.state in ENTERING,
    )


def _told_of_waiver(item):
    """Return what doing without something means, and who gets a mail."""
    if item.kind == OwedKind.COMMITTEE_LOOKS_BACK:
        return _("Damit wird das nicht mehr erwartet, und niemand wird erinnert. Keine Mail geht hinaus.")
    if item.owner == WaitingOn.OFFICE:
        return _("Damit wird das nicht mehr erwartet. Die Koordinierungsstelle erfährt es per Mail.")
    return _("Damit wird das nicht mehr erwartet. Die Berater:in erfährt es per Mail.")


def _engagement(request, oid):
    case = find(request, oid)
    engagement = getattr(case, "engagement", None)
    if engagement is None:
        raise Http404
    engagement.support_request = case
    return engagement


def _refuse_without(user, role):
    if role not in staff_roles_of(user):
        raise PermissionDenied


def _back(engagement):
    return page_of(engagement.support_request, PAPERS)[0]


def _page(request, engagement, form, **context):
    case = engagement.support_request
    known = {"support_request": case, "form": form, "is_possible": case.state in ENTERING}
    known["back"], known["back_label"] = page_of(case, PAPERS)
    return render(request, "admin/owed.html", admin.site.each_context(request) | known | context)
