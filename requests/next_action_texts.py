"""Texts of the next action's panel by state, referred to by the rows of `requests.states`.

Each function takes the request, its events (newest first) and whether the reader has to act; it returns
(what happens now, what comes afterwards).
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.lib import days
from requests.workflow import WaitingOn


def opened_form(events):
    """Return the event that opened the office's form again. `events`: newest first.

    After a reopened case the form is open for the same reason as before its end.
    """
    opening = (event for event in events if event.act in ("ask_back", "revise"))
    return next(opening, None)


def draft(support_request, events, mine):
    if not mine:
        return _("Der Entwurf ist noch nicht eingereicht."), ""
    return (
        _("Stellen Sie den Entwurf fertig und reichen Sie ihn ein. Bisher sieht ihn nur Ihre Stelle."),
        _("Danach prüft die G.I.B. Ihre Anfrage."),
    )


def submitted(support_request, events, mine):
    if mine:
        return _("Prüfen Sie die Anfrage: Tage zusagen, zurückfragen oder ablehnen."), ""
    if support_request.deferred_until:
        return _("Die G.I.B. entscheidet später als geplant."), ""
    return _("Die G.I.B. prüft die Anfrage."), ""


def queried(support_request, events, mine):
    opened = opened_form(events)
    after = _("Danach prüft die G.I.B. weiter.") if mine else ""
    if opened and opened.act == "ask_back" and not opened.reason:
        return _("Die G.I.B. hat eine Rückfrage gestellt."), after
    if opened and opened.act == "ask_back":
        return _("Die G.I.B. fragt: „%(question)s“") % {"question": opened.reason}, after
    if mine:
        return _("Das Formular ist wieder offen. Reichen Sie die Anfrage ein, sobald alles stimmt."), after
    return _("Die Koordinierungsstelle ändert ihre Anfrage."), ""


def clarifying(support_request, events, mine):
    if support_request.waiting_on == WaitingOn.COMMITTEE:
        return _("Die Mitglieder lesen den Auftrag und nehmen Stellung."), ""
    after = _("Danach sucht die G.I.B. eine passende Beratung.")
    opening = next((event for event in events if event.act in _AFTER_EVENT), None)
    if opening:
        return _AFTER_EVENT[opening.act](opening, mine), after
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


_AFTER_EVENT = {
    "reopen_case": _after_case_reopened,
    "round_closed": _after_round,
    "return_mandate": _after_return,
    "reopen_mandate": _after_reopening,
}


def mandated(support_request, events, mine):
    if mine:
        return _("Der Auftrag ist geklärt. Laden Sie Beratende ein."), ""
    return _("Der Auftrag ist geklärt. Die G.I.B. sucht jetzt eine passende Beratung."), ""


def matching(support_request, events, mine):
    if support_request.waiting_on == WaitingOn.GIB:
        return _("Die G.I.B. sucht eine passende Beratung."), ""
    return _("Die G.I.B. hat im Pool angefragt. Dort wird der Auftrag jetzt gelesen."), ""


def engaged(support_request, events, mine):
    if support_request.waiting_on == WaitingOn.GIB:
        return _("Wer berät, steht nicht mehr im Pool. Die G.I.B. klärt, wie es weitergeht."), ""
    if support_request.waiting_on == WaitingOn.OFFICE and mine:
        return _("Zeiteinträge warten auf Ihre Gegenzeichnung. Sie stehen auf der Seite der Begleitung."), ""
    return _("Die Begleitung läuft."), ""


def interrupted(support_request, events, mine):
    return _("Die Begleitung ist unterbrochen."), ""


def closing(support_request, events, mine):
    return _("Die Begleitung ist beendet. Es fehlt noch, was zum Abschluss gehört."), ""
