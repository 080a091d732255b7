"""The ways of arrows: across rows where no bar stands, along the channels between rows.

Channel k lies above row k, and one below the last. A way crosses each row between giver and receiver
upright, at one of the places that no bar of the row takes, and moves sideways in channels only. So no arrow
crosses a box that is not its giver's or its receiver's. Which places it takes, the cheapest way says.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chains.pictures.shapes import Bar

STEP = 8  # between two places
TURN = 24  # a bend costs as much as a way of so many pixels
SAME_PLACE = 60  # another arrow runs upright here
NEXT_PLACE = 16
PAD = 5  # between an arrow and a box it passes
EDGE = 7  # between an arrow and the corner of its own box
NEVER = 10**9


@dataclass(frozen=True)
class Stretch:
    """A way along a channel."""

    channel: int
    x: int
    to: int
    giver: str
    receiver: str


@dataclass(frozen=True)
class Way:
    giver: Bar
    receiver: Bar
    places: tuple[int, ...]  # where it runs upright: one more than there are channels on the way
    channels: tuple[int, ...]

    @property
    def goes_down(self) -> bool:
        return self.giver.row <= self.receiver.row

    @property
    def from_above(self) -> bool:
        """Return whether the way comes to its receiver from above; within one row it comes from below."""
        return self.giver.row < self.receiver.row

    def stretches(self) -> list[Stretch]:
        names = (self.giver.step.id, self.receiver.step.id)
        return [
            Stretch(channel, x, to, *names)
            for channel, (x, to) in zip(self.channels, pairwise(self.places), strict=True)
            if x != to
        ]


class Router:
    """Finds ways one after the other, and keeps them apart."""

    def __init__(self, bars: Sequence[Bar], row_count: int, left: int, right: int) -> None:
        self.xs = list(range(left, right + 1, STEP))
        taken = defaultdict(list)
        for bar in bars:
            taken[bar.row].append((bar.taken_from - PAD, bar.taken_to + PAD))
        self.free = [[all(not a < x < b for a, b in taken[row]) for x in self.xs] for row in range(row_count)]
        self.upright = [[0] * len(self.xs) for _ in range(row_count + 1)]  # per channel: what a place costs

    def way(self, giver: Bar, receiver: Bar) -> Way:
        """Return the cheapest way from one bar to another and take its places."""
        rows, channels = _between(giver.row, receiver.row)
        cost = self._leaving(giver, channels[0])
        steps_back = []
        for channel, row in zip(channels, rows, strict=False):
            cost, origin = self._along(cost)
            steps_back.append(origin)
            cost = [
                c + self.upright[channel][k] + self.upright[row + (channel == row)][k]
                if self.free[row][k]
                else NEVER
                for k, c in enumerate(cost)
            ]
        cost, origin = self._along(cost)
        steps_back.append(origin)
        ends = self._places(receiver, receiver.row <= giver.row)
        last = min(
            ends, key=lambda k: cost[k] + self.upright[channels[-1]][k] + (self.xs[k] - receiver.x) // 8
        )
        places = [last]
        for origin in reversed(steps_back):
            places.append(origin[places[-1]])
        places.reverse()
        self._take(places, channels)
        return Way(giver, receiver, tuple(self.xs[k] for k in places), tuple(channels))

    def _leaving(self, giver: Bar, channel: int) -> list[int]:
        cost = [NEVER] * len(self.xs)
        for k in self._places(giver, channel == giver.row + 1):
            cost[k] = (giver.right - self.xs[k]) // 4 + self.upright[channel][k]
        return cost

    def _arriving(self, receiver: Bar, cost: list[int], channel: int, is_under: bool) -> int:
        """Return where the way meets its receiver; of two places that cost the same, the earlier."""
        upright = self.upright[channel]
        places = self._places(receiver, is_under)
        return min(places, key=lambda k: cost[k] + upright[k] + (self.xs[k] - receiver.x) // 8)

    def _places(self, bar: Bar, is_under: bool) -> list[int]:
        """Return where an arrow may meet a bar; under it not where its gaps stand."""
        inside = [k for k, x in enumerate(self.xs) if bar.x + EDGE <= x <= bar.right - EDGE]
        if is_under and bar.below:
            a, b = bar.below
            return [k for k in inside if not a - PAD < self.xs[k] < b + PAD] or inside
        return inside

    def _along(self, cost: list[int]) -> tuple[list[int], list[int]]:
        """Return what each place costs across a channel, and from which place one comes there."""
        best, origin = cost[:], list(range(len(cost)))
        for order in (range(len(cost)), range(len(cost) - 1, -1, -1)):
            running, source = NEVER, 0
            for k in order:
                running += STEP
                if cost[k] + TURN < running:
                    running, source = cost[k] + TURN, k
                if running < best[k]:
                    best[k], origin[k] = running, source
        return best, origin

    def _take(self, places: Sequence[int], channels: Sequence[int]) -> None:
        for channel, (k, other) in zip(channels, pairwise(places), strict=True):
            for place in {k, other}:
                self.upright[channel][place] += SAME_PLACE
                for beside in (place - 1, place + 1):
                    if 0 <= beside < len(self.xs):
                        self.upright[channel][beside] += NEXT_PLACE


def find_ways(
    handovers: Iterable[tuple[Bar, Bar]], bars: Sequence[Bar], row_count: int, left: int, right: int
) -> list[Way]:
    """Return a way for each handover, the short ones first: they have the least choice."""
    router = Router(bars, row_count, left, right)
    order = sorted(
        handovers,
        key=lambda pair: (abs(pair[0].row - pair[1].row), pair[0].step.number, pair[1].step.number),
    )
    return [router.way(giver, receiver) for giver, receiver in order]


def assign_tracks(ways: Iterable[Way]) -> dict[Stretch, int]:
    """Return the track of each stretch in its channel: no two share one where they would touch."""
    tracks: dict[Stretch, int] = {}
    ends: dict[int, list[int]] = defaultdict(list)
    stretches = [stretch for way in ways for stretch in way.stretches()]
    for stretch in sorted(stretches, key=lambda s: (s.channel, min(s.x, s.to), max(s.x, s.to))):
        begin, end = sorted((stretch.x, stretch.to))
        rows = ends[stretch.channel]
        track = next((k for k, last in enumerate(rows) if last + STEP < begin), len(rows))
        if track == len(rows):
            rows.append(end)
        else:
            rows[track] = end
        tracks[stretch] = track
    return tracks


def _between(giver: int, receiver: int) -> tuple[list[int], list[int]]:
    """Return the rows that a way crosses and the channels it runs along, in its order."""
    if giver == receiver:
        return [], [giver + 1]
    if giver < receiver:
        return list(range(giver + 1, receiver)), list(range(giver + 1, receiver + 1))
    return list(range(giver - 1, receiver, -1)), list(range(giver, receiver, -1))
