"""Engagements and what the clock ends."""

from requests.notifications.parties import AFTER_ACCEPTANCE, COMMITTEE, STARTED, P, S, Told, rule, to_all
from requests.notifications.shared import (
    BEFORE_ACCEPTANCE,
    BEFORE_ROUND,
    IN_ROUND,
    NOT_YET,
    RECALLED,
    TELLS,
    TO_ALL,
    TO_CHAIR,
    WHILE_CHANGING,
)

rule(
    "take_over",
    S.DRAFT,
    {
        P.HANDLER: Told("advisors/taken_over", "soll prüfen, was eingetragen ist"),
        P.ADVISOR: Told("advisors/taken_over", "trägt von jetzt an hier ein"),
    },
    silent=dict.fromkeys(COMMITTEE, "haben den Auftrag vor dem Portal beschlossen"),
)
rule("advisor_changed", (S.ENGAGED, S.INTERRUPTED, S.CLOSING))

_WORKS_ON = "arbeitet damit weiter"
_BOTH = (P.HANDLER, P.ADVISOR)
_LEFT_ALONE = {
    P.HANDLER: Told("advisors/advisor_left", "soll nichts Neues vereinbaren, bis die G.I.B. sich meldet"),
    # Also when a colleague did it: the address is the mailbox of all.
    P.GIB: Told("advisors/advisor_left_notice", "muss jemanden suchen oder abschließen, wer es auch eintrug"),
}
_HEARS_OF_CHANGE = dict.fromkeys(COMMITTEE, "hören vom Wechsel, sobald die G.I.B. ihn beginnt")
rule(
    "advisor_left",
    AFTER_ACCEPTANCE,
    _LEFT_ALONE | {P.ADVISOR: Told("advisors/pool_left", "soll nichts Neues vereinbaren")},
    outcome="left",
    when="die G.I.B. nimmt die Person aus dem Pool",
    silent=_HEARS_OF_CHANGE,
)
rule(
    "advisor_left",
    AFTER_ACCEPTANCE,
    _LEFT_ALONE,
    outcome="stopped",
    when="die G.I.B. sperrt ihren Zugang",
    silent=_HEARS_OF_CHANGE | {P.ADVISOR: "erfährt es mit der Mail zum gesperrten Zugang"},
)
rule(
    "advisor_returned",
    AFTER_ACCEPTANCE,
    to_all(_BOTH, "advisors/advisor_returned", _WORKS_ON),
    when="die Person steht wieder im Pool, oder ihr Zugang ist wieder offen, bevor jemand anderes berät",
    silent=dict.fromkeys(COMMITTEE, "hatten nichts davon gehört"),
)
rule("interrupt", S.ENGAGED, to_all(_BOTH, "advisors/interrupted", "vereinbart so lange nichts") | TELLS)
rule(
    "extend_interruption",
    S.INTERRUPTED,
    to_all(_BOTH, "advisors/interrupted", "vereinbart so lange nichts") | TELLS,
)
rule("resume", S.INTERRUPTED, to_all(_BOTH, "advisors/resumed", _WORKS_ON) | TELLS)
rule(
    "change_advisor",
    (S.ENGAGED, S.INTERRUPTED),
    {
        P.HANDLER: Told("advisors/advisor_changed", "bekommt jemand anderen"),
        P.ADVISOR: Told("advisors/advisor_changed", "der Einsatz endet"),
    }
    | TELLS,
)
_LOOKS_BACK = to_all(COMMITTEE, "advisors/looking_back_asked", "blickt zurück, ohne Namen")
_MUST_CLOSE = {P.GIB: Told("advisors/finishing_notice", "muss abschließen")}
rule(
    "finish",
    S.ENGAGED,
    {P.ADVISOR: Told("advisors/finishing", "hat es nicht selbst getan")} | _MUST_CLOSE | _LOOKS_BACK,
    outcome="by_office",
    when="die Koordinierungsstelle beendet",
)
rule(
    "finish",
    S.ENGAGED,
    {P.HANDLER: Told("advisors/finishing", "hat es nicht selbst getan")} | _MUST_CLOSE | _LOOKS_BACK,
    outcome="by_advisor",
    when="die Berater:in beendet",
    silent={P.ADVISOR: "hat es selbst getan"},
)
rule(
    "finish",
    S.INTERRUPTED,
    to_all(_BOTH, "advisors/finishing", "hat es nicht selbst getan") | _LOOKS_BACK,
)
rule("complete", S.CLOSING, to_all(_BOTH, "advisors/completed", "braucht die Abrechnung") | TELLS)
rule(
    "reopen",
    S.CLOSING,
    to_all(_BOTH, "advisors/reopened", _WORKS_ON)
    | to_all(COMMITTEE, "advisors/engagement_changed", "waren schon um einen Rückblick gebeten"),
    outcome="after_finish",
    when="die Begleitung war beendet",
)
rule(
    "reopen",
    S.CLOSING,
    to_all(_BOTH, "advisors/reopened", _WORKS_ON)
    | to_all(COMMITTEE, "advisors/engagement_changed", "hatten vom Abbruch gehört"),
    outcome="after_cancel",
    when="die Leitung hatte abgebrochen",
)

