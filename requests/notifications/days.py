"""Time entries of an engagement, and its days."""

from requests.notifications.parties import AFTER_ACCEPTANCE, COMMITTEE, P, S, Told, rule, to_all
from requests.notifications.shared import WHILE_CHANGING

_MUST_SIGN = {P.HANDLER: Told("advisors/entries_waiting", "soll gegenzeichnen oder fragen")}
_FIRST, _MORE = "sonst wartet kein Eintrag", "andere Einträge warten schon"
_KNOWS = {P.HANDLER: "hat schon eine Mail, dass Einträge warten, und bekommt Erinnerungen"}
for _act in ("add_entry", "correct_entry"):
    rule(_act, AFTER_ACCEPTANCE, _MUST_SIGN, outcome="first", when=_FIRST)
    rule(_act, AFTER_ACCEPTANCE, outcome="more", when=_MORE, silent=_KNOWS)
rule(
    "change_entry",
    AFTER_ACCEPTANCE,
    _MUST_SIGN,
    outcome="answered",
    when="die Berater:in beantwortet eine Rückfrage, und sonst wartet kein Eintrag",
)
rule("change_entry", AFTER_ACCEPTANCE, outcome="changed", when="alles andere", silent=_KNOWS)
rule("withdraw_entry", AFTER_ACCEPTANCE, silent={P.HANDLER: "muss nichts mehr tun"})
rule(
    "ask_about_entry",
    AFTER_ACCEPTANCE,
    {P.ADVISOR: Told("advisors/entry_asked", "soll antworten, vorher wird nicht gegengezeichnet")},
)
_READS_IT = {P.ADVISOR: "liest es auf der Seite der Begleitung; zu tun ist nichts"}
rule("sign_entries", AFTER_ACCEPTANCE, silent=_READS_IT)
rule("sign_entries", S.MATCHING, outcome="changing", when=WHILE_CHANGING)
_BOTH = (P.HANDLER, P.ADVISOR)
_KNOWS_WHAT = "soll wissen, was in Vertretung gegengezeichnet ist"
rule("sign_for_office", AFTER_ACCEPTANCE, to_all(_BOTH, "advisors/entries_signed", _KNOWS_WHAT))
_SOUGHT = {"states": S.MATCHING, "outcome": "changing", "when": WHILE_CHANGING}
_TO_HANDLER = (P.HANDLER,)
rule("sign_for_office", **_SOUGHT, mails=to_all(_TO_HANDLER, "advisors/entries_signed", _KNOWS_WHAT))
_PLANS_AHEAD = "soll rechtzeitig planen, einmal"
rule("mostly_used", AFTER_ACCEPTANCE, to_all((*_BOTH, P.GIB), "advisors/days_mostly_used", _PLANS_AHEAD))
rule("mostly_used", **_SOUGHT, mails=to_all((P.HANDLER, P.GIB), "advisors/days_mostly_used", _PLANS_AHEAD))
_MUST_ANSWER = {P.GIB: Told("advisors/days_asked", "muss antworten")}
_KNOWS_OF_IT = "soll wissen, worum die andere Seite bittet"
rule(
    "ask_for_days",
    AFTER_ACCEPTANCE,
    _MUST_ANSWER | {P.ADVISOR: Told("advisors/days_asked", _KNOWS_OF_IT)},
    outcome="by_office",
    when="die Koordinierungsstelle bittet",
)
rule(
    "ask_for_days",
    AFTER_ACCEPTANCE,
    _MUST_ANSWER | {P.HANDLER: Told("advisors/days_asked", _KNOWS_OF_IT)},
    outcome="by_advisor",
    when="die Berater:in bittet",
    silent={P.ADVISOR: "hat es selbst getan"},
)
rule("ask_for_days", **_SOUGHT, mails=_MUST_ANSWER)
_OTHER_OFFER = {P.INVITED: Told("advisors/grant_changed", "entscheidet über einen anderen Umfang")}
_OTHER_SCOPE = to_all(
    COMMITTEE, "advisors/engagement_changed", "wusste vom Umfang, der jetzt ein anderer ist"
)
_PLANS = "kann damit planen"
rule("increase_days", AFTER_ACCEPTANCE, to_all(_BOTH, "advisors/days_changed", _PLANS) | _OTHER_SCOPE)
rule(
    "increase_days",
    **_SOUGHT,
    mails=to_all(_TO_HANDLER, "advisors/days_changed", _PLANS) | _OTHER_OFFER | _OTHER_SCOPE,
)
_WAITS = "wartet auf die Antwort"
rule("decline_days", AFTER_ACCEPTANCE, to_all(_BOTH, "advisors/days_declined", _WAITS))
rule("decline_days", **_SOUGHT, mails=to_all(_TO_HANDLER, "advisors/days_declined", _WAITS))
_GIVES, _TAKES = "die Koordinierungsstelle gibt zurück", "die G.I.B. nimmt zurück"
_FEWER = "plant mit weniger Tagen"
rule(
    "give_back_days",
    (S.ENGAGED, S.INTERRUPTED),
    to_all((P.ADVISOR, P.GIB), "advisors/days_changed", _FEWER) | _OTHER_SCOPE,
    outcome="by_office",
    when=_GIVES,
)
rule(
    "give_back_days",
    (S.ENGAGED, S.INTERRUPTED),
    to_all(_BOTH, "advisors/days_changed", _FEWER) | _OTHER_SCOPE,
    outcome="by_gib",
    when=_TAKES,
)
for _who, _party, _when in (("office", P.GIB, _GIVES), ("gib", P.HANDLER, _TAKES)):
    rule(
        "give_back_days",
        S.MATCHING,
        to_all((_party,), "advisors/days_changed", _FEWER) | _OTHER_OFFER | _OTHER_SCOPE,
        outcome=f"changing_by_{_who}",
        when=f"{WHILE_CHANGING}, {_when}",
    )
_OTHER_SPAN = "kann bis zu anderen Tagen arbeiten"
rule(
    "carry_over_days",
    (S.ENGAGED, S.INTERRUPTED),
    to_all(_BOTH, "advisors/days_changed", _OTHER_SPAN),
)
rule(
    "carry_over_days",
    **_SOUGHT,
    mails=to_all(_TO_HANDLER, "advisors/days_changed", _OTHER_SPAN) | _OTHER_OFFER,
)
