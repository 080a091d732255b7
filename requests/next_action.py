"""Who has to act, and what happens next: for each state the arguments of components/next_action.html."""

import copy

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gsvo.lib import dates, days
from requests import form_fields, workflow
from requests.actions import may_copy
from requests.forms.steps import STEP_OF
from requests.workflow import State, WaitingOn, WorkflowRole

WAITING_ON_HEADINGS = {  # the heading for everybody but the one who has to act
    WaitingOn.OFFICE: gettext_lazy("Die Koordinierungsstelle ist am Zug"),
    WaitingOn.GIB: gettext_lazy("Die G.I.B. ist am Zug"),
    WaitingOn.COMMITTEE: gettext_lazy("Das Gremium ist am Zug"),
    WaitingOn.ADVISOR: gettext_lazy("Die Beratung ist am Zug"),
}
ENDED = {
    State.COMPLETED: gettext_lazy("Die Begleitung ist abgeschlossen"),
    State.REJECTED: gettext_lazy("Die G.I.B. hat die Anfrage abgelehnt"),
    State.WITHDRAWN: gettext_lazy("Die Anfrage ist zurückgezogen"),
    State.CANCELLED: gettext_lazy("Die Anfrage ist abgebrochen"),
}


_REOPENABLE = workflow.TRANSITIONS["reopen_case"].sources
_IF_BY_MISTAKE = gettext_lazy(
    "Ein Versehen? Rufen Sie die G.I.B. an: Die Leitung kann die Anfrage wieder öffnen."
)


def next_action_panel(support_request, events, reader, *, reads):
    """The panel of one request. `events`: newest first.

    `reader`: the WaitingOn that the reader could hold (OFFICE for those who may write there, GIB for its
    staff), or None for somebody who only reads along. `reads(event)`: whether the reader may read its reason.
    """
    events = [_as_read(event, reads) for event in events]
    state = State(support_request.state)
    last = next((event for event in events if event.moved), None)
    if state in workflow.ENDS:
        reason = last.reason if last else ""
        if last and last.act == "lapse":
            reason = _("Lange ist nichts geschehen. Sie können die Anfrage als Vorlage kopieren.")
        after = _IF_BY_MISTAKE if reader == WaitingOn.OFFICE and state in _REOPENABLE else ""
        return {
            "heading": ENDED[state],
            "since": support_request.waiting_since,
            "text": reason,
            "deadline": after,
        }
    mine = reader == support_request.waiting_on
    text, after = _TEXTS[state](support_request, events, mine)
    return {
        "mine": mine,
        "heading": _("Sie sind am Zug")
        if mine
        else WAITING_ON_HEADINGS[WaitingOn(support_request.waiting_on)],
        "since": support_request.waiting_since,
        "text": text,
        "deadline": " ".join(part for part in (_deadline(support_request, mine), after) if part),
    }


def _as_read(event, reads):
    """The event as somebody reads it: without its reason, if that is for others."""
    if not event.reason or reads(event):
        return event
    shown = copy.copy(event)
    shown.reason = ""
    return shown


def opened_form(events):
    """The event that opened the office's form again, a question or its own change. `events`: newest first.

    After a reopened case the form is open for the same reason as before its end.
    """
    opening = (event for event in events if event.act in ("ask_back", "revise"))
    return next(opening, None)


def _deadline(support_request, mine):
    due_on = support_request.due_on
    if not due_on:
        return ""
    day = {"day": dates.day(due_on)}
    if due_on < timezone.localdate():
        return _("Die Frist war am %(day)s.") % day
    return (_("Bitte bis %(day)s.") if mine else _("Antwort bis %(day)s.")) % day


# Each gives (what happens now, what comes afterwards), told to the one who has to act or to the others.
def _draft(support_request, events, mine):
    if not mine:
        return _("Der Entwurf ist noch nicht eingereicht."), ""
    return (
        _("Stellen Sie den Entwurf fertig und reichen Sie ihn ein. Bisher sieht ihn nur Ihre Stelle."),
        _("Danach prüft die G.I.B. Ihre Anfrage."),
    )


def _submitted(support_request, events, mine):
    if mine:
        return _("Prüfen Sie die Anfrage: Tage zusagen, zurückfragen oder ablehnen."), ""
    if support_request.deferred_until:
        return _("Die G.I.B. entscheidet später als geplant."), ""
    return _("Die G.I.B. prüft die Anfrage."), ""


def _queried(support_request, events, mine):
    opened = opened_form(events)
    after = _("Danach prüft die G.I.B. weiter.") if mine else ""
    if opened and opened.act == "ask_back" and not opened.reason:
        return _("Die G.I.B. hat eine Rückfrage gestellt."), after
    if opened and opened.act == "ask_back":
        return _("Die G.I.B. fragt: „%(question)s“") % {"question": opened.reason}, after
    if mine:
        return _("Das Formular ist wieder offen. Reichen Sie die Anfrage ein, sobald alles stimmt."), after
    return _("Die Koordinierungsstelle ändert ihre Anfrage."), ""