_IN_CALENDARS = "beide Kalender sollen dasselbe zeigen"
for _act, _states in (
    ("session_planned", S.ENGAGED),
    ("session_moved", S.ENGAGED),
    ("session_changed", S.ENGAGED),
    ("session_cancelled", AFTER_ACCEPTANCE),
):
    _kind = "session_changed" if _act == "session_moved" else _act
    rule(_act, _states, to_all(_BOTH, f"advisors/{_kind}", _IN_CALENDARS))
for _act in ("session_held", "session_not_held"):
    rule(_act, AFTER_ACCEPTANCE, silent=dict.fromkeys(_BOTH, "waren dabei; es steht im Verlauf"))

_ASKED_FOR_VIEW = Told("advisors/review_begun", "sagt auch, wo die Ziele stehen")
rule(
    "review_begun",
    AFTER_ACCEPTANCE,
    {P.ADVISOR: _ASKED_FOR_VIEW},
    outcome="by_office",
    when="die Koordinierungsstelle beginnt",
)
rule(
    "review_begun",
    AFTER_ACCEPTANCE,
    {P.HANDLER: _ASKED_FOR_VIEW},
    outcome="by_advisor",
    when="die Berater:in beginnt",
    silent={P.ADVISOR: "hat es selbst getan"},
)
for _act in ("review_changed", "goals_rated"):
    rule(_act, AFTER_ACCEPTANCE, silent=dict.fromkeys(_BOTH, "sehen es auf der Seite der Begleitung"))
_MOVED = "advisors/milestone_moved"
_STAYS_IN = to_all(COMMITTEE, _MOVED, "hat den Auftrag mit seinen Tagen vereinbart")
rule(
    "milestone_moved",
    AFTER_ACCEPTANCE,
    {P.ADVISOR: Told(_MOVED, "plant mit dem neuen Tag")} | _STAYS_IN,
    outcome="by_office",
    when="die Koordinierungsstelle verschiebt",
)
rule(
    "milestone_moved",
    AFTER_ACCEPTANCE,
    {P.HANDLER: Told(_MOVED, "plant mit dem neuen Tag")} | _STAYS_IN,
    outcome="by_advisor",
    when="die Berater:in verschiebt",
    silent={P.ADVISOR: "hat es selbst getan"},
)
_ON_PAGE = dict.fromkeys(_BOTH, "sehen es auf der Seite der Begleitung")
_TAKES_NOTE = "soll das Ergebnis zur Kenntnis nehmen"
rule(
    "milestone_reached",
    AFTER_ACCEPTANCE,
    to_all(COMMITTEE, "advisors/acknowledgement_asked", _TAKES_NOTE),
    silent=_ON_PAGE,
)
for _act in ("milestone_corrected", "acknowledged"):
    rule(_act, AFTER_ACCEPTANCE, silent=_ON_PAGE)
rule(
    "notice_declined",
    AFTER_ACCEPTANCE,
    {P.HANDLER: Told("requests/not_responsible", "trägt eine andere Person ein")},
)

_STOOD_STILL = to_all((P.HANDLER, P.GIB), "requests/lapsed", "niemand hat es getan, die Uhr beendet")
_LAPSED = {P.ADVISOR: Told("advisors/lapsed", "niemand hat es getan, die Uhr beendet")}
rule("lapse", STARTED, _STOOD_STILL)
rule(
    "lapse",
    S.CLARIFYING,
    _STOOD_STILL | TO_CHAIR,
    outcome="before_round",
    when=BEFORE_ROUND,
    silent=NOT_YET,
)
rule("lapse", S.CLARIFYING, _STOOD_STILL | TO_ALL, outcome="in_round", when=IN_ROUND)
rule("lapse", S.MANDATED, _STOOD_STILL | TO_ALL)
rule("lapse", S.MATCHING, _STOOD_STILL | TO_ALL | RECALLED, outcome="before", when=BEFORE_ACCEPTANCE)
rule("lapse", S.MATCHING, _STOOD_STILL | TELLS | RECALLED, outcome="changing", when=WHILE_CHANGING)
rule("lapse", AFTER_ACCEPTANCE, _STOOD_STILL | _LAPSED | TELLS)
