"""The mandate's pages for the office: read, begin, take back. Writing it: mandate_editor.py."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gsvo.lib.forms import form_data
from requests import actions
from requests.actions.changes import change_obstacle
from requests.forms.mandate import ReopenMandateForm
from requests.mandate_change import change_among
from requests.notification_counts import promise
from requests.roles import roles_on_page
from requests.views.access import readable, writable
from requests.views.mandate_panel import versions_with_rounds
from requests.views.mandate_sections import is_in_writing, mandate_next_action, section_panels
from requests.workflow import State, WorkflowRole


@require_safe
def mandate(request, oid):
    """Show who has to act, the latest version, and all versions and rounds."""
    support_request = readable(request, oid)
    roles = roles_on_page(request.user, support_request)
    versions = versions_with_rounds(support_request)
    latest = versions[0] if versions else None
    change = change_among(support_request, versions)
    return render(
        request,
        "requests/mandate/mandate.html",
        {
            "support_request": support_request,
            "version": latest,
            "versions": versions,
            "has_remarks": _has_remarks(versions),
            "agreed": next((row for row in versions if row.agreed_at), None),
            "section_panels": section_panels(latest) if latest else [],
            "next_action": mandate_next_action(
                support_request, latest, is_writer=WorkflowRole.OFFICE in roles
            ),
            "may_begin": WorkflowRole.OFFICE in roles and support_request.state == State.CLARIFYING,
            "may_write": WorkflowRole.OFFICE in roles and is_in_writing(support_request, latest),
            "may_reopen": support_request.may("reopen_mandate", roles),
            "change": change,
            "may_change": support_request.may("change_mandate", roles) and not change_obstacle(change),
            "may_discard": support_request.may("discard_change", roles) and change and change.is_draft,
        },
    )


@require_safe
def version(request, oid, number):
    """Show one version in full, for reading and printing."""
    support_request = readable(request, oid)
    record = getattr(support_request, "mandate", None)
    if record is None:
        raise Http404
    row = get_object_or_404(record.versions.prefetch_related("goals", "milestones"), number=number)
    return render(
        request,
        "requests/mandate/version.html",
        {
            "support_request": support_request,
            "version": row,
            "section_panels": section_panels(row, is_open=True),
        },
    )


@require_POST
def start_mandate(request, oid):
    support_request = writable(request, oid)
    return _act(request, support_request, actions.start_mandate, "requests:edit_mandate")


@require_POST
def new_version(request, oid):
    support_request = writable(request, oid)
    return _act(request, support_request, actions.new_version, "requests:edit_mandate")


def reopen_mandate(request, oid):
    """Take the agreed mandate back, on a page of its own: the committee has to answer again."""
    support_request = writable(request, oid)
    may = support_request.may("reopen_mandate", roles_on_page(request.user, support_request))
    if request.method != "POST" and not may:
        messages.info(request, _("Dieser Auftrag lässt sich gerade nicht neu fassen."))
        return redirect("requests:mandate", oid)
    form = ReopenMandateForm(form_data(request))
    if form.is_valid():
        try:
            actions.reopen_mandate(support_request, by=request.user, reason=form.cleaned_data["reason"])
        except actions.ActionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Die neue Fassung liegt als Kopie bereit."))
            return redirect("requests:edit_mandate", oid)
    mails = promise(support_request, "reopen_mandate") if may else ""
    context = {"support_request": support_request, "form": form, "mails": mails}
    return render(request, "requests/mandate/reopen.html", context)


def _has_remarks(versions):
    """Return whether somebody said something in a round that is over. No query: the page has read it all."""
    return any(
        seat.statement and seat.statement.remarks
        for version in versions
        for round_ in version.rounds.all()
        if not round_.is_open
        for seat in round_.seats.all()
    )


def _act(request, support_request, act, then):
    try:
        act(support_request, by=request.user)
    except actions.ActionRefused as reason:
        messages.info(request, str(reason))
        return redirect("requests:mandate", support_request.oid)
    return redirect(then, support_request.oid)
