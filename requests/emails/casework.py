"""Mails about G.I.B.'s decisions. Each is written in the transaction of its decision."""

from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from gsvo.outbox import privacy_notice
from gsvo.outbox.queue import Mail, queues_mails
from requests.emails.recipients import fact_of, to_gib, to_office
from requests.workflow import WaitingOn


@queues_mails
def granted(support_request, quarters):
    """To the office: so many days are promised, now clarify the mandate."""
    return to_office(
        support_request,
        "requests/granted",
        days=days.as_words(quarters),
        deadline=_("Auftrag klären bis %(day)s") % {"day": dates.weekday(support_request.clarify_by)},
        conditions=support_request.conditions,
        facts=[
            (_("Zugesagt"), days.as_words(quarters)),
            (_("Förderzeitraum"), support_request.period.name),
            fact_of(support_request),
        ],
        action=_("Auftrag schreiben"),
        after=_("Sagen Sie uns bitte früh Bescheid, wenn die Zeit nicht reicht."),
    )


@queues_mails
def granted_notice(support_request, quarters):
    """To the chair of the steering committee, for information. Nothing goes out where no chair is named."""
    chair = next((member for member in support_request.committee_members() if member.is_chair), None)
    if chair is None:
        return []
    return Mail(
        "requests/granted_notice",
        to=chair,
        about=support_request,
        context={
            "support_request": support_request,
            "days": days.as_words(quarters),
            "clarify_by": support_request.clarify_by,
            "facts": [(_("Zugesagt"), days.as_words(quarters)), fact_of(support_request)],
            "because": _(
                "Sie bekommen diese Mail, weil die Koordinierungsstelle %(office)s Sie als Vorsitz des "
                "Steuerungsgremiums eingetragen hat."
            )
            % {"office": support_request.office},
        },
        introduces=privacy_notice.by_office(support_request.office, "member"),
    )


@queues_mails
def queried(support_request, question):
    """To the office: G.I.B. asks something."""
    return to_office(
        support_request,
        "requests/queried",
        question=question,
        deadline=_("Antwort bis %(day)s") % {"day": dates.weekday(support_request.due_on)},
        action=_("Rückfrage beantworten"),
        after=_(
            "Ohne Ihre Antwort können wir nicht weiter prüfen und müssen die Anfrage vielleicht ablehnen."
        ),
    )


@queues_mails
def deferred(support_request, reason):
    """To the office: the decision comes later."""
    return to_office(
        support_request,
        "requests/deferred",
        reason=reason,
        until=support_request.due_on,
        action=_("Anfrage ansehen"),
    )


@queues_mails
def rejected(support_request, reason):
    """To the office: no, and why."""
    return to_office(support_request, "requests/rejected", reason=reason, action=_("Anfrage ansehen"))


@queues_mails
def cancelled(support_request, reason):
    """To the office: G.I.B. ends the request or the engagement, and why."""
    return to_office(
        support_request,
        "requests/cancelled",
        reason=reason,
        closing=support_request.ended_early,
        action=_("Anfrage ansehen"),
    )


@queues_mails
def case_reopened(support_request, reason):
    """To the office: G.I.B. or the office had ended the request by mistake; it goes on where it was."""
    due_on = support_request.due_on
    is_yours = support_request.waiting_on == WaitingOn.OFFICE
    return to_office(
        support_request,
        "requests/case_reopened",
        reason=reason,
        state=support_request.get_state_display(),
        is_yours=is_yours,
        days=days.as_words(support_request.granted_quarters) if support_request.granted_quarters else "",
        deadline=_("Bitte bis %(day)s") % {"day": dates.weekday(due_on)} if is_yours and due_on else None,
        action=_("Anfrage öffnen"),
    )


@queues_mails
def asleep_notice(support_request, ends_on):
    """To G.I.B.: nothing has happened for long, and on that day the clock ends the case."""
    return to_gib(
        support_request,
        "requests/asleep_notice",
        ends_on=dates.day(ends_on),
        facts=[
            fact_of(support_request),
            (_("Ort"), str(support_request.office)),
            (_("Stand"), support_request.get_state_display()),
            (_("Am Zug"), support_request.get_waiting_on_display()),
        ],
    )


@queues_mails
def lapsed(support_request):
    """To the office and to G.I.B.: the case was ended because nothing happened for so long."""
    engaged = bool(support_request.engaged_at)
    return [
        *to_office(support_request, "requests/lapsed", engaged=engaged, action=_("Anfrage ansehen")),
        *to_gib(support_request, "requests/lapsed", engaged=engaged),
    ]
