"""What G.I.B. decides."""

from requests.notifications.parties import COMMITTEE, STARTED, P, S, Told, rule, to_all
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
    "grant",
    S.SUBMITTED,
    {
        P.HANDLER: Told("requests/granted", "muss den Auftrag klären"),
        P.CHAIR: Told("requests/granted_notice", "leitet das Gremium, das bald gefragt wird"),
    },
    silent=NOT_YET,
)
rule("ask_back", S.SUBMITTED, {P.HANDLER: Told("requests/queried", "muss antworten")})
rule("defer", S.SUBMITTED, {P.HANDLER: Told("requests/deferred", "wartet länger auf die Antwort")})
rule("reject", STARTED, {P.HANDLER: Told("requests/rejected", "bekommt die Antwort auf die Anfrage")})
rule("return_mandate", S.MANDATED, {P.HANDLER: Told("requests/mandate_returned", "muss neu fassen")})
_MORE_TIME = "hat mehr Zeit"
rule("extend_query", S.QUERIED, {P.HANDLER: Told("requests/deadline_moved", _MORE_TIME)})
rule("extend_clarification", S.CLARIFYING, {P.HANDLER: Told("requests/deadline_moved", _MORE_TIME)})
rule("extend_invitation", S.MATCHING, {P.INVITED: Told("advisors/invitation_extended", _MORE_TIME)})
_OTHER_DAYS = {P.HANDLER: Told("requests/grant_changed", "plant mit den zugesagten Tagen")}
_READ_OF_DAYS = to_all(COMMITTEE, "requests/request_changed", "wurden nach einem anderen Umfang gefragt")
rule(
    "change_grant",
    S.CLARIFYING,
    _OTHER_DAYS | {P.CHAIR: Told("requests/request_changed", "hatte die Zusage zur Kenntnis bekommen")},
    outcome="before_round",
    when=BEFORE_ROUND,
    silent=NOT_YET,
)
rule("change_grant", S.CLARIFYING, _OTHER_DAYS | _READ_OF_DAYS, outcome="in_round", when=IN_ROUND)
rule("change_grant", S.MANDATED, _OTHER_DAYS | _READ_OF_DAYS)
rule(
    "change_grant",
    S.MATCHING,
    _OTHER_DAYS
    | _READ_OF_DAYS
    | {P.INVITED: Told("advisors/grant_changed", "entscheidet über einen anderen Umfang")},
)
_OTHERWISE = {P.HANDLER: Told("requests/answered_otherwise", "erfährt, wer statt einer Begleitung hilft")}
rule("answer_otherwise", STARTED, _OTHERWISE)
rule(
    "answer_otherwise",
    S.CLARIFYING,
    _OTHERWISE | TO_CHAIR,
    outcome="before_round",
    when=BEFORE_ROUND,
    silent=NOT_YET,
)
rule("answer_otherwise", S.CLARIFYING, _OTHERWISE | TO_ALL, outcome="in_round", when=IN_ROUND)
rule("answer_otherwise", S.MANDATED, _OTHERWISE | TO_ALL)
_ENDED = {P.HANDLER: Told("requests/cancelled", "die Anfrage oder Begleitung geht nicht weiter")}
rule("cancel", STARTED, _ENDED)
rule("cancel", S.CLARIFYING, _ENDED | TO_CHAIR, outcome="before_round", when=BEFORE_ROUND, silent=NOT_YET)
rule("cancel", S.CLARIFYING, _ENDED | TO_ALL, outcome="in_round", when=IN_ROUND)
rule("cancel", S.MANDATED, _ENDED | TO_ALL)
rule("cancel", S.MATCHING, _ENDED | TO_ALL | RECALLED, outcome="before", when=BEFORE_ACCEPTANCE)
rule("cancel", S.MATCHING, _ENDED | TELLS | RECALLED, outcome="changing", when=WHILE_CHANGING)
rule(
    "cancel",
    (S.ENGAGED, S.INTERRUPTED),
    _ENDED | TELLS | {P.ADVISOR: Told("advisors/cancelled", "soll nichts mehr vereinbaren")},
)
rule("reopen_case", S.REJECTED, {P.HANDLER: Told("requests/case_reopened", "die Anfrage geht weiter")})
_AGAIN = {P.HANDLER: Told("requests/case_reopened", "die Anfrage geht weiter, vielleicht mit ihr")}
_GOES_ON = "hatte vom Ende erfahren"
rule("reopen_case", S.WITHDRAWN, _AGAIN, outcome="reviewed", when="sie endete vor der Zusage")
rule(
    "reopen_case",
    S.WITHDRAWN,
    _AGAIN | {P.CHAIR: Told("requests/request_changed", _GOES_ON)},
    outcome="before_round",
    when="sie endete nach der Zusage, vor der ersten Runde",
    silent=NOT_YET,
)
rule(
    "reopen_case",
    S.WITHDRAWN,
    _AGAIN | to_all(COMMITTEE, "requests/request_changed", "hatten vom Ende erfahren"),
    outcome="asked",
    when="sie endete, nachdem das Gremium gefragt war",
)
rule(
    "reopen_case",
    S.WITHDRAWN,
    _AGAIN
    | to_all(COMMITTEE, "requests/request_changed", "hatten vom Ende erfahren")
    | {P.UNINVITED: Told("advisors/case_reopened", "wird vielleicht wieder gefragt")},
    outcome="invited",
    when="sie endete, während jemand eingeladen war",
)
