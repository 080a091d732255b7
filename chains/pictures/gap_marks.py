"""Which gaps a picture shows, and by which letters."""

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import Any, Protocol

from chains.pictures.bars import GapMark


class GapOfStep(Protocol):
    """What the picture reads of a gap; `chains.gaps.Gap` says it."""

    @property
    def rule(self) -> str: ...
    @property
    def severity(self) -> int: ...
    @property
    def step_id(self) -> str: ...


def marks_of(gaps: Iterable[GapOfStep], labels: Mapping[str, Any]) -> list[GapMark]:
    """Return a mark per kind of gap and step, the worst kind first. A kind has one letter in all the picture.

    labels: what each kind is called, in two or three words. Gaps of the whole chain have no place in it.
    """
    kinds = dict.fromkeys((gap.step_id, gap.rule) for gap in sorted(gaps, key=_worst_first) if gap.step_id)
    letters = dict(zip(dict.fromkeys(rule for _step, rule in kinds), ascii_uppercase, strict=False))
    return [GapMark(step_id, letters[rule], str(labels[rule])) for step_id, rule in kinds if rule in letters]


def legend_of(marks: Iterable[GapMark]) -> list[tuple[str, str]]:
    """Return each letter with its words, once."""
    return list(dict.fromkeys((mark.letter, mark.words) for mark in marks))


def _worst_first(gap: GapOfStep) -> int:
    return gap.severity
