"""Time entries of an engagement, and its days."""

from requests.notifications.parties import AFTER_ACCEPTANCE, P, S, Told, rule
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
