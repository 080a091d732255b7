"""The page of each act on a case, from one view: find, check the form, act, redirect."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gsvo.lib.exceptions import StaleRecord
from gsvo.lib.forms import add_refusal, form_data
from gsvo.workplace import available_actions, case_actions
from gsvo.workplace.case_action import page_of
from gsvo.workplace.views.case import find
from requests import actions
from requests.actions.casework import reject_waits_until
from requests.notification_counts import promise
from requests.roles import staff_roles_of

CONFLICT = 409
NO_REVISION = -1  # of a form that came without, so that it is never up to date


def act(request, oid, act):
    support_request = find(request, oid)
    chosen = case_actions.CASE_ACTIONS.get(act)
    if chosen is None:
        raise Http404
    roles = staff_roles_of(request.user)
    if not available_actions.may_ever(roles, chosen):
        raise PermissionDenied
    form = chosen.form(form_data(request), support_request=support_request)
    if request.method == "POST":
        return _submitted(request, support_request, chosen, form, roles)
    if not support_request.may(chosen.name, roles):
        messages.info(request, str(actions.TransitionNotAllowed(chosen.name, support_request, request.user)))
        return redirect(page_of(support_request, chosen.place)[0])
    return _page(request, support_request, chosen, form, roles)


def _submitted(request, support_request, chosen, form, roles):
    """Act on the case as the page showed it; the act itself compares once more, under its lock."""
    try:
        _refuse_too_late(request.user, support_request, chosen, form, roles)
        if not form.is_valid() or form.is_preview:
            return _page(request, support_request, chosen, form, roles)
        chosen.action(
            support_request, by=request.user, expected_revision=form.expected_revision, **form.values
        )
    except (actions.TransitionNotAllowed, StaleRecord) as refused:
        support_request = find(request, support_request.oid)
        form.catch_up(support_request)
        form.is_valid()  # nobody may have asked yet
        form.add_error(None, " ".join((str(refused), _("Ihr Text steht noch hier."))))
        return _page(request, support_request, chosen, form, roles, status=CONFLICT)
    except actions.ActionRefused as refused:
        support_request = find(request, support_request.oid)
        add_refusal(form, refused)
        return _page(request, support_request, chosen, form, roles)
    messages.success(request, chosen.done)
    return redirect(page_of(find(request, support_request.oid), chosen.place)[0])


def _refuse_too_late(user, support_request, chosen, form, roles):
    """Refuse before the form is checked: who comes too late should not first correct what was typed."""
    if not support_request.may(chosen.name, roles):
        raise actions.TransitionNotAllowed(chosen.name, support_request, user)
    actions.refuse_stale(support_request, form.expected_revision or NO_REVISION, user)


def _page(request, support_request, chosen, form, roles, status=200):
    waits = reject_waits_until(support_request) if chosen.name == "reject" else None
    back, back_label = page_of(support_request, chosen.place)
    context = admin.site.each_context(request) | {
        "title": chosen.title or chosen.label,
        "act": chosen,
        "causes": chosen.causes_on(support_request),
        "support_request": support_request,
        "back": back,
        "back_label": back_label,
        "form": form,
        "facts": form.facts(),
        "button": form.button(chosen),
        "waits": waits,
        "mails": promise(support_request, chosen.name, by=request.user)
        if support_request.may(chosen.name, roles)
        else "",
        "possible": support_request.may(chosen.name, roles) and not waits,
    }
    return render(request, chosen.template, context | form.context(request.user), status=status)
