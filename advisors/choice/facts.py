"""What the rules of the choice ask about, without a database."""

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass

Span = tuple[dt.date, dt.date]  # from the first to the last day


@dataclass(frozen=True)
class Need:
    """What a request needs: subjects, place, form, and when."""

    topics: Sequence[str]
    office: str
    mode: str
    first: dt.date
    last: dt.date
    today: dt.date


@dataclass(frozen=True)
class Candidate:
    """What is known about an advisor with regard to one request.

    `has_places`: she named places, otherwise she works everywhere. `free` and `total` are quarters of a day
    in the request's periods, and `missing` so many too few. `answered`: how she answered for this request
    before, in words. `conflict_on`: when she declined a request of this office for a conflict of interest.
    """

    name: str
    topics: Set[str] = frozenset()
    has_places: bool = False
    works_here: bool = False
    mode: str = "mixed"
    free: int = 0
    total: int = 0
    missing: int = 0
    running: int = 0
    absences: Sequence[Span] = ()
    paused_until: dt.date | None = None
    is_wished: bool = False
    is_excluded: bool = False
    reason: str = ""  # of the wish or the exclusion
    is_asked: bool = False
    answered: str = ""
    conflict_on: dt.date | None = None
    knows_office: bool = False

    def covers(self, need: Need) -> list[str]:
        """Return the subjects of the request that are among hers, in the request's order."""
        return [topic for topic in need.topics if topic in self.topics]


def overlap(spans: Sequence[Span], first: dt.date, last: dt.date) -> list[Span]:
    """Return the parts of spans that lie between two days, in order, those that touch joined."""
    joined: list[Span] = []
    for begin, end in sorted((max(begin, first), min(end, last)) for begin, end in spans):
        if begin > end:
            continue
        if joined and begin <= joined[-1][1] + dt.timedelta(days=1):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return joined
