"""Time entries of an engagement, and its days."""

from requests.notifications.parties import AFTER_ACCEPTANCE, P, S, Told, rule, to_all
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
rule(
    "sign_for_office",
    AFTER_ACCEPTANCE,
    to_all(_BOTH, "advisors/entries_signed", "soll wissen, was in Vertretung gegengezeichnet ist"),
)
rule(
    "mostly_used",
    AFTER_ACCEPTANCE,
    to_all((*_BOTH, P.GIB), "advisors/days_mostly_used", "soll rechtzeitig planen, einmal"),
)
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
rule("increase_days", AFTER_ACCEPTANCE, to_all(_BOTH, "advisors/days_changed", "kann damit planen"))
rule("decline_days", AFTER_ACCEPTANCE, to_all(_BOTH, "advisors/days_declined", "wartet auf die Antwort"))
rule(
    "give_back_days",
    (S.ENGAGED, S.INTERRUPTED),
    to_all((P.ADVISOR, P.GIB), "advisors/days_changed", "plant mit weniger Tagen"),
    outcome="by_office",
    when="die Koordinierungsstelle gibt zurück",
)
rule(
    "give_back_days",
    (S.ENGAGED, S.INTERRUPTED),
    to_all(_BOTH, "advisors/days_changed", "plant mit weniger Tagen"),
    outcome="by_gib",
    when="die G.I.B. nimmt zurück",
)
rule(
    "carry_over_days",
    (S.ENGAGED, S.INTERRUPTED),
    to_all(_BOTH, "advisors/days_changed", "kann bis zu anderen Tagen arbeiten"),
)
