"""How many mails an act on a request would cause, read from the table of `requests.notifications`.

A page says it before the act: "Drei Mails gehen hinaus: an die Koordinierungsstelle (2) und die Berater:in."
Higher apps register how to find their parties and which outcome an act of theirs would have.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gsvo.links.models import Link
from requests.actions.outcomes import asked_seats
from requests.emails.recipients import not_told_yet, replaced_contacts
from requests.models import Round, Seat, SupportRequest
from requests.notifications import COMMITTEE, Party, rule_for
from requests.workflow import State

Find = Callable[[SupportRequest], Iterable[Any]]
Outcome = Callable[[SupportRequest, Any], str]


@dataclass(frozen=True)
class Count:
    """So many people of one party get a mail of this kind."""

    party: Party
    kind: str
    people: int


ENDS = ("finish", "cancel", "lapse")  # acts that end an engagement, and with it a round that runs

_people: dict[tuple[Party, str], Find] = {}  # by party and act; "": for all acts without an own row
_outcomes: dict[str, Outcome] = {}


def finds(party: Party, *acts: str) -> Callable[[Find], Find]:
    """Decorator: `find(support_request)` returns the people of a party around a request.

    `acts`: where these find others than all else.
    """

    def register(find: Find) -> Find:
        _people.update({(party, act): find for act in acts or [""]})
        return find

    return register


def decides(*acts: str) -> Callable[[Outcome], Outcome]:
    """Decorator: `outcome(support_request, by)` says how these acts would end now."""

    def register(outcome: Outcome) -> Outcome:
        _outcomes.update(dict.fromkeys(acts, outcome))
        return outcome

    return register


def mails_of(
    support_request: SupportRequest, act: str, *, by: Any = None, outcome: str | None = None
) -> list[Count]:
    """Return the mails that an act would cause now, for each party that gets any.

    `by`: who would do it. `outcome`: how it would end, where the request does not say it.
    """
    if outcome is None:
        decide = _outcomes.get(act)
        outcome = decide(support_request, by) if decide else ""
    rule = rule_for(act, State(support_request.state), outcome)
    found = [
        Count(party, told.kind, sum(1 for _person in _finder(party, act)(support_request)))
        for party, told in rule.mails.items()
    ]
    return [count for count in (*found, *_of_an_open_round(support_request, act)) if count.people]


def _of_an_open_round(support_request: SupportRequest, act: str) -> list[Count]:
    """Return the mails to whoever was asked about a new version, where an act ends the engagement first."""
    if act not in ENDS or support_request.engaged_at is None:
        return []
    seats = [seat for round_ in Round.objects.of(support_request).open() for seat in asked_seats(round_)]
    links = Link.objects.usable().to_many(Seat, {seat.pk for seat in seats}, Seat.LINK_PURPOSE)
    reached = set(links.values_list("object_id", flat=True))
    members = [seat.member for seat in seats if seat.pk in reached]
    whose = {
        Party.CHAIR: sum(member.is_chair for member in members),
        Party.VOTING: sum(member.is_voting and not member.is_chair for member in members),
        Party.GUESTS: sum(not (member.is_voting or member.is_chair) for member in members),
    }
    return [Count(party, "requests/round_ended", people) for party, people in whose.items()]


def _finder(party: Party, act: str) -> Find:
    return _people.get((party, act)) or _people[party, ""]


# --- in words ------------------------------------------------------------------------------------
WORDS: dict[Party, str | Promise] = {  # after "an"
    Party.HANDLER: gettext_lazy("die Koordinierungsstelle"),
    Party.SUCCESSOR: gettext_lazy("die Person, die übernimmt"),
    Party.NAMED: gettext_lazy("die Personen, die Sie nennen"),
    Party.CHAIR: gettext_lazy("den Vorsitz des Gremiums"),
    Party.VOTING: gettext_lazy("das Steuerungsgremium"),
    Party.GUESTS: gettext_lazy("die Gäste des Gremiums"),
    Party.MEMBER: gettext_lazy("das Mitglied"),
    Party.ADVISOR: gettext_lazy("die Berater:in"),
    Party.INVITED: gettext_lazy("die eingeladene Person"),
    Party.BESIDE: gettext_lazy("die Person, die auch gefragt ist"),
    Party.UNINVITED: gettext_lazy("die Person, deren Einladung endete"),
    Party.NEXT: gettext_lazy("die erste Person in der Reihenfolge"),
    Party.WAITING: gettext_lazy("die Person, die schon wartet"),
    Party.GIB: gettext_lazy("die G.I.B."),
}
SEVERAL: dict[Party, str | Promise] = {  # where one word for one person does not do
    Party.INVITED: gettext_lazy("die eingeladenen Personen"),
    Party.BESIDE: gettext_lazy("die Personen, die auch gefragt sind"),
    Party.UNINVITED: gettext_lazy("die Personen, deren Einladung endete"),
    Party.NEXT: gettext_lazy("die ausgewählten Personen"),
    Party.WAITING: gettext_lazy("die Personen, die schon warten"),
}
NUMBERS = (
    gettext_lazy("Zwei"), gettext_lazy("Drei"), gettext_lazy("Vier"), gettext_lazy("Fünf"),
    gettext_lazy("Sechs"), gettext_lazy("Sieben"), gettext_lazy("Acht"), gettext_lazy("Neun"),
    gettext_lazy("Zehn"), gettext_lazy("Elf"), gettext_lazy("Zwölf"),
)  # fmt: skip


def number_word(number: int) -> str:
    """Return "Zwei" to "Zwölf" to begin a sentence with, other numbers in figures."""
    return str(NUMBERS[number - 2]) if 2 <= number < len(NUMBERS) + 2 else str(number)


def sentence(counts: Iterable[Count]) -> str:
    """Return how many mails go out and to whom, as one sentence."""
    grouped: dict[Party, int] = {}
    counts = list(counts)
    kinds = {count.party: count.kind for count in counts}
    is_whole = kinds.get(Party.VOTING) is not None and kinds.get(Party.VOTING) == kinds.get(
        Party.CHAIR, kinds.get(Party.VOTING)
    )
    for count in counts:
        party = Party.VOTING if is_whole and count.party in COMMITTEE else count.party
        grouped[party] = grouped.get(party, 0) + count.people
    total = sum(grouped.values())
    if not total:
        return _("Damit geht keine Mail hinaus.")
    whom = [
        f"{SEVERAL.get(party, WORDS[party])} ({number})" if number > 1 else str(WORDS[party])
        for party, number in grouped.items()
    ]
    words = ngettext(
        "Eine Mail geht hinaus: an %(whom)s.", "%(many)s Mails gehen hinaus: an %(whom)s.", total
    )
    return words % {"many": number_word(total), "whom": _listed(whom).removesuffix(".")}


def _listed(words: list[str]) -> str:
    *most, last = words
    return _("%(most)s und %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def promise(support_request: SupportRequest, act: str, *, by: Any = None, outcome: str | None = None) -> str:
    """Return the sentence about an act's mails, for its page."""
    return sentence(mails_of(support_request, act, by=by, outcome=outcome))


