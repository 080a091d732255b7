"""What an engagement owes: papers that come in, what Leitung does without, looking back."""

from requests.notifications.parties import AFTER_ACCEPTANCE, COMMITTEE, P, S, Told, rule, to_all

_BOTH = (P.HANDLER, P.ADVISOR)
_CAME = "advisors/paper_came"
_READS = {P.HANDLER: Told(_CAME, "soll den Bericht lesen"), P.GIB: Told(_CAME, "soll den Bericht lesen")}
_TAKES_NOTE = to_all(
    COMMITTEE, "advisors/acknowledgement_asked", "soll den Zwischenbericht zur Kenntnis nehmen"
)
_SELF = {P.ADVISOR: "hat es selbst getan"}
_BESIDE = dict.fromkeys(COMMITTEE, "findet die neue Fassung hinter dem Link zur ersten")
_KNOWS = "hat heute schon eine Mail dazu, deren Link zur neuesten Fassung führt"
_PAPER = (
    ("interim", "der Zwischenbericht liegt vor", _READS | _TAKES_NOTE, _SELF),
    (
        "interim_again",
        "am selben Tag kommt eine weitere Fassung des Zwischenberichts",
        {},
        _SELF | _BESIDE | {P.HANDLER: _KNOWS, P.GIB: _KNOWS},
    ),
    (
        "interim_changed",
        "an einem späteren Tag kommt eine weitere Fassung des Zwischenberichts",
        _READS,
        _SELF | _BESIDE,
    ),
    (
        "final",
        "der Abschlussbericht liegt vor",
        {P.HANDLER: _READS[P.HANDLER], P.GIB: Told(_CAME, "soll ihn lesen und abschließen")},
        _SELF,
    ),
    (
        "contract",
        "der Vertrag liegt vor",
        {P.ADVISOR: Told(_CAME, "hat ihn mit der G.I.B. geschlossen")},
        {P.HANDLER: "liest den Vertrag nicht"},
    ),
    (
        "again",
        "am selben Tag kommt eine weitere Fassung von Vertrag oder Abschlussbericht",
        {},
        dict.fromkeys((*_BOTH, P.GIB), _KNOWS),
    ),
)
for _outcome, _when, _mails, _silent in _PAPER:
    rule("paper_handed_in", AFTER_ACCEPTANCE, _mails, outcome=_outcome, when=_when, silent=_silent)
_WAIVED = "advisors/waived"
_ON_PAGE = "steht auf der Seite der Begleitung unter „Was noch aussteht“"
rule(
    "paper_waived",
    AFTER_ACCEPTANCE,
    {P.ADVISOR: Told(_WAIVED, "braucht es nicht mehr abzugeben oder abzuwarten")},
    outcome="to_advisor",
    when="die Berater:in schuldet es oder wartet auf den Vertrag",
    silent={P.HANDLER: _ON_PAGE},
)
rule(
    "paper_waived",
    (S.CLOSING, S.COMPLETED),
    {P.HANDLER: Told(_WAIVED, "braucht es nicht mehr zu beantworten")},
    outcome="to_office",
    when="die Koordinierungsstelle schuldet es",
    silent={P.ADVISOR: _ON_PAGE},
)
rule(
    "paper_waived",
    S.CLOSING,
    outcome="to_nobody",
    when="es ist der Rückblick des Gremiums",
    silent=dict.fromkeys(_BOTH, _ON_PAGE) | dict.fromkeys(COMMITTEE, "werden nicht mehr erinnert"),
)
rule("looked_back", S.CLOSING, silent=dict.fromkeys(_BOTH, "lesen es auf der Seite der Begleitung"))
rule("followed_up", S.COMPLETED)
