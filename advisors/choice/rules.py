"""The rules by which G.I.B. sees who fits a request: one function each, all in one table.

A rule knows a `Need` and a `Candidate` and returns what it finds, in words, or None. There are no weights:
whoever one rule blocks does not fit, whoever one rule has a reserve about fits with a reserve, all others
fit. docs/choice.md holds the same table (`manage.py write_choice_rules`).
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.choice.facts import Candidate, Need, overlap
from gsvo.lib import dates, days


class Fit(IntEnum):
    """How somebody fits; the worst that a rule finds counts."""

    FITS = 0
    RESERVE = 1
    BLOCKED = 2


@dataclass(frozen=True)
class Finding:
    fit: Fit
    words: str


Found = Finding | None


@dataclass(frozen=True)
class Rule:
    """A rule's function, and in words when it finds what ("" = never).

    The words are for docs/choice.md, which is German, and on no page.
    """

    judge: Callable[[Need, Candidate], Found]
    label: str
    fits: str = ""
    reserve: str = ""
    blocked: str = ""


def exclusion(need: Need, who: Candidate) -> Found:
    if not who.is_excluded:
        return None
    words = _("%(office)s hat diese Person ausgeschlossen.") % {"office": need.office}
    return Finding(Fit.BLOCKED, f"{words} {_quoted(who.reason)}".strip())


def _quoted(reason: str) -> str:
    return _("Grund: „%(reason)s“") % {"reason": reason} if reason else ""


def conflict(need: Need, who: Candidate) -> Found:
    if not who.conflict_on:
        return None
    words = _("Interessenkonflikt: Deshalb am %(day)s eine Anfrage aus %(office)s abgelehnt.")
    return Finding(Fit.BLOCKED, words % {"day": dates.day(who.conflict_on), "office": need.office})


def pause(need: Need, who: Candidate) -> Found:
    if not who.paused_until or who.paused_until < need.today:
        return None
    return Finding(Fit.BLOCKED, _("Macht Pause bis %(day)s.") % {"day": dates.day(who.paused_until)})


def asked(need: Need, who: Candidate) -> Found:
    return Finding(Fit.BLOCKED, _("Ist für diese Anfrage schon eingeladen.")) if who.is_asked else None


def absence(need: Need, who: Candidate) -> Found:
    """Block whoever is away all the time; have a reserve about whoever is away at times, or now."""
    in_period = overlap(who.absences, need.first, need.last)
    if in_period == [(need.first, need.last)]:
        return Finding(Fit.BLOCKED, _("Im ganzen Zeitraum nicht da."))
    found = overlap(who.absences, min(need.today, need.first), need.last)
    if not found:
        return None
    spans = ", ".join(_span(begin, end) for begin, end in found)
    return Finding(Fit.RESERVE, _("Nicht da: %(spans)s.") % {"spans": spans})


def _span(begin: dt.date, end: dt.date) -> str:
    return _("%(first)s bis %(last)s") % {"first": dates.day(begin), "last": dates.day(end)}


def free_days(need: Need, who: Candidate) -> Found:
    if not who.missing:
        return None
    if who.free <= 0:
        return Finding(Fit.BLOCKED, _("In diesem Förderzeitraum ist kein Tag mehr frei."))
    return Finding(Fit.RESERVE, _("%(days)s zu wenig frei.") % {"days": days.as_words(who.missing)})


def topics(need: Need, who: Candidate) -> Found:
    if not need.topics:
        return None
    covered = who.covers(need)
    numbers = {"covered": len(covered), "of": len(need.topics), "topics": ", ".join(covered)}
    if not covered:
        words = ngettext(
            "Das gefragte Thema steht nicht im Profil.",
            "Keins der %(of)s Themen steht im Profil.",
            len(need.topics),
        )
        return Finding(Fit.RESERVE, words % numbers)
    words = ngettext(
        "%(covered)s von %(of)s Thema: %(topics)s.",
        "%(covered)s von %(of)s Themen: %(topics)s.",
        len(need.topics),
    )
    return Finding(Fit.FITS, words % numbers)


def place(need: Need, who: Candidate) -> Found:
    if not who.has_places:
        return Finding(Fit.FITS, _("Arbeitet in ganz Nordrhein-Westfalen."))
    if who.works_here:
        return Finding(Fit.FITS, _("Arbeitet in %(office)s.") % {"office": need.office})
    return Finding(Fit.RESERVE, _("%(office)s steht nicht unter den Orten.") % {"office": need.office})


def form(need: Need, who: Candidate) -> Found:
    """Have a reserve about whoever offers one form only where the request asks for another, or for both."""
    if who.mode in ("mixed", need.mode):
        return None
    only = _("Arbeitet nur online.") if who.mode == "online" else _("Arbeitet nur vor Ort.")
    return Finding(Fit.RESERVE, only)


def answered(need: Need, who: Candidate) -> Found:
    if not who.answered:
        return None
    return Finding(Fit.RESERVE, _("War für diese Anfrage schon gefragt: %(how)s.") % {"how": who.answered})


def worked_here(need: Need, who: Candidate) -> Found:
    if not who.knows_office:
        return None
    return Finding(Fit.FITS, _("Hat %(office)s schon begleitet.") % {"office": need.office})


def wish(need: Need, who: Candidate) -> Found:
    if not (who.is_wished and who.reason):
        return None
    return Finding(Fit.FITS, _("Gewünscht, weil: „%(reason)s“") % {"reason": who.reason})


RULES = (
    Rule(
        exclusion,
        "Ausschluss",
        blocked="Die Koordinierungsstelle hat die Person für diese Anfrage ausgeschlossen.",
    ),
    Rule(
        conflict,
        "Interessenkonflikt",
        blocked="Die Person hat deshalb schon eine Anfrage derselben Koordinierungsstelle abgelehnt.",
    ),
    Rule(pause, "Pause", blocked="Die Person macht heute Pause."),
    Rule(
        asked,
        "Schon eingeladen",
        blocked="Die Person ist gerade gefragt oder steht in der Reihe.",
    ),
    Rule(
        absence,
        "Abwesenheit",
        reserve="Die Person ist an einzelnen Tagen von heute bis zum Ende des Zeitraums nicht da.",
        blocked="Die Person ist im ganzen Zeitraum der Anfrage nicht da.",
    ),
    Rule(
        free_days,
        "Freie Tage",
        reserve="Im Förderzeitraum sind weniger Tage frei, als zugesagt und noch nicht gebucht sind.",
        blocked="Im Förderzeitraum ist kein Tag mehr frei.",
    ),
    Rule(
        topics,
        "Themen",
        fits="Mindestens ein Thema der Anfrage steht im Profil; gezählt wird x von y.",
        reserve="Kein Thema der Anfrage steht im Profil.",
    ),
    Rule(
        place,
        "Ort",
        fits="Der Ort steht im Profil, oder die Person arbeitet in ganz Nordrhein-Westfalen.",
        reserve="Die Person nennt Orte, und dieser ist nicht dabei.",
    ),
    Rule(
        form,
        "Form",
        reserve="Die Person arbeitet nur vor Ort oder nur online, die Anfrage will es anders.",
    ),
    Rule(
        answered,
        "Frühere Antwort",
        reserve="Die Person war für diese Anfrage schon gefragt.",
    ),
    Rule(
        worked_here,
        "Schon hier gearbeitet",
        fits="Die Person begleitet oder begleitete eine Anfrage derselben Koordinierungsstelle.",
    ),
    Rule(
        wish,
        "Wunsch",
        fits="Die Koordinierungsstelle wünscht die Person; wer gewünscht ist, steht oben.",
    ),
)


def judge(need: Need, who: Candidate) -> list[Finding]:
    """Return what all rules find about a candidate, what weighs most first."""
    found = [finding for rule in RULES if (finding := rule.judge(need, who))]
    return sorted(found, key=lambda finding: -finding.fit)
