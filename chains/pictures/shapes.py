"""What a picture is made of: boxes, texts and arrows at their places."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from chains.content import StepContent
from chains.pictures.texts import text_width

SMALL = ("s-month", "s-num-d", "s-gap-t", "s-gap-w", "s-today-t")  # 13 px by the style sheet, others 14
CENTRED = ("s-num-d", "s-gap-t", "s-today-t")


class Box(NamedTuple):
    x: int
    y: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.x

    @property
    def height(self) -> int:
        return self.bottom - self.y

    def meets(self, other: "Box") -> bool:
        """Return whether two boxes share more than an edge."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


@dataclass(frozen=True)
class Text:
    """One line of text; y is its baseline, x its begin, its middle or (`ends`) its end."""

    x: int
    y: int
    words: str
    css: str
    ends: bool = False

    @property
    def box(self) -> Box:
        first = self.css.split()[0]
        size = 13 if first in SMALL else 14
        width = text_width(self.words, size)
        x = self.x - width // 2 if first in CENTRED else self.x - width if self.ends else self.x
        return Box(x, self.y - 11, x + width, self.y + 4)

    def moved(self, down: int) -> "Text":
        return Text(self.x, self.y + down, self.words, self.css, self.ends)


@dataclass(frozen=True)
class Diamond:
    """The sign of a gap, with its letter."""

    x: int
    y: int
    reach: int  # from its middle to a corner
    letter: str

    @property
    def path(self) -> str:
        r = self.reach
        return f"M{self.x} {self.y - r}l{r} {r}-{r} {r}-{r}-{r}z"

    @property
    def box(self) -> Box:
        return Box(self.x - self.reach, self.y - self.reach, self.x + self.reach, self.y + self.reach)

    @property
    def text(self) -> Text:
        return Text(self.x, self.y + 5, self.letter, "s-gap-t")

    def moved(self, down: int) -> "Diamond":
        return Diamond(self.x, self.y + down, self.reach, self.letter)


@dataclass
class Bar:
    """A step on its lane, with all that stands beside it in its row. Heights count from the bar's top."""

    step: StepContent
    x: int
    right: int
    css: str
    height: int = 28
    texts: list[Text] = field(default_factory=list)
    gaps: list[Diamond] = field(default_factory=list)
    next_year: str = ""  # numbers of the steps of the next chain that get what this one hands over
    # What of the row is taken, from the begin to the end of all that belongs to the bar
    taken_from: int = 0
    taken_to: int = 0
    below: tuple[int, int] | None = None  # where gaps stand under the bar: no arrow leaves there
    deep: int = 0  # how far down the row what belongs to it reaches
    row: int = 0
    y: int = 0
    hint: str = ""
    is_on_tint: bool = False

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.right, self.y + self.height)

    @property
    def inner(self) -> Box:
        """Return the rectangle to draw: an outline lies half outside of its own."""
        box = self.box
        return box if self.css == "s-bar" else Box(box.x + 1, box.y + 1, box.right - 1, box.bottom - 1)

    @property
    def middle(self) -> int:
        return (self.x + self.right) // 2

    def settle(self, y: int) -> None:
        """Put the bar and what belongs to it at its height."""
        self.y = y
        self.texts = [text.moved(y) for text in self.texts]
        self.gaps = [gap.moved(y) for gap in self.gaps]


@dataclass(frozen=True)
class Arrow:
    """A handover. Its points run from the giver's edge to the receiver's."""

    giver: str
    receiver: str  # "" where the receiver is a step of the next year's chain
    points: tuple[tuple[int, int], ...]
    is_back: bool = False

    @property
    def path(self) -> str:
        """Return the line with round corners; it ends where the tip begins."""
        *before, last = self.points
        x, y = last
        px, py = before[-1]
        points = [*before, (x - 6 * _sign(x - px), y - 6 * _sign(y - py))]
        return "".join(_corners(points))

    @property
    def tip(self) -> str:
        (px, py), (x, y) = self.points[-2:]
        if y == py:
            return f"M{x} {y}l{-8 * _sign(x - px)}-5v10z"
        return f"M{x} {y}l-5 {-8 * _sign(y - py)}h10z"


def _corners(points: list[tuple[int, int]]) -> Iterator[str]:
    yield f"M{points[0][0]} {points[0][1]}"
    for (ax, ay), (x, y), (bx, by) in zip(points, points[1:], points[2:], strict=False):
        r = min(4, (abs(x - ax) + abs(y - ay)) // 2, (abs(bx - x) + abs(by - y)) // 2)
        yield f"L{x - r * _sign(x - ax)} {y - r * _sign(y - ay)}"
        yield f"Q{x} {y} {x + r * _sign(bx - x)} {y + r * _sign(by - y)}"
    yield f"L{points[-1][0]} {points[-1][1]}"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
