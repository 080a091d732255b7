"""Pages on which G.I.B. acts on a concern: note a step, resolve it. What it says stands on the engagement."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from advisors import actions
from advisors.forms.concerns import ConcernStepForm, ResolveConcernForm
from advisors.models import Concern
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data
from gsvo.workplace.case_action import CONCERNS, page_of
from requests.roles import staff_roles_of


def note_step(request, oid, concern_oid):
    return _act(
        request,
        _find(request, oid, concern_oid),
        ConcernStepForm,
        actions.note_step,
        title=_("Schritt festhalten"),
        done=_("Festgehalten."),
    )


def resolve(request, oid, concern_oid):
    return _act(
        request,
        _find(request, oid, concern_oid),
        ResolveConcernForm,
        actions.resolve_concern,
        title=_("Vertrauliche Nachricht erledigen"),
        done=_("Erledigt. Wer geschrieben hat, bekommt Ihren Satz, solange die Person noch dabei ist."),
    )


def _find(request, oid, concern_oid):
    """Return a concern of the case; 403 for staff who may look at cases only (Controlling)."""
    if not staff_roles_of(request.user):
        raise PermissionDenied
    found = Concern.objects.select_related("engagement__support_request__office", "by_user")
    return get_object_or_404(found, oid=concern_oid, engagement__support_request__oid=oid)


def _act(request, concern, form_class, action, *, title, done):
    form = form_class(form_data(request), initial={"revision": concern.revision})
    case = concern.engagement.support_request
    back, back_label = page_of(case, CONCERNS)
    if request.method != "POST" and not concern.is_open:
        messages.info(request, _("Diese Nachricht ist schon erledigt."))
        return redirect(back)
    if form.is_valid():
        try:
            action(concern, by=request.user, expected_revision=form.expected_revision, **form.values)
        except StaleRecord as refused:
            form.report_stale(refused)
            concern = refused.record
        except ActionRefused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "title": title,
        "concern": concern,
        "steps": concern.steps.select_related("by"),
        "support_request": case,
        "form": form,
        "back": back,
        "back_label": back_label,
    }
    return render(request, "admin/concern.html", admin.site.each_context(request) | context)
