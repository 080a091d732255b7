"""Numbers of the running chains over all offices: alphabetical, never a ranking.

Running are the chains of this school year and of later ones. All are read at once, as they stand now.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from chains.confirmations import REMARK, YES, state_of
from chains.content import ChainContent, complete, of_step
from chains.gaps import Facts, find_gaps
from chains.gaps.rules import RULES
from chains.models import AcceptedGap, Chain, ChainStep, PartConfirmation
from chains.parts import part_of
from chains.periods import school_year_on

AGREED = (ChainStep.Status.AGREED, ChainStep.Status.PRACTISED)


@dataclass(frozen=True)
class ChainFigures:
    """The numbers of one chain. `gaps`: open ones by the name of their rule."""

    chain: Chain
    steps: int
    agreed: int
    parts: int
    confirmed: int
    gaps: Counter[str]

    @property
    def open_gaps(self) -> int:
        return self.gaps.total()


@dataclass(frozen=True)
class KindFigures:
    """How often a kind of gap is open, and in how many chains."""

    label: str
    severity: str
    gaps: int
    chains: int


@dataclass(frozen=True)
class Figures:
    rows: list[ChainFigures]

    @property
    def steps(self) -> int:
        return sum(row.steps for row in self.rows)

    @property
    def agreed(self) -> int:
        return sum(row.agreed for row in self.rows)

    @property
    def parts(self) -> int:
        return sum(row.parts for row in self.rows)

    @property
    def confirmed(self) -> int:
        return sum(row.confirmed for row in self.rows)

    @property
    def open_gaps(self) -> int:
        return sum(row.open_gaps for row in self.rows)

    @property
    def kinds(self) -> list[KindFigures]:
        """Return the kinds of gaps that are open anywhere, in the order of the table of rules."""
        found = [
            KindFigures(
                str(rule.label),
                str(rule.severity.label),
                sum(row.gaps[rule.name] for row in self.rows),
                sum(bool(row.gaps[rule.name]) for row in self.rows),
            )
            for rule in RULES
        ]
        return [kind for kind in found if kind.gaps]


def figures(today: dt.date | None = None) -> Figures:
    """Return the numbers of all running chains, by office and school year. Eight queries, however many."""
    today = today or timezone.localdate()
    running = Chain.objects.filter(school_year__gte=school_year_on(today))
    chains = list(running.select_related("office").order_by("office__sort_name", "school_year"))
    steps = _grouped(complete(ChainStep.objects.filter(chain__in=chains)), "chain_id")
    questions = _questions(chains)
    accepted = _accepted(chains, today)
    return Figures(
        [
            _of_chain(chain, steps.get(chain.pk, []), questions, accepted.get(chain.pk, set()), today)
            for chain in chains
        ]
    )


def _of_chain(
    chain: Chain,
    steps: list[ChainStep],
    questions: dict[tuple[int, str], PartConfirmation],
    accepted: set[str],
    today: dt.date,
) -> ChainFigures:
    content = ChainContent(chain.school_year, tuple(of_step(step) for step in steps))
    actors = {actor for step in content.steps for actor in step.actors}
    states = {actor: state_of(questions.get((chain.pk, actor)), part_of(content, actor)) for actor in actors}
    contacts = {step.oid: step.contacts_confirmed_on for step in steps}
    gaps = find_gaps(content, Facts(today, states, contacts))
    return ChainFigures(
        chain,
        steps=len(steps),
        agreed=sum(step.status in AGREED for step in steps),
        parts=len(actors),
        confirmed=sum(state in (YES, REMARK) for state in states.values()),
        gaps=Counter(gap.rule for gap in gaps if gap.key not in accepted),
    )


def _questions(chains: Iterable[Chain]) -> dict[tuple[int, str], PartConfirmation]:
    """Return {(chain, actor): the newest question}."""
    rows = PartConfirmation.objects.filter(chain_actor__chain__in=chains)
    rows = rows.select_related("chain_actor__actor").order_by("number")
    return {(row.chain_actor.chain_id, row.chain_actor.actor.name): row for row in rows}


def _accepted(chains: Iterable[Chain], today: dt.date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for row in AcceptedGap.objects.filter(chain__in=chains, until__gte=today):
        found.setdefault(row.chain_id, set()).add(row.key)
    return found


def _grouped(rows: Iterable[ChainStep], name: str) -> dict[int, list[ChainStep]]:
    found: dict[int, list[ChainStep]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found
