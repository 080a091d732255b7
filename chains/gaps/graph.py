"""Which step hands over to which. Pure functions over a `ChainContent`."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from chains.content import ChainContent, StepContent

Edge = tuple[StepContent, StepContent]


def handovers(content: ChainContent) -> Iterator[Edge]:
    """Yield (giver, receiver) of each handover from step to step, in order."""
    by_id = {step.id: step for step in content.steps}
    for step in content.steps:
        for other in dict.fromkeys(step.receiver_steps):
            if other in by_id and other != step.id:
                yield step, by_id[other]


def within_year(content: ChainContent) -> list[Edge]:
    """Return the handovers that stay in this chain."""
    return [edge for edge in handovers(content) if not into_next_chain(*edge)]


def into_next_chain(giver: StepContent, receiver: StepContent) -> bool:
    """Return whether a handover from the year after goes back: it reaches the chain of the next year."""
    return giver.year_offset > receiver.year_offset


def reachable(content: ChainContent) -> Mapping[str, frozenset[str]]:
    """Return for each step's id the ids of all steps that its handovers lead to within this chain."""
    return _reachable(tuple((giver.id, receiver.id) for giver, receiver in within_year(content)))


@lru_cache(maxsize=8)
def _reachable(edges: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    after: dict[str, list[str]] = {}
    for giver, receiver in edges:
        after.setdefault(giver, []).append(receiver)
    return {start: frozenset(_walk(after, start)) for start in after}


def _walk(after: Mapping[str, list[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [*after.get(start, ())]
    while ahead:
        step = ahead.pop()
        if step not in found:
            found.add(step)
            ahead += after.get(step, ())
    return found
