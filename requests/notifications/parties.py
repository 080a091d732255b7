"""Parties, reasons and the registry of rules: what the table of who is told consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices

from requests.workflow import State


class Party(TextChoices):
    HANDLER = "handler", "wer die Anfrage betreut"  # the assigned person, else the office's leads
    SUCCESSOR = "successor", "wer die Anfrage übernimmt"
    COLLEAGUES = "colleagues", "Kolleg:innen in der Koordinierungsstelle"
    NAMED = "named", "Ansprechperson und Vertretung ohne Konto"
    PARTNERS = "partners", "Partnerstellen, die mitlesen"
    CHAIR = "chair", "Vorsitz des Gremiums"
    VOTING = "voting", "Mitglieder mit Stimme"
    GUESTS = "guests", "Gäste des Gremiums"
    MEMBER = "member", "das Mitglied, um das es geht"
    ADVISOR = "advisor", "wer berät"
    FORMER = "former", "wer früher beraten hat"
    INVITED = "invited", "wer eine offene Einladung hat"
    BESIDE = "beside", "wer gleichzeitig gefragt ist, wenn jemand antwortet"
    UNINVITED = "uninvited", "wessen Einladung mit der Anfrage endete"
    NEXT = "next", "wer als Nächstes gefragt wird"
    WAITING = "waiting", "wer in der Reihenfolge wartet"
    GIB = "gib", "Sachbearbeitung der G.I.B."
    ACCOUNTS = "accounts", "wer zu einem Konto eingeladen ist"


S, P = State, Party
COMMITTEE = (P.CHAIR, P.VOTING, P.GUESTS)
_ENDS = (S.COMPLETED, S.REJECTED, S.WITHDRAWN, S.CANCELLED, S.ANSWERED_OTHERWISE)
OPEN = tuple(state for state in S if state not in _ENDS)
STARTED = (S.SUBMITTED, S.QUERIED)
MANDATE = tuple(state for state in OPEN if state not in (S.DRAFT, *STARTED))

# Why a party usually gets no mail; a rule may say something better.
SILENT: dict[Party, str] = {
    P.HANDLER: "die eigene Stelle hat es getan, es steht im Verlauf",
    P.SUCCESSOR: "es wird nichts übergeben",
    P.COLLEAGUES: "lesen es im Portal; Mails bekommt, wer die Anfrage betreut",
    P.NAMED: "wurden bei der Einreichung einmal über ihre Daten unterrichtet",
    P.PARTNERS: "lesen es im Portal; zu tun haben sie nichts",
    P.CHAIR: "hat nichts zu tun, und an der Begleitung ändert sich nichts",
    P.VOTING: "haben nichts zu tun, und an der Begleitung ändert sich nichts",
    P.GUESTS: "haben nichts zu tun, und an der Begleitung ändert sich nichts",
    P.MEMBER: "es geht um kein einzelnes Mitglied",
    P.ADVISOR: "an der Arbeit ändert sich nichts",
    P.FORMER: "der Einsatz ist zu Ende",
    P.INVITED: "für die Antwort ändert sich nichts",
    P.BESIDE: "bleibt gefragt; was an alle mit offener Einladung geht, steht dort",
    P.UNINVITED: "erfährt erst, wenn es weitergeht",
    P.NEXT: "niemand ist an der Reihe",
    P.WAITING: "weiß nicht, dass sie oder er in der Reihenfolge steht",
    P.GIB: "die G.I.B. hat es selbst getan oder liest es im Arbeitsplatz",
    P.ACCOUNTS: "hat mit der Anfrage noch nichts zu tun",
}
# In which states a party can be there at all; the others always can.
AFTER_ACCEPTANCE = (S.ENGAGED, S.INTERRUPTED, S.CLOSING)
PRESENT: dict[Party, tuple[State, ...]] = {
    P.ADVISOR: AFTER_ACCEPTANCE,
    P.FORMER: (S.MATCHING, *AFTER_ACCEPTANCE),
    P.INVITED: (S.MATCHING,),
    P.BESIDE: (S.MATCHING,),
    P.WAITING: (S.MATCHING,),
    P.NEXT: (S.MANDATED, S.MATCHING),
    P.UNINVITED: (S.WITHDRAWN,),
}
ABSENT = "gibt es in diesem Stand nicht"
# Kinds that no rule names: about an account or an entry, also without any request. They go to the mailbox
# concerned, of before and of now, and not to a party of a request.
OF_ADDRESSES = "accounts/"


@dataclass(frozen=True)
class Told:
    """One mail of a rule: its kind, and why the party gets it."""

    kind: str
    reason: str


@dataclass(frozen=True)
class Rule:
    """What an act from these states causes. `outcome`: "" or one of several ways in which it ends."""

    act: str
    states: tuple[State, ...]
    outcome: str = ""
    when: str = ""  # the outcome in words
    mails: Mapping[Party, Told] = field(default_factory=dict)
    silent: Mapping[Party, str] = field(default_factory=dict)

    def cell(self, party: Party, state: State) -> tuple[str, str]:
        """Return (kind of mail or "", why) for one party."""
        if party in self.mails:
            return self.mails[party].kind, self.mails[party].reason
        if state not in PRESENT.get(party, (state,)):
            return "", ABSENT
        return "", self.silent.get(party, SILENT[party])


def to_all(parties: tuple[Party, ...], kind: str, reason: str) -> dict[Party, Told]:
    return {party: Told(kind, reason) for party in parties}


_RULES: list[Rule] = []


def rule(
    act: str,
    states: State | tuple[State, ...],
    mails: Mapping[Party, Told] | None = None,
    *,
    outcome: str = "",
    when: str = "",
    silent: Mapping[Party, str] | None = None,
) -> None:
    states = states if isinstance(states, tuple) else (S(states),)
    _RULES.append(Rule(act, states, outcome, when, mails or {}, silent or {}))


def rules(act: str | None = None, state: State | None = None, outcome: str | None = None) -> list[Rule]:
    """Return the rules of an act, from a state, with an outcome; each condition may be left out."""
    return [
        row
        for row in _RULES
        if act in (None, row.act)
        and (state is None or state in row.states)
        and outcome in (None, row.outcome)
    ]


def rule_for(act: str, state: State, outcome: str = "") -> Rule:
    """Return the one rule of an act; LookupError without one."""
    found = rules(act, state, outcome)
    if len(found) != 1:
        raise LookupError(f"{len(found)} rules for {act!r} from {state!r} with outcome {outcome!r}")
    return found[0]
