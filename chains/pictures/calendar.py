"""Where a day stands in a chain's picture: months of the same width, side by side."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from chains.anchor_days import DAY
from chains.content import ChainContent, StepContent
from chains.periods import FIRST_MONTH
from chains.windows import window

MONTH = 64
FARTHEST = 36  # months; a step that lies later stands at the edge


@dataclass(frozen=True)
class Calendar:
    """The months of a picture, from the left edge on."""

    x: int
    first: dt.date
    count: int

    @property
    def right(self) -> int:
        return self.x + self.count * MONTH

    def at(self, day: dt.date) -> int:
        """Return where a day begins; one outside of the picture is at its edge."""
        whole = (day.year - self.first.year) * 12 + day.month - self.first.month
        part = (day.day - 1) * MONTH // monthrange(day.year, day.month)[1]
        return self.x + min(max(whole * MONTH + part, 0), self.count * MONTH)

    def shows(self, day: dt.date) -> bool:
        return self.x <= self.at(day) < self.right and day >= self.first

    def span(self, step: StepContent, school_year: int, least: int) -> tuple[int, int] | None:
        """Return from where to where a step's bar reaches, at least so wide; None without a window."""
        found = window(step, school_year)
        if found is None:
            return None
        begin = min(self.at(found.first) + 3, self.right - least - 3)
        return begin, max(self.at(found.last + DAY) - 3, begin + least)

    def months(self) -> list[dt.date]:
        start = self.first.month - 1
        return [
            dt.date(self.first.year + (start + k) // 12, (start + k) % 12 + 1, 1) for k in range(self.count)
        ]


def calendar_for(content: ChainContent, x: int) -> Calendar:
    """Return the school year from September and the autumn after, and more where a step needs more."""
    found = [w for w in (window(step, content.school_year) for step in content.steps) if w]
    first = min([dt.date(content.school_year, FIRST_MONTH, 1), *(w.first.replace(day=1) for w in found)])
    last = max([dt.date(content.school_year + 1, FIRST_MONTH + 2, 1), *(w.last for w in found)])
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return Calendar(x, first, min(count, FARTHEST))
