"""What happens in and around the committee."""

from requests.notifications.parties import COMMITTEE, MANDATE, P, S, Told, rule, to_all

RUNNING = (S.ENGAGED, S.INTERRUPTED)
# Where a round runs; of a change of the mandate also while another advisor is sought.
IN_ROUND = (S.CLARIFYING, S.MATCHING, *RUNNING)
_CHANGED = {
    P.HANDLER: Told("advisors/mandate_changed", "die neue Fassung gilt"),
    P.GIB: Told("advisors/mandate_changed", "die neue Fassung gilt"),
}
_CHANGED_FOR_ADVISOR = {P.ADVISOR: Told("advisors/mandate_changed", "arbeitet nach der neuen Fassung")}
_CHANGED_FOR_INVITED = {P.INVITED: Told("advisors/mandate_changed_invited", "antwortet auf die neue Fassung")}

rule(
    "round_opened",
    (S.CLARIFYING, *RUNNING),
    to_all(COMMITTEE, "requests/statement_asked", "sollen Stellung nehmen, je mit eigenem Link"),
)
rule(
    "extend_round",
    IN_ROUND,
    to_all(COMMITTEE, "requests/round_extended", "haben noch nicht geantwortet"),
)
rule(
    "remarks_answered",
    (S.MANDATED, S.MATCHING, S.ENGAGED, S.INTERRUPTED, S.CLOSING),
    {P.MEMBER: Told("requests/remarks_answered", "erfährt, was aus der eigenen Rückmeldung wurde")},
)
rule(
    "statement",
    IN_ROUND,
    {P.MEMBER: Told("requests/statement_receipt", "behält die eigene Antwort und kann sie ändern")},
    silent={P.HANDLER: "sieht den Stand der Runde; Mail kommt am Ende"},
)
rule(
    "statement_entered",
    IN_ROUND,
    {P.MEMBER: Told("requests/answer_entered", "soll lesen, was in seinem Namen steht")},
)
rule(
    "reminded",
    IN_ROUND,
    to_all(COMMITTEE, "requests/statement_reminder", "haben noch nicht geantwortet"),
)
rule(
    "meeting",
    S.CLARIFYING,
    {
        P.HANDLER: Told("requests/mandated", "der Auftrag steht"),
        P.GIB: Told("requests/mandated_notice", "muss jetzt einladen"),
        **to_all(COMMITTEE, "requests/round_ended", "müssen nicht mehr antworten"),
    },
)
rule(
    "round_closed",
    IN_ROUND,
    {
        P.HANDLER: Told("requests/round_closed", "muss neu fassen oder noch einmal fragen"),
        **to_all(COMMITTEE, "requests/round_ended", "müssen nicht mehr antworten"),
    },
    outcome="early",
    when="die Koordinierungsstelle beendet sie vor der Frist",
)
rule(
    "round_closed",
    IN_ROUND,
    {
        P.HANDLER: Told("requests/round_closed", "muss neu fassen oder noch einmal fragen"),
        **to_all(COMMITTEE, "requests/round_outcome", "waren gefragt und erfahren das Ergebnis"),
    },
)
rule(
    "agree",
    S.CLARIFYING,
    {
        P.HANDLER: Told("requests/mandated", "der Auftrag steht"),
        P.GIB: Told("requests/mandated_notice", "muss jetzt einladen"),
        **to_all(COMMITTEE, "requests/round_outcome", "waren gefragt und erfahren das Ergebnis"),
    },
)
rule(
    "round_closed",
    S.CLOSING,
    to_all(COMMITTEE, "requests/round_ended", "waren gefragt, und abgestimmt wird nicht mehr"),
    outcome="overtaken",
    when="die Begleitung endet, während das Gremium über eine neue Fassung abstimmt",
)
for _act, _more in (("agree_change", "requests/round_outcome"), ("meeting", "requests/round_ended")):
    _told = to_all(COMMITTEE, _more, "waren gefragt und erfahren das Ergebnis")
    rule(_act, RUNNING, _CHANGED | _CHANGED_FOR_ADVISOR | _told)
    rule(_act, S.MATCHING, _CHANGED | _CHANGED_FOR_INVITED | _told)
_NOBODY_ASKED = dict.fromkeys(COMMITTEE, "werden gefragt, wenn die neue Fassung fertig ist")
for _act in ("change_mandate", "discard_change"):
    rule(_act, RUNNING, silent=_NOBODY_ASKED | {P.ADVISOR: "an der Arbeit ändert ein Entwurf nichts"})
rule(
    "not_responsible",
    IN_ROUND,
    {P.HANDLER: Told("requests/not_responsible", "muss jemand anderen eintragen")},
    silent={P.MEMBER: "hat es selbst gesagt"},
)
rule(
    "asked_again",
    IN_ROUND,
    {P.MEMBER: Told("requests/statement_asked", "die erste Mail kam nicht an")},
)
rule(
    "member_added",
    MANDATE,
    silent={P.MEMBER: "erfährt es mit der ersten Mail, spätestens nach einer Woche"},
)
rule("member_removed", MANDATE, {P.MEMBER: Told("offices/member_removed", "soll es nicht zufällig merken")})
rule("member_vote", MANDATE, {P.MEMBER: Told("offices/member_vote_changed", "zählt jetzt anders")})
rule("member_chair", MANDATE, silent={P.MEMBER: "an der Stimme ändert sich nichts"})
rule("member_renamed", MANDATE, silent={P.MEMBER: "an der Stimme ändert sich nichts"})
rule("committee_renamed", MANDATE)
rule("committee_rule", MANDATE, silent=dict.fromkeys(COMMITTEE, "haben die Regel selbst beschlossen"))
