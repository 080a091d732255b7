"""The workflow of a support request as one table.

Buttons, permissions, checks, the admin, tests and the picture in the README read this table; what a state
looks like stands in `requests.states`. It knows no database, no mail and no HTTP.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("Eingereicht")
    QUERIED = "queried", _("Rückfrage")
    CLARIFYING = "clarifying", _("Auftragsklärung")
    MANDATED = "mandated", _("Auftrag geklärt")
    MATCHING = "matching", _("Beratung angefragt")
    ENGAGED = "engaged", _("In Begleitung")
    INTERRUPTED = "interrupted", _("Unterbrochen")
    CLOSING = "closing", _("Abschluss")
    COMPLETED = "completed", _("Abgeschlossen")
    REJECTED = "rejected", _("Abgelehnt")
    WITHDRAWN = "withdrawn", _("Zurückgezogen")
    CANCELLED = "cancelled", _("Abgebrochen")
    ANSWERED_OTHERWISE = "otherwise", _("Anders beantwortet")


class WorkflowRole(TextChoices):
    """The role in which somebody acts on a request."""

    OFFICE = "office", _("Koordinierungsstelle")  # lead or member of the request's own office
    CASEWORK = "casework", _("Sachbearbeitung")
    LEADERSHIP = "leadership", _("Leitung")
    COMMITTEE = "committee", _("Steuerungsgremium")
    ADVISOR = "advisor", _("Berater:in")
    CLOCK = "clock", _("Uhr")


class WaitingOn(TextChoices):
    """Who has to act next."""

    OFFICE = "office", _("Koordinierungsstelle")
    GIB = "gib", _("G.I.B.")
    COMMITTEE = "committee", _("Steuerungsgremium")
    ADVISOR = "advisor", _("Berater:in")
    NO_ONE = "nobody", _("niemand")


S, R = State, WorkflowRole


@dataclass(frozen=True)
class Move:
    """From one state to one or, where the outcome decides, several possible states, by some roles."""

    source: State
    targets: tuple[State, ...]
    roles: frozenset[WorkflowRole]


@dataclass(frozen=True)
class Transition:
    """A named act. `label` is its button; `is_destructive` makes it a quiet link that ends in "…".

    `has_button=False`: it follows from another act, or from the clock.
    """

    name: str
    label: str | Promise
    moves: tuple[Move, ...]
    is_destructive: bool = False
    has_button: bool = True

    @property
    def sources(self) -> frozenset[State]:
        return frozenset(move.source for move in self.moves)

    def move_from(self, state: str, roles: Set[WorkflowRole]) -> Move | None:
        """Return the move that these roles (a set of WorkflowRole) may make from a state, or None."""
        for move in self.moves:
            if move.source == state and move.roles & set(roles):
                return move
        return None


def _move(
    sources: State | tuple[State, ...], targets: State | tuple[State, ...], *roles: WorkflowRole
) -> tuple[Move, ...]:
    sources = sources if isinstance(sources, (tuple, list)) else (sources,)
    targets = targets if isinstance(targets, tuple) else (targets,)
    return tuple(Move(State(source), tuple(map(State, targets)), frozenset(roles)) for source in sources)


def _same(states: tuple[State, ...], *roles: WorkflowRole) -> Iterator[tuple[Move, ...]]:
    """Yield moves that leave each of these states as it is."""
    return (_move(state, state, *roles) for state in states)


def _t(
    name: str,
    label: str | Promise,
    *moves: tuple[Move, ...],
    is_destructive: bool = False,
    has_button: bool = True,
) -> Transition:
    every = tuple(move for group in moves for move in group)
    return Transition(name, label, every, is_destructive, has_button)


_AFTER_ACCEPTANCE = (S.ENGAGED, S.INTERRUPTED, S.CLOSING)
_WHILE_IT_RUNS = (S.ENGAGED, S.INTERRUPTED)
_IN_CHANGE = (S.MATCHING, *_WHILE_IT_RUNS)  # a round on a change of the mandate may run
_WITH_DAYS_TO_COME = (S.MATCHING, S.ENGAGED, S.INTERRUPTED)
_BEFORE_ACCEPTANCE = (S.SUBMITTED, S.QUERIED, S.CLARIFYING, S.MANDATED, S.MATCHING)

TRANSITIONS = {
    transition.name: transition
    for transition in (
        _t("submit", _("Anfrage einreichen"), _move(S.DRAFT, S.SUBMITTED, R.OFFICE)),
        _t("grant", _("Tage zusagen"), _move(S.SUBMITTED, S.CLARIFYING, R.CASEWORK)),
        _t("ask_back", _("Rückfrage stellen"), _move(S.SUBMITTED, S.QUERIED, R.CASEWORK)),
        _t("extend_query", _("Frist verlängern"), _move(S.QUERIED, S.QUERIED, R.CASEWORK)),
        _t("defer", _("Zurückstellen"), _move(S.SUBMITTED, S.SUBMITTED, R.CASEWORK)),
        _t(
            "reject",
            _("Ablehnen"),
            _move((S.SUBMITTED, S.QUERIED), S.REJECTED, R.CASEWORK),
            is_destructive=True,
        ),
        _t("revise", _("Noch einmal ändern"), _move(S.SUBMITTED, S.QUERIED, R.OFFICE)),
        _t("answer", _("Antwort absenden"), _move(S.QUERIED, S.SUBMITTED, R.OFFICE)),
        _t(  # an end that is no refusal: a talk, a workshop or somebody else helps better
            "answer_otherwise",
            _("Anders beantworten"),
            _move(
                (S.SUBMITTED, S.QUERIED, S.CLARIFYING, S.MANDATED),
                S.ANSWERED_OTHERWISE,
                R.CASEWORK,
            ),
            is_destructive=True,
        ),
        _t("extend_clarification", _("Frist verlängern"), _move(S.CLARIFYING, S.CLARIFYING, R.CASEWORK)),
        _t("extend_round", _("Runde verlängern"), *_same((S.CLARIFYING, *_IN_CHANGE), R.OFFICE)),
        _t("agree", _("Auftrag ist geklärt"), _move(S.CLARIFYING, S.MANDATED, R.COMMITTEE, R.CLOCK)),
        _t(
            "return_mandate",
            _("Auftrag zurückgeben"),
            _move(S.MANDATED, S.CLARIFYING, R.CASEWORK),
            is_destructive=True,
        ),
        _t(
            "reopen_mandate",
            _("Auftrag neu fassen"),
            _move(S.MANDATED, S.CLARIFYING, R.OFFICE),
            is_destructive=True,
        ),
        _t("invite", _("Beratende einladen"), _move((S.MANDATED, S.MATCHING), S.MATCHING, R.CASEWORK)),
        _t(  # who waits in the order is asked beside who is asked already; the first acceptance counts
            "ask_at_once",
            _("Wartende jetzt gleich fragen"),
            _move(S.MATCHING, S.MATCHING, R.CASEWORK),
        ),
        _t("accept", _("Einladung annehmen"), _move(S.MATCHING, S.ENGAGED, R.ADVISOR, R.CASEWORK)),
        _t(
            "decline",
            _("Einladung ablehnen"),
            _move(S.MATCHING, (S.MATCHING, S.MANDATED), R.ADVISOR, R.CASEWORK),
        ),
        _t(  # began outside of the portal; G.I.B. enters it at the stage that it has
            "take_over",
            _("Begleitung von früher eintragen"),
            _move(S.DRAFT, (S.ENGAGED, S.COMPLETED), R.CASEWORK),
            has_button=False,
        ),
        _t("expire", _("Einladung läuft ab"), _move(S.MATCHING, (S.MATCHING, S.MANDATED), R.CLOCK)),
        _t("extend_invitation", _("Antwortfrist verlängern"), _move(S.MATCHING, S.MATCHING, R.CASEWORK)),
        _t(  # before the first acceptance; each move leaves the state as it is
            "change_grant",
            _("Zusage ändern"),
            _move(S.CLARIFYING, S.CLARIFYING, R.CASEWORK),
            _move(S.MANDATED, S.MANDATED, R.CASEWORK),
            _move(S.MATCHING, S.MATCHING, R.CASEWORK),
        ),
        _t(  # whoever was asked left the pool, or may not log in any more
            "leave_pool",
            _("Nicht mehr im Pool"),
            _move(S.MATCHING, (S.MATCHING, S.MANDATED), R.CASEWORK, R.CLOCK),
            has_button=False,
        ),
        _t(  # it stays "matching" where an engagement waits for a new advisor
            "recall",
            _("Einladungen zurücknehmen"),
            _move(S.MATCHING, (S.MANDATED, S.MATCHING), R.CASEWORK),
            is_destructive=True,
        ),
        _t(  # of several, as G.I.B. does not agree to one who would accept
            "recall_one",
            _("Eine Einladung zurücknehmen"),
            _move(S.MATCHING, S.MATCHING, R.CASEWORK),
            is_destructive=True,
        ),
        _t(
            "interrupt",
            _("Begleitung unterbrechen"),
            _move(S.ENGAGED, S.INTERRUPTED, R.CASEWORK),
            is_destructive=True,
        ),
        _t(
            "extend_interruption",
            _("Unterbrechung verlängern"),
            _move(S.INTERRUPTED, S.INTERRUPTED, R.CASEWORK),
        ),
        _t("resume", _("Begleitung fortsetzen"), _move(S.INTERRUPTED, S.ENGAGED, R.CASEWORK)),
        _t(
            "change_advisor",
            _("Beratung wechseln"),
            _move((S.ENGAGED, S.INTERRUPTED), S.MATCHING, R.CASEWORK),
            is_destructive=True,
        ),
        _t(
            "finish",
            _("Begleitung beenden"),
            _move(S.ENGAGED, S.CLOSING, R.ADVISOR, R.OFFICE),
            _move(S.INTERRUPTED, S.CLOSING, R.CASEWORK),
            is_destructive=True,
        ),
        # The mandate of an engagement: the former version is in force until the committee agrees to the next.
        _t("change_mandate", _("Auftrag ändern"), *_same(_WHILE_IT_RUNS, R.OFFICE)),
        _t("discard_change", _("Entwurf verwerfen"), *_same(_WHILE_IT_RUNS, R.OFFICE), is_destructive=True),
        _t("agree_change", _("Neue Fassung gilt"), *_same(_IN_CHANGE, R.COMMITTEE, R.CLOCK)),
        # Days of an engagement, also while a new advisor is sought; each move leaves the state as it is.
        _t(
            "ask_for_days",
            _("Mehr Tage anfragen"),
            *_same(_AFTER_ACCEPTANCE, R.ADVISOR, R.OFFICE),
            *_same((S.MATCHING,), R.OFFICE),
        ),
        _t("increase_days", _("Mehr Tage zusagen"), *_same((*_AFTER_ACCEPTANCE, S.MATCHING), R.CASEWORK)),
        _t("decline_days", _("Mehr Tage ablehnen"), *_same((*_AFTER_ACCEPTANCE, S.MATCHING), R.CASEWORK)),
        _t("give_back_days", _("Tage zurückgeben"), *_same(_WITH_DAYS_TO_COME, R.OFFICE, R.CASEWORK)),
        _t("carry_over_days", _("Tage übertragen"), *_same(_WITH_DAYS_TO_COME, R.CASEWORK)),
        _t(
            "sign_for_office",
            _("In Vertretung gegenzeichnen"),
            *_same(_WITH_DAYS_TO_COME, R.CASEWORK),
            *_same((S.CLOSING,), R.CASEWORK, R.LEADERSHIP),
        ),
        _t("complete", _("Abschließen"), _move(S.CLOSING, (S.COMPLETED, S.CANCELLED), R.CASEWORK)),
        _t(
            "reopen",
            _("Begleitung wieder öffnen"),
            _move(S.CLOSING, S.ENGAGED, R.LEADERSHIP),
            is_destructive=True,
        ),
        _t(
            "withdraw",
            _("Anfrage zurückziehen"),
            _move(_BEFORE_ACCEPTANCE, S.WITHDRAWN, R.OFFICE),
            is_destructive=True,
        ),
        _t(
            "cancel",
            _("Abbrechen"),
            _move((S.SUBMITTED, S.QUERIED, S.CLARIFYING, S.MANDATED), S.CANCELLED, R.LEADERSHIP),
            _move(S.MATCHING, (S.CANCELLED, S.CLOSING), R.LEADERSHIP),
            _move((S.ENGAGED, S.INTERRUPTED), S.CLOSING, R.LEADERSHIP),
            is_destructive=True,
        ),
        _t(  # nobody did anything for years
            "lapse",
            _("Nach langem Stillstand beenden"),
            _move((*_BEFORE_ACCEPTANCE, S.ENGAGED, S.INTERRUPTED, S.CLOSING), S.CANCELLED, R.CLOCK),
        ),
        _t(  # back to where it was; an invitation is not asked anew, so from "matching" to "mandated"
            "reopen_case",
            _("Anfrage wieder öffnen"),
            _move(S.REJECTED, (S.SUBMITTED, S.QUERIED), R.LEADERSHIP),
            _move(S.WITHDRAWN, (S.SUBMITTED, S.QUERIED, S.CLARIFYING, S.MANDATED), R.LEADERSHIP),
            is_destructive=True,
        ),
    )
}


def may(state: str, name: str, roles: Set[WorkflowRole]) -> bool:
    """Return whether these roles may do the named act in this state."""
    return TRANSITIONS[name].move_from(state, roles) is not None


def available(state: str, roles: Set[WorkflowRole]) -> list[Transition]:
    """Return the transitions with a button that these roles may make from a state, in the table's order."""
    return [row for row in TRANSITIONS.values() if row.has_button and row.move_from(state, roles)]
