"""The page of each act on a case, from one view: find, check the form, act, redirect."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gsvo.lib.exceptions import StaleRecord
from gsvo.workplace import case_actions
from gsvo.workplace.views.case import find
from requests import actions, timeline
from requests.actions.casework import reject_waits_until

CONFLICT = 409


def act(request, oid, act):
    support_request = find(request, oid)
    chosen = case_actions.CASE_ACTIONS.get(act)
    if chosen is None:
        raise Http404
    if not case_actions.may_ever(request.user, support_request, chosen):
        raise PermissionDenied
    if request.method == "POST":
        return _submitted(request, support_request, chosen)
    if not case_actions.may_now(request.user, support_request, chosen):
        messages.info(request, str(actions.TransitionNotAllowed(chosen.name, support_request, request.user)))
        return redirect("admin:case", support_request.oid)
    form = chosen.form(support_request=support_request)
    return _page(request, support_request, chosen, form)


def _submitted(request, support_request, chosen):
    form = chosen.form(request.POST, support_request=support_request)
    try:
        with transaction.atomic():
            _refuse_stale(request, support_request, chosen, form)
            if not form.is_valid():
                return _page(request, support_request, chosen, form)
            chosen.action(support_request, by=request.user, **form.values)
    except (actions.TransitionNotAllowed, StaleRecord) as refused:
        support_request = find(request, support_request.oid)
        form.catch_up(support_request)
        form.is_valid()  # nobody may have asked yet
        form.add_error(None, f"{refused} {_('Ihr Text steht noch hier.')}")
        return _page(request, support_request, chosen, form, status=CONFLICT)
    except actions.ActionRefused as refused:
        support_request = find(request, support_request.oid)
        form.add_error(None, str(refused))
        return _page(request, support_request, chosen, form)
    messages.success(request, chosen.done)
    return redirect("admin:case", support_request.oid)


def _refuse_stale(request, support_request, chosen, form):
    """Lock the case and refuse if somebody was faster since the page was opened."""
    actions.lock(support_request)
    if not case_actions.may_now(request.user, support_request, chosen):
        raise actions.TransitionNotAllowed(chosen.name, support_request, request.user)
    if form.expected_revision != support_request.revision:
        sentences = (
            _("Inzwischen ist etwas geschehen."),
            timeline.latest(support_request, request.user),
            _("Prüfen Sie, ob Ihr Schritt noch passt."),
        )
        raise StaleRecord(support_request, sentence=" ".join(sentences))


def _page(request, support_request, chosen, form, status=200):
    waits = reject_waits_until(support_request) if chosen.name == "reject" else None
    context = admin.site.each_context(request) | {
        "title": chosen.label,
        "act": chosen,
        "support_request": support_request,
        "form": form,
        "facts": form.facts(),
        "button": form.button(chosen),
        "waits": waits,
        "possible": case_actions.may_now(request.user, support_request, chosen) and not waits,
    }
    return render(request, "admin/act.html", context, status=status)
