"""Pages to write a request: begin it, and go through the steps."""

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import form_data
from gsvo.offices.models import Membership, Office
from gsvo.status.idempotency import answer_once, makes_once
from requests import actions, form_fields
from requests.forms.actions import OfficeForm
from requests.forms.steps import CHECK, STEPS, Papers
from requests.models import FundingPeriod, SupportRequest
from requests.states import EDITABLE
from requests.views.access import refused, writable
from requests.workflow import State

BACK = "zurueck"  # in the query: the step was opened from the page with all answers


@makes_once
def new(request):
    """Explain and ask for the office on GET; create one draft on POST, however often it is sent."""
    mine = Membership.objects.current().writing().filter(user=request.user)
    offices = Office.objects.filter(memberships__in=mine)
    if not offices:
        raise PermissionDenied
    only = offices[0] if len(offices) == 1 else None
    form = OfficeForm(form_data(request), offices=offices)
    if request.method == "POST" and (only or form.is_valid()):
        office = only or form.cleaned_data["office"]
        key = request.POST.get("creation_key") or secrets.token_urlsafe(12)
        draft = actions.create(office=office, by=request.user, creation_key=key)
        return redirect("requests:step", draft.oid, 1)
    context = {
        "form": None if only else form,
        "office": only,
        "creation_key": request.POST.get("creation_key") or secrets.token_urlsafe(12),
        "steps": STEPS,
        "drafts": SupportRequest.objects.filter(office__in=offices, state=State.DRAFT)
        .select_related("created_by", "office")
        .order_by("-changed_at"),
        "shows_office": only is None,
        "period_is_open": FundingPeriod.objects.open().exists(),
        "next_opening": FundingPeriod.objects.next_opening(),
    }
    return render(request, "requests/new.html", context)


def step(request, oid, number):
    """Show or save one step; files are taken once, however often the button is pressed."""
    if 1 <= number < CHECK and STEPS[number - 1] is Papers:
        return answer_once(request, lambda: _step(request, oid, number))
    return _step(request, oid, number)


def _step(request, oid, number):
    """Show or save one step: "weiter" wants it complete, "spaeter" saves it with gaps, "hochladen" stays."""
    if number not in range(1, CHECK):
        raise Http404
    support_request = writable(request, oid)
    kind = STEPS[number - 1]
    if request.method != "POST":
        if support_request.state not in EDITABLE:
            return refused(request, support_request, _("Diese Anfrage lässt sich gerade nicht ändern."))
        return _page(request, support_request, kind(support_request=support_request))
    form = kind(
        request.POST,
        request.FILES,
        support_request=support_request,
        allow_missing="weiter" not in request.POST,
    )
    if not form.is_valid():
        return _page(request, support_request, form)
    try:
        _save(request, support_request, form)
    except StaleRecord as meanwhile:
        form.report_stale(meanwhile)
        return _page(request, support_request, form, stored=_differences(support_request, form))
    except actions.ActionRefused as reason:
        form.add_error("uploads" if isinstance(form, Papers) else None, str(reason))
        return _page(request, support_request, form)
    if "hochladen" in request.POST:
        messages.success(request, _("Gespeichert."))
        return redirect("requests:step", oid, number)
    if "weiter" in request.POST:
        return redirect(_after(support_request, number, returns=BACK in request.GET))
    messages.success(request, _("Gespeichert. Sie können jederzeit weitermachen."))
    return redirect(support_request)


def _save(request, support_request, form):
    if isinstance(form, Papers):
        actions.attach(support_request, by=request.user, uploads=form.cleaned_data["uploads"])
    else:
        actions.save_answers(
            support_request, by=request.user, expected_revision=form.expected_revision, values=form.answers
        )


def _after(support_request, number, *, returns):
    """Return the next page; `returns`: back to the section of the page with all answers."""
    if number + 1 < CHECK and not returns:
        return reverse("requests:step", args=[support_request.oid, number + 1])
    return _sheet_url(support_request) + (f"#h-step-{number}" if returns else "")


def _sheet_url(support_request):
    """Return the address of the page with all answers, before the request is submitted (again)."""
    page = "requests:check" if support_request.state == State.DRAFT else "requests:answer"
    return reverse(page, args=[support_request.oid])


def _page(request, support_request, form, stored=()):
    context = {
        "support_request": support_request,
        "form": form,
        "step": form,
        "steps": steps_nav(support_request, form.number),
        "is_draft": support_request.state == State.DRAFT,
        "is_editable": support_request.state in EDITABLE,
        "back_url": _sheet_url(support_request) if BACK in request.GET else "",
        "stored": stored,
        "attachments": attachments_of(support_request) if isinstance(form, Papers) else None,
    }
    return render(request, "requests/step.html", context)


def _differences(support_request, form):
    """Return (question, stored text) where the typed answer differs."""
    stored, texts = (
        form_fields.values_of(support_request, form.answers),
        form_fields.texts_of(support_request),
    )
    return [
        (form.fields[name].label, texts[name] or _("(leer)"))
        for name, typed in form.answers.items()
        if form_fields.shown(name, typed) != form_fields.shown(name, stored[name])
    ]


def steps_nav(support_request, current):
    """Return the list of steps with which are complete and which is open."""
    values = form_fields.values_of(support_request)
    missing = set(form_fields.missing(values))
    nav = []
    for kind in STEPS:
        names = [name for name in kind.base_fields if name in form_fields.FIELDS]
        has_some = any(values[name] not in (None, "", []) for name in names)
        if kind is Papers:
            has_some = support_request.attachments.current().exists()
        nav.append(
            {
                "number": kind.number,
                "name": kind.name,
                "is_current": kind.number == current,
                "is_done": has_some and missing.isdisjoint(names),
            }
        )
    return nav


def attachments_of(support_request):
    return list(support_request.attachments.current().select_related("file"))


@require_POST
def remove_attachment(request, oid, file_oid):
    support_request = writable(request, oid)
    attachment = get_object_or_404(
        support_request.attachments.current().select_related("file"), file__oid=file_oid
    )
    try:
        actions.remove_attachment(support_request, by=request.user, attachment=attachment)
    except actions.ActionRefused as reason:
        return refused(request, support_request, reason)
    messages.success(request, _("„%(name)s“ ist entfernt.") % {"name": attachment.file.name})
    return redirect("requests:step", oid, Papers.number)
