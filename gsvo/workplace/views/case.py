"""The page of one case."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisors.panels import invitations_of_case
from gsvo.files.download import serve
from gsvo.lib import dates, days
from gsvo.lib.dates import months
from gsvo.workplace import available_actions, mail_actions
from requests import form_fields, timeline, turnaround
from requests.models import Event, FundingPeriod, SupportRequest
from requests.next_action import WAITING_ON_HEADINGS, build_next_action
from requests.undelivered import unreached
from requests.views.mandate_panel import versions_on_page
from requests.workflow import State, WaitingOn


def find(request, oid, *together):
    """Return the case; 403 without the right to look at cases, 404 for drafts.

    `together`: further relations that the page reads with it.
    """
    if not request.user.has_perm("requests.view_supportrequest"):
        raise PermissionDenied
    cases = SupportRequest.objects.submitted().select_related("office", "period", "handled_by", *together)
    return get_object_or_404(cases, oid=oid)


@require_safe
def case(request, oid):
    support_request = find(request, oid, "engagement__advisor__user")
    history = Prefetch("events", Event.objects.select_related("by_user", "by_link"))
    prefetch_related_objects([support_request], history, invitations_of_case())  # for its panels as well
    events = list(support_request.events.all())
    acts = available_actions.available(request.user, support_request)
    context = {
        "title": support_request.title or _("Anfrage ohne Titel"),
        "support_request": support_request,
        "next_action": _next_action(support_request, events),
        "acts": available_actions.by_weight(acts, support_request),
        "progress": timeline.progress(support_request, events),
        "log": timeline.log(support_request, events, for_staff=True, known=_known_names(support_request)),
        "changes": _changes(support_request, events),
        "facts": _facts(support_request),
        "answers": _answers(support_request),
        "attachments": support_request.attachments.current().select_related("file"),
        "unreached": unreached(support_request),
        "partners": support_request.partner_offices.all(),
        "mails": mail_actions.rows(support_request, request.user),
    }
    return render(request, "admin/case.html", admin.site.each_context(request) | context)


def _known_names(support_request):
    """Return the names in events that the page reads anyway, for `timeline.log`."""
    advisors = {row.advisor_id: row.advisor.name for row in support_request.invitations.all()}
    rounds = (round_ for version in versions_on_page(support_request) for round_ in version.rounds.all())
    seats = {seat.pk: seat.institution for round_ in rounds for seat in round_.seats.all()}
    return {"advisor_id": advisors, "seat_id": seats}


@require_safe
def attachment(request, oid, file):
    row = get_object_or_404(find(request, oid).attachments.current(), file__oid=file)
    return serve(row.file)


def _next_action(support_request, events):
    """Return who has to do the next thing, since when, until when; here G.I.B. is never called "Sie"."""
    if support_request.is_ended:
        heading = support_request.get_state_display()
        return build_next_action(support_request, {WaitingOn.GIB}, heading=heading, shows_since=False)
    text, deadline = what_to_do(support_request, events)
    return build_next_action(
        support_request,
        {WaitingOn.GIB},
        text=text,
        deadline=deadline,
        heading=WAITING_ON_HEADINGS[WaitingOn(support_request.waiting_on)],
    )


def what_to_do(support_request, events):
    """Return (what is to be done, until when)."""
    today = timezone.localdate()
    if support_request.state == State.SUBMITTED:
        age, within = turnaround.gib_age(events, today), settings.ANSWER_WITHIN_WORKING_DAYS
        text = _("Bei uns: %(age)s von %(within)s Arbeitstagen.") % {"age": age, "within": within}
        return text, _promise(support_request, events, today)
    text = _("Nächster Schritt: %(step)s.") % {"step": _next_step(support_request)}
    if not support_request.due_on:
        return text, ""
    words = _("Frist: %(day)s.") if support_request.due_on >= today else _("Die Frist war der %(day)s.")
    return text, words % {"day": dates.day(support_request.due_on)}


def _next_step(support_request):
    is_offered = (
        support_request.state == State.MATCHING
        and support_request.waiting_on == WaitingOn.GIB
        and support_request.invitations.offered().exists()
    )
    return _("Zusage prüfen") if is_offered else support_request.next_step


def _promise(support_request, events, today):
    deferred = support_request.deferred_until
    if deferred and deferred >= today:
        return _("Zurückgestellt bis %(day)s.") % {"day": dates.day(deferred)}
    promised = turnaround.promise_date(events, today)
    return _("Antwort versprochen bis %(day)s.") % {"day": dates.day(promised)} if promised else ""


def _answers(support_request):
    """Return (question, answer) of every answer that is not empty."""
    texts = form_fields.texts_of(support_request)
    return [(_label(name), text) for name, text in texts.items() if text]


def _changes(support_request, events):
    """Return what the office changed with its last answer, while G.I.B. has to look at it."""
    answer = next((event for event in events if event.act == "answer"), None)
    if answer is None or support_request.state != State.SUBMITTED:
        return []
    return [
        {"label": _label(row["field"]), "old": row["old"], "new": row["new"]}
        for row in answer.data.get("changes", [])
    ]


def _label(name):
    return SupportRequest._meta.get_field(name).verbose_name


def _facts(support_request):
    period = support_request.period or FundingPeriod.objects.for_days_of(support_request)
    granted = support_request.granted_quarters
    facts = [
        (
            _("Gewünscht"),
            days.as_words(support_request.wanted_quarters) if support_request.wanted_quarters else "",
        ),
        (_("Zugesagt"), days.as_words(granted) if granted else ""),
        (_("Zeitraum"), months(support_request.period_from, support_request.period_to)),
        (_("vor Ort oder online"), support_request.get_mode_display()),
        (_("Gremium"), _committee(support_request)),
        (_("Auftrag klären bis"), dates.day(support_request.clarify_by)),
        (_("Frei in %(period)s") % {"period": period} if period else "", period.free_days if period else ""),
        (_("Ansprechperson"), str(support_request.contact)),
        (_("zuständig in der Stelle"), support_request.handler_words),
    ]
    return [(capfirst(label), value) for label, value in facts]


def _committee(support_request):
    words = support_request.get_committee_status_display()
    day = support_request.committee_on
    return f"{words} ({dates.day(day)})" if words and day else words
