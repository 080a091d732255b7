"""Where everything of a chain's picture stands. Pure: content, gaps and a day in, boxes and arrows out."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from chains.content import ChainContent, StepContent
from chains.gaps.graph import into_next_chain
from chains.pictures import taking_part
from chains.pictures.bars import SAID, GapMark, Room, least_width, make_bar
from chains.pictures.calendar import Calendar, calendar_for
from chains.pictures.routing import Stretch, Way, assign_tracks, find_ways
from chains.pictures.shapes import Arrow, Bar, Box, Text
from chains.pictures.texts import wrap
from chains.windows import runs_back, window

LABELS = 168  # the column of actors
UNTIMED = 216  # the column of steps without a window
GUTTER = 24  # right of the last month: there an arrow always finds its way
HEAD = 68
TRACK = 7
BESIDE = 6  # between bars in a row
LABEL_LINE = 18


@dataclass
class Band:
    """The lane of one lead: its name and its rows."""

    actor: str
    rows: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    y: int = 0
    bottom: int = 0


@dataclass
class Layout:
    width: int
    height: int
    calendar: Calendar
    untimed: Box | None
    bars: list[Bar]
    bands: list[Band]
    arrows: list[Arrow]
    taking_part: taking_part.TakingPart

    def labels(self) -> list[Text]:
        texts = []
        for band in self.bands:
            top = (band.y + band.bottom - LABEL_LINE * len(band.lines)) // 2 + 13
            texts += [Text(8, top + LABEL_LINE * k, line, "s-actor") for k, line in enumerate(band.lines)]
        return texts


def lay_out(content: ChainContent, marks: Sequence[GapMark]) -> Layout:
    """Return the whole picture of a chain, without the day of today."""
    has_untimed = any(window(step, content.school_year) is None for step in content.steps)
    calendar = calendar_for(content, LABELS + UNTIMED * has_untimed)
    bars = _bars(content, calendar, marks)
    bands = _bands(content, bars)
    rows = sum(len(band.rows) for band in bands)
    right = max([calendar.right + GUTTER, *(bar.taken_to + 20 for bar in bars)])
    ways = find_ways(_handovers(content, bars), bars, rows, LABELS - 4, right - 4)
    tracks = assign_tracks(ways)
    bottom = _set_heights(bars, bands, ways, tracks, rows)
    arrows = [_arrow(way, tracks, _channel_tops(bars, bands, ways, tracks), content) for way in ways]
    arrows += [_to_next_year(bar) for bar in bars if bar.next_year]
    part = taking_part.lay_out(content, bars, LABELS - 16, Room(LABELS, right), bottom)
    untimed = Box(LABELS, 0, calendar.x, part.bottom) if has_untimed else None
    return Layout(right, part.bottom + 2, calendar, untimed, bars, bands, arrows, part)


def _bars(content: ChainContent, calendar: Calendar, marks: Sequence[GapMark]) -> list[Bar]:
    of_step = defaultdict(list)
    for mark in marks:
        of_step[mark.step_id].append(mark if len(marks) <= SAID else mark._replace(words=""))
    bars = []
    for step in content.steps:
        span = calendar.span(step, content.school_year, least_width(step))
        room = Room(calendar.x + 2, calendar.right + GUTTER - 12)
        if span is None:
            span, room = (LABELS + 4, calendar.x - 12), Room(LABELS + 4, calendar.x - 8)
        ties = ", ".join(str(other.number) for other in _next_year(step, content))
        bars.append(make_bar(step, span, room, of_step[step.id], ties, content.school_year))
    return bars


def _receivers(step: StepContent, content: ChainContent) -> list[StepContent]:
    others = (content.step(step_id) for step_id in dict.fromkeys(step.receiver_steps))
    return [other for other in others if other and other.id != step.id]


def _next_year(step: StepContent, content: ChainContent) -> list[StepContent]:
    """Return the steps that get a handover in the chain of the next year: the circle closes there."""
    return [other for other in _receivers(step, content) if into_next_chain(step, other)]


def _handovers(content: ChainContent, bars: Sequence[Bar]) -> list[tuple[Bar, Bar]]:
    by_id = {bar.step.id: bar for bar in bars}
    pairs = []
    for bar in bars:
        later = _next_year(bar.step, content)
        pairs += [(bar, by_id[to.id]) for to in _receivers(bar.step, content) if to not in later]
    return pairs


def _bands(content: ChainContent, bars: Sequence[Bar]) -> list[Band]:
    """Return a band per lead in the order of the steps, and give each bar its row."""
    by_lead: dict[str, list[Bar]] = defaultdict(list)
    for bar in bars:
        by_lead[bar.step.lead].append(bar)
    leads = sorted(by_lead, key=lambda lead: not lead)  # who is not named yet comes last
    bands, row = [], 0
    for lead in leads:
        ends: list[list[tuple[int, int]]] = []
        for bar in sorted(by_lead[lead], key=lambda bar: (bar.x, bar.step.number)):
            mine = (bar.taken_from, bar.taken_to)
            index = next((k for k, others in enumerate(ends) if _has_room(mine, others)), len(ends))
            if index == len(ends):
                ends.append([])
            ends[index].append(mine)
            bar.row = row + index
            bar.is_on_tint = len(bands) % 2 == 0
        name = taking_part.name_of(lead, content)
        bands.append(Band(lead, list(range(row, row + len(ends))), wrap(name, LABELS - 16, 14)))
        row += len(ends)
    return bands


def _has_room(mine: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return all(mine[1] + BESIDE <= begin or end + BESIDE <= mine[0] for begin, end in others)


def _set_heights(
    bars: Sequence[Bar], bands: Sequence[Band], ways: Sequence[Way], tracks: dict[Stretch, int], rows: int
) -> int:
    """Give bars and bands their heights, from the head down; return where the lanes end."""
    deep: dict[int, int] = defaultdict(lambda: 28)
    for bar in bars:
        deep[bar.row] = max(deep[bar.row], bar.deep)
    gaps = _channel_heights(ways, tracks, rows, {band.rows[0] for band in bands if band.rows})
    tops, y = {}, HEAD
    for band in bands:
        band.y = y + (gaps[band.rows[0]] // 2 if band.rows[0] else 0)
        for row in band.rows:
            y += gaps[row]
            tops[row] = y
            y += deep[row]
        below = gaps[band.rows[-1] + 1]
        band.bottom = y + (below // 2 if band is not bands[-1] else below)
        lacks = LABEL_LINE * len(band.lines) + 10 - (band.bottom - band.y)
        if lacks > 0:
            y, band.bottom = y + lacks, band.bottom + lacks
    for bar in bars:
        bar.settle(tops[bar.row])
    return bands[-1].bottom if bands else HEAD


def _channel_heights(
    ways: Sequence[Way], tracks: dict[Stretch, int], rows: int, first_rows: set[int]
) -> dict[int, int]:
    """Return how high each channel is: room for its tracks, and for tips above and below them."""
    heights = {}
    for channel in range(rows + 1):
        is_edge = channel in first_rows or channel == rows
        over, count, under = _channel(channel, ways, tracks)
        needed = over + TRACK * (count - 1) + under if count else 0
        heights[channel] = max(needed, 22 if is_edge and 0 < channel < rows else 10 if is_edge else 16)
    return heights


def _channel(channel: int, ways: Sequence[Way], tracks: dict[Stretch, int]) -> tuple[int, int, int]:
    """Return the room above the tracks of a channel, how many there are, and the room below them."""
    into = [way for way in ways if way.channels[-1] == channel]
    over = 14 if any(not way.from_above for way in into) else 7
    under = 14 if any(way.from_above for way in into) else 7
    count = max((track + 1 for stretch, track in tracks.items() if stretch.channel == channel), default=0)
    return over, count, under


def _channel_tops(
    bars: Sequence[Bar], bands: Sequence[Band], ways: Sequence[Way], tracks: dict[Stretch, int]
) -> dict[int, int]:
    """Return the height of the first track of each channel."""
    bottoms: dict[int, int] = defaultdict(lambda: HEAD)
    for bar in bars:
        bottoms[bar.row + 1] = max(bottoms[bar.row + 1], bar.y + bar.deep, bar.y + 28)
    return {
        channel: bottoms[channel] + _channel(channel, ways, tracks)[0]
        for channel in range(sum(len(band.rows) for band in bands) + 1)
    }


def _arrow(way: Way, tracks: dict[Stretch, int], tops: dict[int, int], content: ChainContent) -> Arrow:
    giver, receiver = way.giver, way.receiver
    points = [(way.places[0], giver.box.bottom if way.goes_down else giver.y)]
    for stretch in way.stretches():
        y = tops[stretch.channel] + TRACK * tracks[stretch]
        points += [(stretch.x, y), (stretch.to, y)]
    points.append((way.places[-1], receiver.y if way.from_above else receiver.box.bottom))
    return Arrow(
        giver.step.id, receiver.step.id, tuple(points), _runs_back(giver.step, receiver.step, content)
    )


def _to_next_year(bar: Bar) -> Arrow:
    return Arrow(bar.step.id, "", ((bar.right, bar.y + 14), (bar.right + 18, bar.y + 14)))


def _runs_back(giver: StepContent, receiver: StepContent, content: ChainContent) -> bool:
    gives, takes = window(giver, content.school_year), window(receiver, content.school_year)
    return bool(gives and takes and runs_back(gives, takes))


def day_line(calendar: Calendar, today: dt.date) -> int | None:
    return calendar.at(today) if calendar.shows(today) else None
