"""Pages of one session: what it is; plan, change, cancel; say whether it was held; its calendar file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors import actions, calendars
from advisors.actions.sessions import PLANNABLE, SETTLEABLE, planned_span
from advisors.engagement_page.access import find_readable
from advisors.forms.sessions import CancelSessionForm, SessionForm, SettleSessionForm
from advisors.models import Session
from advisors.session_words import place_of, when_of
from advisors.views.form_page import refuse
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.lib.forms import add_refusal, form_data, stored_values
from gsvo.status.idempotency import makes_once
from requests.next_action import NextAction
from requests.roles import roles_of, works_in
from requests.workflow import WorkflowRole


@require_safe
def session(request, oid, session_oid):
    found = _session(request, oid, session_oid)
    may_act = _may_act(request.user, found.engagement)
    context = {
        **_context(found),
        "may_change": may_act and _is_changeable(found),
        "may_cancel": may_act and _is_cancellable(found),
        "may_settle": may_act and _is_settleable(found),
        "reads_link": may_act or works_in(request.user, _case(found)),
    }
    if found.is_unanswered and context["may_settle"]:
        context["next_action"] = _asks_outcome(found)
    return render(request, "advisors/session.html", context)


@makes_once
def plan(request, oid):
    engagement = find_readable(request, oid)
    form = SessionForm(form_data(request), support_request=engagement.support_request)
    _refuse_readers(request.user, engagement)
    if engagement.support_request.state not in PLANNABLE:
        return _too_late(request, engagement)
    if form.is_valid():
        try:
            made = actions.plan_session(engagement, by=request.user, **form.values)
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _planned_words(made))
            return redirect(engagement)
    context = {"engagement": engagement, "support_request": engagement.support_request, "form": form}
    context["title"] = _("Termin eintragen")
    return render(request, "advisors/session_form.html", context | _span(engagement.support_request))


def change(request, oid, session_oid):
    return _act(
        request,
        oid,
        session_oid,
        SessionForm,
        _is_changeable,
        "advisors/session_form.html",
        lambda row, form: actions.change_session(
            row, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        _("Geändert. Was im Kalender steht, geht beiden Seiten mit einer Mail zu."),
        title=_("Termin ändern"),
        button=_("Termin speichern"),
    )


def cancel(request, oid, session_oid):
    return _act(
        request,
        oid,
        session_oid,
        CancelSessionForm,
        _is_cancellable,
        "advisors/session_cancel.html",
        lambda row, form: actions.cancel_session(
            row, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        _("Abgesagt. Beide Seiten bekommen die Absage für den Kalender."),
    )


def settle(request, oid, session_oid):
    return _act(
        request,
        oid,
        session_oid,
        SettleSessionForm,
        _is_settleable,
        "advisors/session_settle.html",
        lambda row, form: actions.settle_session(
            row, by=request.user, expected_revision=form.expected_revision, **form.values
        ),
        _("Danke, das ist eingetragen."),
    )


@require_safe
def calendar_file(request, oid, session_oid):
    """Return one session as a file for a calendar."""
    found = _session(request, oid, session_oid)
    if not (_may_act(request.user, found.engagement) or works_in(request.user, _case(found))):
        raise PermissionDenied
    response = HttpResponse(calendars.calendar_file([found]), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="termin-{found.day:%Y-%m-%d}.ics"'
    return response


def _act(request, oid, session_oid, form_class, is_possible, template, act, done, **page):
    """Show the form of an act on a session and do it: one way for change, cancel and settle."""
    found = _session(request, oid, session_oid)
    _refuse_readers(request.user, found.engagement)
    if request.method == "GET" and not is_possible(found):  # an old tab, or a link in an old mail
        messages.info(request, _("Daran lässt sich jetzt nichts mehr ändern."))
        return redirect(found)
    form = _form(form_class, form_data(request), found)
    context = {**_context(found), "form": form, **page} | _span(_case(found))
    if form.is_valid():
        try:
            act(found, form)
        except StaleRecord as meanwhile:
            form.report_stale(meanwhile)
            context["stored"] = stored_values(_form(form_class, form.data, meanwhile.record))
        except ActionRefused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return redirect(found)
    return render(request, template, context)


def _form(form_class, data, session):
    initial_of = getattr(form_class, "initial_of", None)
    initial = initial_of(session) if initial_of else {"revision": session.revision}
    return form_class(data, initial=initial, support_request=_case(session))


def _context(session):
    return {
        "session": session,
        "engagement": session.engagement,
        "support_request": _case(session),
        "back": session.get_absolute_url(),
        "when": when_of(session),
        "where": place_of(session),
    }


def _span(support_request):
    begin, end = planned_span(support_request)
    return {"plan_begin": begin, "plan_end": end}


def _is_changeable(session):
    return session.is_planned and _case(session).state in PLANNABLE


def _is_cancellable(session):
    return session.is_planned and not session.is_over and _case(session).state in SETTLEABLE


def _is_settleable(session):
    is_off = session.state == Session.State.CANCELLED
    return session.is_over and not is_off and _case(session).state in SETTLEABLE


def _asks_outcome(session):
    """Return the panel that asks what became of a past session."""
    return NextAction(
        heading=_("Hat der Termin stattgefunden?"),
        mine=True,
        since=None,
        text=_("Er ist vorbei. Eine der beiden Seiten sagt bitte, ob und mit wie vielen Menschen."),
        deadline="",
        button_label=_("Eintragen"),
        button_url=reverse("advisors:settle_session", args=[session.engagement.oid, session.oid]),
    )


def _planned_words(session):
    if session.is_over:
        return _("Eingetragen. Der Termin ist schon vorbei: Sagen Sie bitte noch, ob er stattgefunden hat.")
    return _("Der Termin ist eingetragen. Beide Seiten bekommen ihn mit einer Mail für den Kalender.")


def _too_late(request, engagement):
    sentence = _("Die Begleitung läuft gerade nicht. Neue Termine sind jetzt nicht möglich.")
    return refuse(request, engagement, sentence)


def _case(session):
    return session.engagement.support_request


def _may_act(user, engagement):
    is_office = WorkflowRole.OFFICE in roles_of(user, engagement.support_request)
    return is_office or engagement.is_advised_by(user)


def _refuse_readers(user, engagement):
    if not _may_act(user, engagement):
        raise PermissionDenied


def _session(request, oid, session_oid):
    engagement = find_readable(request, oid)
    found = get_object_or_404(engagement.sessions, oid=session_oid)
    found.engagement = engagement
    return found
