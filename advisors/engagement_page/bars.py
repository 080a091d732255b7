"""The bars of days: what stands where in each SVG, in units of its view box."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gsvo.lib import days

WIDTH = 320  # of the view box
MOST_LINES = 40  # days; above it a line stands for five of them
SLANT, STEP = 8, 6  # of a hatched bar's strokes


@dataclass
class Shape:
    """A rectangle. `css`: its class; `strokes`: of a hatched one; `edge`: whether it has a dark edge."""

    css: str
    x: str
    width: str
    edge: bool = False
    strokes: list[str] = field(default_factory=list)


@dataclass
class Bar:
    label: str
    value: str
    shapes: list[Shape]
    lines: list[str]  # one at each day
    mark: str = ""  # where four fifths lie


def bars_of(part, planned):
    """Return the four bars of a DaysPart on one scale. `planned`: quarters of each milestone."""
    scale = _Scale(max(part.granted, part.planned, part.booked, 1))
    rows = [
        (_("Zugesagt"), part.granted, [scale.shape("v-soft", 0, part.granted)], ""),
        (_("Geplant"), part.planned, scale.row("v-mid", planned), ""),
        (_("Gebucht"), part.booked, scale.booked(part), scale.at(part.granted * 4 / 5)),
        (_("Noch frei"), part.left, [scale.shape("v-tint", part.booked, part.left, edge=True)], ""),
    ]
    return [
        Bar(label, days.as_words(quarters), [shape for shape in shapes if shape], scale.lines(), mark)
        for label, quarters, shapes, mark in rows
        if quarters or label != _("Geplant")
    ]


class _Scale:
    def __init__(self, quarters):
        self.quarters = quarters

    def at(self, quarters):
        """Return a place as text: a page in German would write a comma into the picture."""
        return f"{quarters * WIDTH / self.quarters:.1f}"

    def shape(self, css, start, quarters, edge=False):
        return Shape(css, self.at(start), self.at(quarters), edge) if quarters > 0 else None

    def row(self, css, parts):
        """Return shapes one behind the other."""
        found, start = [], 0
        for quarters in parts:
            found.append(self.shape(css, start, quarters, edge=True))
            start += quarters
        return found

    def booked(self, part):
        """Return what is countersigned, solid, and what waits, hatched; corrections wait as well."""
        signed = min(max(part.signed, 0), part.booked)
        waiting = self.shape("v-paper", signed, part.booked - signed, edge=True)
        if waiting:
            begin, end = float(waiting.x), float(waiting.x) + float(waiting.width)
            places = range(int(begin) + 1, int(end - SLANT) + 1, STEP)
            waiting.strokes = [f"M{place} 20L{place + SLANT} 0" for place in places]
        return [self.shape("v-deep", 0, signed), waiting]

    def lines(self):
        step = 4 if self.quarters <= MOST_LINES * 4 else 20
        return [self.at(place) for place in range(step, self.quarters, step)]