def _clarifying(support_request, events, mine):
    if support_request.waiting_on == WaitingOn.COMMITTEE:
        return _("Die Mitglieder lesen den Auftrag und nehmen Stellung."), ""
    after = _("Danach sucht die G.I.B. eine passende Beratung.")
    turning = next((event for event in events if event.act in _TURNS_OF_CLARIFICATION), None)
    if turning:
        return _TURNS_OF_CLARIFICATION[turning.act](turning, mine), after
    granted = {"days": days.as_words(support_request.granted_quarters)}
    if not mine:
        return _("Die G.I.B. hat %(days)s zugesagt. Jetzt wird der Auftrag geklärt.") % granted, after
    return (
        _("Die G.I.B. hat %(days)s zugesagt. Schreiben Sie den Auftrag und fragen Sie Ihr Gremium.")
        % granted,
        after,
    )


def _after_round(event, mine):
    change = event.data.get("change", 0)
    result = (
        ngettext(
            "Ein Mitglied wünscht eine Änderung am Auftrag.",
            "%(count)s Mitglieder wünschen Änderungen am Auftrag.",
            change,
        )
        % {"count": change}
        if change
        else _("Die Runde im Gremium endete ohne Ergebnis.")
    )
    if not mine:
        return result
    return result + " " + _("Überarbeiten Sie ihn und geben Sie die nächste Fassung zur Abstimmung.")


def _after_return(event, mine):
    if not event.reason:
        return _("Die G.I.B. gibt den Auftrag zurück.")
    return _("Die G.I.B. gibt den Auftrag zurück: „%(reason)s“") % {"reason": event.reason}


def _after_reopening(event, mine):
    return _("Der Auftrag wird neu gefasst.")


def _after_case_reopened(event, mine):
    if not mine:
        return _("Die Anfrage ist wieder offen. Jetzt wird der Auftrag weiter geklärt.")
    return _("Die Anfrage ist wieder offen. Klären Sie den Auftrag weiter und fragen Sie Ihr Gremium neu.")


_TURNS_OF_CLARIFICATION = {
    "reopen_case": _after_case_reopened,
    "round_closed": _after_round,
    "return_mandate": _after_return,
    "reopen_mandate": _after_reopening,
}


def _mandated(support_request, events, mine):
    if mine:
        return _("Der Auftrag ist geklärt. Laden Sie Beratende ein."), ""
    return _("Der Auftrag ist geklärt. Die G.I.B. sucht jetzt eine passende Beratung."), ""


def _matching(support_request, events, mine):
    if support_request.waiting_on == WaitingOn.GIB:
        return _("Die G.I.B. sucht eine passende Beratung."), ""
    return _("Eine Person aus dem Pool ist angefragt und liest den Auftrag."), ""


def _engaged(support_request, events, mine):
    return _("Die Begleitung läuft."), ""


def _interrupted(support_request, events, mine):
    return _("Die Begleitung ist unterbrochen."), ""


def _closing(support_request, events, mine):
    return _("Die Begleitung ist beendet. Es fehlt noch, was zum Abschluss gehört."), ""


_TEXTS = {
    State.DRAFT: _draft,
    State.SUBMITTED: _submitted,
    State.QUERIED: _queried,
    State.CLARIFYING: _clarifying,
    State.MANDATED: _mandated,
    State.MATCHING: _matching,
    State.ENGAGED: _engaged,
    State.INTERRUPTED: _interrupted,
    State.CLOSING: _closing,
}


# --- what the office does next: words of the button and where it leads ----------------------------------
def next_act(support_request, opened=None):
    """(label, address) of the one thing that the office does next, or None while it only waits.

    `opened`: the event that opened its form again, see `requests.next_action.opened_form`.
    """
    if support_request.waiting_on != WaitingOn.OFFICE:
        return None
    oid = support_request.oid
    if support_request.state == State.DRAFT:
        return _finish_draft(support_request)
    if support_request.state == State.QUERIED:
        was_asked = opened is None or opened.act == "ask_back"
        label = _("Rückfrage beantworten") if was_asked else _("Ändern und wieder einreichen")
        return label, reverse("requests:answer", args=[oid])
    if support_request.state == State.CLARIFYING:
        return _("Auftrag bearbeiten"), reverse("requests:mandate", args=[oid])
    return None


def _finish_draft(support_request):
    missing = form_fields.first_missing(support_request)
    if missing is None:
        return _("Prüfen und einreichen"), reverse("requests:check", args=[support_request.oid])
    step = STEP_OF[missing].number
    return _("Entwurf fertigstellen"), reverse("requests:step", args=[support_request.oid, step])


def task(support_request):
    """One line of "Was jetzt zu tun ist"."""
    fallback = (support_request.next_step, support_request.get_absolute_url())
    label, url = next_act(support_request) or fallback
    return {"support_request": support_request, "label": label, "url": url}


def further_acts(support_request, roles):
    """(label, address) of what the office may do besides, seldom things last."""
    if WorkflowRole.OFFICE not in roles:
        return []
    acts = [
        ("revise", _("Noch einmal ändern"), support_request.may("revise", roles)),
        ("hand_over", _("An Kolleg:in übergeben"), not support_request.is_ended),
        ("share", _("Partnerstelle mitlesen lassen"), True),
        ("copy", _("Als Vorlage kopieren"), may_copy(support_request)),
        ("reopen_mandate", _("Auftrag neu fassen …"), support_request.may("reopen_mandate", roles)),
        ("withdraw", _("Anfrage zurückziehen …"), support_request.may("withdraw", roles)),
        ("delete_draft", _("Entwurf löschen …"), support_request.state == State.DRAFT),
    ]
    return [
        (label, reverse(f"requests:{name}", args=[support_request.oid]))
        for name, label, is_possible in acts
        if is_possible
    ]
