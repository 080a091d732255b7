"""The lower half of a chain's picture: who takes part in which step, and who gets something."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from chains.content import ChainContent
from chains.pictures.bars import Room
from chains.pictures.shapes import Bar, Box, Text
from chains.pictures.texts import plain, wrap

ROW = 34
LABEL_LINE = 18
SIGN = 24
APART = 28
SHIFT = 48  # as far as a sign may move aside before it goes to a line of its own

Wanted = tuple[int, int, bool]  # where a sign should stand, its number, whether for a receiver


class Sign(NamedTuple):
    """A circle (takes part) or a square (gets something) with the number of its step."""

    x: int
    y: int
    number: int
    is_receiver: bool

    @property
    def box(self) -> Box:
        return Box(self.x - SIGN // 2, self.y - SIGN // 2, self.x + SIGN // 2, self.y + SIGN // 2)

    @property
    def text(self) -> Text:
        return Text(self.x, self.y + 5, str(self.number), "s-num-d")


@dataclass
class TakingPart:
    bottom: int
    lines: list[int] = field(default_factory=list)  # between the rows
    texts: list[Text] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)


def lay_out(content: ChainContent, bars: Sequence[Bar], label: int, room: Room, y: int) -> TakingPart:
    """Return a row per actor that takes part or gets something, below the lanes."""
    rows = _rows(bars)
    if not rows:
        return TakingPart(y)
    part = TakingPart(
        y + 36, [y + 36], [Text(8, y + 26, _("wirken mit oder bekommen etwas"), "s-month s-clear")]
    )
    for actor, wanted in rows.items():
        placed, count = _place(wanted, room)
        lines = wrap(name_of(actor, content), label, 14)
        height = max(ROW * count, LABEL_LINE * len(lines) + 16)
        top = part.bottom
        first = top + (height - LABEL_LINE * len(lines)) // 2 + 13
        part.texts += [Text(8, first + LABEL_LINE * k, words, "s-actor-l") for k, words in enumerate(lines)]
        over = (height - ROW * count) // 2 + ROW // 2
        part.signs += [
            Sign(x, top + over + ROW * line, number, is_receiver) for x, line, number, is_receiver in placed
        ]
        part.bottom += height
        part.lines.append(part.bottom)
    return part


def name_of(actor: str, content: ChainContent) -> str:
    """Return what an actor is called in the place."""
    name = plain(content.local_names.get(actor) or actor)
    return name or _("Federführung noch offen")


def _rows(bars: Sequence[Bar]) -> dict[str, list[Wanted]]:
    """Return for each actor where its signs should stand: in the middle of a step, or at its end."""
    rows: dict[str, list[Wanted]] = {}
    for bar in sorted(bars, key=lambda bar: bar.step.number):
        for actor in dict.fromkeys(bar.step.participants):
            rows.setdefault(actor, []).append((bar.middle, bar.step.number, False))
        for actor in dict.fromkeys(bar.step.receivers):
            rows.setdefault(actor, []).append((bar.right - SIGN // 2, bar.step.number, True))
    return rows


def _place(
    wanted: Sequence[tuple[int, int, bool]], room: Room
) -> tuple[list[tuple[int, int, int, bool]], int]:
    """Return place and line of each sign: near where it should stand, no two over each other."""
    ends: list[int] = []
    placed = []
    for x, number, is_receiver in sorted(wanted):
        x = max(x, room.left + SIGN // 2 + 2)
        line = next((k for k, end in enumerate(ends) if _at(x, end, room) is not None), len(ends))
        if line == len(ends):
            ends.append(-APART)
        spot = _at(x, ends[line], room)
        ends[line] = x if spot is None else spot
        placed.append((ends[line], line, number, is_receiver))
    return placed, len(ends)


def _at(x: int, end: int, room: Room) -> int | None:
    """Return where a sign stands after one at `end`; None where that would be too far from its place."""
    spot = max(x, end + APART)
    return spot if spot - x <= SHIFT and spot + SIGN // 2 <= room.right else None
