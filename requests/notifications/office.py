"""What the office does."""

from requests.notifications.parties import AFTER_ACCEPTANCE, OPEN, STARTED, P, S, Told, rule
from requests.notifications.shared import BEFORE_ROUND, IN_ROUND, NOT_YET, RECALLED, TO_ALL, TO_CHAIR
from requests.workflow import State

rule(
    "submit",
    S.DRAFT,
    {
        P.HANDLER: Told("requests/receipt", "braucht Nummer und Frist als Beleg"),
        P.GIB: Told("requests/submitted_notice", "muss prüfen"),
        P.NAMED: Told("requests/named", "erfährt, wer sie genannt hat und wozu"),
    },
)
rule("revise", S.SUBMITTED, silent={P.GIB: "die Anfrage steht im Arbeitsplatz bei der Stelle"})
rule(
    "answer",
    S.QUERIED,
    {
        P.GIB: Told("requests/answered_notice", "muss weiter prüfen"),
        P.NAMED: Told("requests/named", "wer neu genannt ist, erfährt von wem und wozu"),
    },
)
_TOLD_GIB = {P.GIB: Told("requests/withdrawn_notice", "muss nichts mehr tun; Tage sind wieder frei")}
rule("withdraw", STARTED, _TOLD_GIB)
rule(
    "withdraw",
    S.CLARIFYING,
    _TOLD_GIB | TO_CHAIR,
    outcome="before_round",
    when=BEFORE_ROUND,
    silent=NOT_YET,
)
rule("withdraw", S.CLARIFYING, _TOLD_GIB | TO_ALL, outcome="in_round", when=IN_ROUND)
rule("withdraw", S.MANDATED, _TOLD_GIB | TO_ALL)
rule("withdraw", S.MATCHING, _TOLD_GIB | TO_ALL | RECALLED)
rule("reopen_mandate", S.MANDATED, {P.GIB: Told("requests/mandate_reopened", "lädt bis dahin nicht ein")})
_TAKES_OVER = {P.SUCCESSOR: Told("requests/handed_over", "betreut die Anfrage ab jetzt")}
_LETS_GO = {P.HANDLER: Told("requests/handed_over", "bekommt die Mails nicht mehr")}
_CONTACT = {P.ADVISOR: Told("advisors/contact_changed", "braucht den neuen Kontakt vor Ort")}
_WITH_ADVISOR_OR_NOT = (
    (tuple(state for state in OPEN if state not in AFTER_ACCEPTANCE), {}),
    (AFTER_ACCEPTANCE, _CONTACT),
)
for _states, _more in _WITH_ADVISOR_OR_NOT:
    rule(
        "hand_over",
        _states,
        _TAKES_OVER | _more,
        outcome="by_handler",
        when="wer sie betreut, gibt sie ab",
        silent={P.HANDLER: "hat es selbst getan"},
    )
    rule(
        "hand_over",
        _states,
        _TAKES_OVER | _LETS_GO | _more,
        outcome="by_colleague",
        when="jemand anderes aus der Stelle gibt sie weiter",
    )
    rule(
        "hand_over",
        _states,
        _LETS_GO | _more,
        outcome="to_oneself",
        when="jemand aus der Stelle übernimmt sie selbst",
        silent={P.SUCCESSOR: "hat es selbst getan"},
    )
_LOOK_AFTER = {P.SUCCESSOR: Told("requests/handler_left", "betreut die Anfrage, bis jemand sie übernimmt")}
_BACK = {P.SUCCESSOR: Told("requests/handler_returned", "muss die Anfrage nicht mehr betreuen")}
_NO_NEW_CONTACT = {P.ADVISOR: "hört von einem Kontakt vor Ort, sobald es einen gibt"}
for _states, _more in _WITH_ADVISOR_OR_NOT:
    rule(
        "handler_left",
        _states,
        _LOOK_AFTER | _more,
        outcome="leaves",
        when="wer sie betreut, verlässt die Stelle oder will dort nur noch lesen",
        silent={P.HANDLER: "hat es selbst getan, und die Seite nannte vorher die Anfragen"},
    )
    rule(
        "handler_left",
        _states,
        _LOOK_AFTER
        | _more
        | {P.HANDLER: Told("offices/membership_changed", "soll es nicht zufällig merken")},
        outcome="removed",
        when="eine Leitung beendet den Zugang oder lässt nur noch lesen; sie selbst bekommt keine Mail",
    )
    rule(
        "handler_left",
        _states,
        _LOOK_AFTER | _more,
        outcome="stopped",
        when="die G.I.B. sperrt den Zugang",
        silent={P.HANDLER: "erfährt es mit der Mail zum gesperrten Zugang"},
    )
    rule(
        "handler_left",
        _states,
        outcome="without_lead",
        when="die G.I.B. sperrt den Zugang der letzten Leitung",
        silent={
            P.HANDLER: "erfährt es mit der Mail zum gesperrten Zugang",
            P.SUCCESSOR: "es gibt keine Leitung mehr; „Was ansteht“ bittet die G.I.B., eine einzuladen",
        }
        | (_NO_NEW_CONTACT if _more else {}),
    )
    rule(
        "handler_returned",
        _states,
        _BACK | _more,
        when="der Zugang ist wieder offen, oder die Person gehört wieder zur Stelle, bevor jemand übernahm",
        silent={P.HANDLER: "erfährt es mit ihrem Zugang; die Anfragen stehen in ihrer Übersicht"},
    )
for _states, _more in (
    (tuple(s for s in OPEN if s not in (S.DRAFT, *AFTER_ACCEPTANCE)), {}),
    (AFTER_ACCEPTANCE, _CONTACT),
):
    rule(
        "contact_left",
        _states,
        _more | {P.HANDLER: Told("requests/contact_left", "steht jetzt selbst als Ansprechperson da")},
        outcome="leaves",
        when="wer nur Ansprechperson ist, verlässt die Stelle oder wird gesperrt",
        silent={P.COLLEAGUES: "wer geht, hat es selbst getan oder erfährt es mit dem gesperrten Zugang"},
    )
    rule(
        "contact_left",
        _states,
        _more | {P.COLLEAGUES: Told("offices/membership_changed", "wer geht, soll es nicht zufällig merken")},
        outcome="removed",
        when="wer die Anfrage betreut, beendet den Zugang der Ansprechperson",
        silent={P.HANDLER: "hat es selbst getan"},
    )
    rule(
        "contact_returned",
        _states,
        _more,
        when="die Ansprechperson gehört wieder zur Stelle, oder ihr Zugang ist wieder offen",
        silent={P.HANDLER: "hat nichts mehr zu tun; es steht im Verlauf"},
    )
rule("share", tuple(State), silent={P.PARTNERS: "die Koordinierungsstelle sagt es ihnen selbst"})
rule("unshare", tuple(State), silent={P.PARTNERS: "die Koordinierungsstelle sagt es ihnen selbst"})