# --- parties and outcomes that this app knows -------------------------------------------------------
@finds(Party.HANDLER)
def _handlers(support_request: SupportRequest) -> Iterable[Any]:
    return support_request.recipients()


@finds(Party.GIB)
def _gib(support_request: SupportRequest) -> Iterable[Any]:
    return [None]  # one address


@finds(Party.SUCCESSOR)
def _successor(support_request: SupportRequest) -> Iterable[Any]:
    return [None]  # whoever is chosen


@finds(Party.NAMED)
def _named(support_request: SupportRequest) -> Iterable[Any]:
    replaced = replaced_contacts(support_request, support_request.answers_before)
    told = [person for _part, _label, former, now in replaced for person in (former, now)]
    entered = {now[1].lower() for _part, _label, _former, now in replaced}
    return [*told, *(row for row in not_told_yet(support_request) if row[2].lower() not in entered)]


@finds(Party.CHAIR)
def _chair(support_request: SupportRequest) -> Iterable[Any]:
    return support_request.committee_members().filter(is_chair=True)


@finds(Party.VOTING)
def _voting(support_request: SupportRequest) -> Iterable[Any]:
    return support_request.committee_members().filter(is_chair=False, is_voting=True)


@finds(Party.GUESTS)
def _guests(support_request: SupportRequest) -> Iterable[Any]:
    return support_request.committee_members().filter(is_chair=False, is_voting=False)


@decides("withdraw", "change_grant", "answer_otherwise")
def round_outcome(support_request: SupportRequest, by: Any = None) -> str:
    """Return whether the committee was asked, where it may not have been."""
    if support_request.state != State.CLARIFYING:
        return ""
    return "in_round" if Round.objects.of(support_request).exists() else "before_round"


@decides("cancel", "lapse")
def _end_outcome(support_request: SupportRequest, by: Any = None) -> str:
    if support_request.state == State.MATCHING:
        return "changing" if support_request.engaged_at else "before"
    return round_outcome(support_request)


@decides("hand_over")
def _hand_over_outcome(support_request: SupportRequest, by: Any = None) -> str:
    return "by_handler" if by in support_request.recipients() else "by_colleague"
