"""Invitations: who is asked, how they end, and who hears of an acceptance."""

from requests.notifications.parties import COMMITTEE, P, S, Told, rule, to_all
from requests.notifications.shared import RECALLED

_QUESTION = {P.NEXT: Told("advisors/invitation", "soll antworten")}
_NO_ONE_LEFT = {P.GIB: Told("advisors/invitations_used_up", "muss neu einladen")}
_GOES_ON_SEARCHING = {P.HANDLER: "die Suche geht weiter; von der Zusage hört sie"}
rule("invite", S.MANDATED, _QUESTION, silent=_GOES_ON_SEARCHING)
rule(
    "invite",
    S.MATCHING,
    _QUESTION,
    outcome="asks",
    when="niemand ist gefragt",
    silent=_GOES_ON_SEARCHING,
)
rule(
    "invite",
    S.MATCHING,
    outcome="queues",
    when="jemand ist schon gefragt",
    silent=_GOES_ON_SEARCHING | {P.NEXT: "kommt erst an die Reihe, wenn die Person davor absagt"},
)
_ALL_AT_ONCE = "alle werden gleichzeitig gefragt"
_RACE = {P.INVITED: Told("advisors/others_asked", "war zuerst allein gefragt; jetzt gilt die erste Annahme")}
_ASKED_TOO = {P.WAITING: Told("advisors/invitation", "muss nicht mehr warten")}
rule("invite", S.MANDATED, _QUESTION, outcome="at_once", when=_ALL_AT_ONCE, silent=_GOES_ON_SEARCHING)
rule(
    "invite",
    S.MATCHING,
    _QUESTION | _ASKED_TOO | _RACE,
    outcome="at_once",
    when=_ALL_AT_ONCE,
    silent=_GOES_ON_SEARCHING,
)
rule("ask_at_once", S.MATCHING, _QUESTION | _ASKED_TOO | _RACE, silent=_GOES_ON_SEARCHING)
_BEGINS = {
    P.HANDLER: Told("advisors/engaged", "lernt die Person kennen und verabredet sich"),
    P.INVITED: Told("advisors/engagement_confirmed", "hat es schriftlich, mit Kontakt und Anmeldung"),
    P.GIB: Told("advisors/accepted_notice", "hatte gefragt und wartet auf die Antwort"),
} | to_all(COMMITTEE, "advisors/engagement_began", "begleiten das Vorhaben vom Beginn an")
_NEVER_ASKED = {P.WAITING: "wurde nie gefragt"}
rule("accept", S.MATCHING, _BEGINS, outcome="alone", when="sonst ist niemand gefragt", silent=_NEVER_ASKED)
_OTHERS = "andere sind auch gefragt"
rule(
    "accept",
    S.MATCHING,
    _BEGINS | {P.BESIDE: Told("advisors/invitation_beaten", "soll nicht umsonst überlegen")},
    outcome="first",
    when=_OTHERS,
    silent=_NEVER_ASKED,
)
rule(
    "acceptance_offered",
    S.MATCHING,
    {P.GIB: Told("advisors/acceptance_offered", "muss zustimmen oder die Einladung zurücknehmen")},
    silent=_GOES_ON_SEARCHING | {P.INVITED: "hat es selbst getan und liest es auf ihrer Seite"},
)
_NEXT, _USED_UP = "jemand kommt an die Reihe", "niemand ist mehr in der Reihe"
# Where her access is stopped, the mail about that (accounts/access_stopped) tells her instead.
_LEFT_POOL = "soll es nicht zufällig merken; ist ihr Zugang gesperrt, sagt es die Mail dazu"
for _act, _asked in (
    ("decline", {}),
    ("expire", {}),
    ("leave_pool", {P.INVITED: Told("advisors/pool_left", _LEFT_POOL)}),
):
    rule(_act, S.MATCHING, _QUESTION | _asked, outcome="next", when=_NEXT, silent=_GOES_ON_SEARCHING)
    rule(_act, S.MATCHING, _asked, outcome="others", when=_OTHERS, silent=_GOES_ON_SEARCHING)
    rule(
        _act,
        S.MATCHING,
        _NO_ONE_LEFT | _asked,
        outcome="used_up",
        when=_USED_UP,
        silent=_GOES_ON_SEARCHING,
    )
rule("skipped", S.MATCHING, silent=_GOES_ON_SEARCHING)
rule("recall", S.MATCHING, RECALLED, silent=_GOES_ON_SEARCHING)
rule(
    "recall_one",
    S.MATCHING,
    RECALLED | _QUESTION,
    outcome="next",
    when=_NEXT,
    silent=_GOES_ON_SEARCHING,
)
rule("recall_one", S.MATCHING, RECALLED, outcome="others", when=_OTHERS, silent=_GOES_ON_SEARCHING)
rule(
    "advisor_changed",
    S.MATCHING,
    {P.INVITED: Told("advisors/invitation", "bekommt an die neue Adresse einen neuen Link")},
)
