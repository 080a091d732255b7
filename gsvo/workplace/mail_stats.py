"""The post of thirty days, day by day: for a picture and for its table, both from the same figures."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.outbox.models import WAITING, OutgoingMail, Status

DAYS = 30
WIDTH, GAP, HEIGHT = 24, 8, 160  # of a bar, between bars and of the longest bar, in units of the drawing
LEFT, TOP, FOOT = 40, 12, 28


@dataclass(frozen=True)
class Day:
    """What was written on one day, and what has become of it until now."""

    day: dt.date
    sent: int
    waiting: int
    failed: int
    obsolete: int

    @property
    def total(self):
        return self.sent + self.waiting + self.failed + self.obsolete


@dataclass(frozen=True)
class Bar:
    """A day in the drawing. `parts`: name, y, height, end from the bottom up; what is 0 is left out."""

    x: int
    middle: float
    parts: list
    label: str


@dataclass(frozen=True)
class Month:
    days: list
    bars: list
    lines: list  # (y, number) of the scale
    width: int
    height: int
    floor: int

    @property
    def sums(self):
        names = ("sent", "waiting", "failed", "obsolete", "total")
        return {name: sum(getattr(day, name) for day in self.days) for name in names}

    @property
    def result(self):
        """Return the picture's content as a sentence without zeros."""
        total, sent, waiting, failed, obsolete = map(
            self.sums.get, ("total", "sent", "waiting", "failed", "obsolete")
        )
        if not total:
            return _("In den letzten 30 Tagen hat das Portal keine Mail geschrieben.")
        parts = [
            (sent, _("%(count)s gesendet")),
            (waiting, ngettext("%(count)s wartet", "%(count)s warten", waiting)),
            (failed, ngettext("%(count)s kam nicht an", "%(count)s kamen nicht an", failed)),
            (obsolete, _("%(count)s nicht mehr nötig")),
        ]
        told = ", ".join(words % {"count": count} for count, words in parts if count)
        mails = ngettext("Eine Mail", "%(count)s Mails", total) % {"count": total}
        return f"{mails}: {told}."


def month():
    """Return the last DAYS days, today included, with one query."""
    days = _days(timezone.localdate())
    top = _round_up(max(day.total for day in days))
    return Month(
        days=days,
        bars=[_bar(number, day, top) for number, day in enumerate(days)],
        lines=[(TOP + HEIGHT - HEIGHT * step // 2, top * step // 2) for step in range(3)],
        width=LEFT + DAYS * (WIDTH + GAP),
        height=TOP + HEIGHT + FOOT,
        floor=TOP + HEIGHT,
    )


def _days(today):
    first = today - dt.timedelta(days=DAYS - 1)
    begin = timezone.make_aware(dt.datetime.combine(first, dt.time.min))
    counts = {}
    rows = (
        OutgoingMail.objects.filter(created_at__gte=begin)
        .annotate(day=TruncDate("created_at"))
        .order_by()
        .values_list("day", "status")
        .annotate(count=Count("pk"))
    )
    for day, status, count in rows:
        kind = Status.QUEUED if status in WAITING else status
        counts[day, kind] = counts.get((day, kind), 0) + count
    found = (first + dt.timedelta(days=number) for number in range(DAYS))
    return [
        Day(
            day,
            *(
                counts.get((day, kind), 0)
                for kind in (Status.SENT, Status.QUEUED, Status.FAILED, Status.OBSOLETE)
            ),
        )
        for day in found
    ]


def _round_up(number):
    """Return an even top for the scale: 2, 4, 10, 20, 40, 100 …"""
    top = 2
    while top < number:
        top = {"2": top * 2, "4": top * 5 // 2, "1": top * 2}[str(top)[0]]
    return top


def _bar(number, day, top):
    x, y, parts = LEFT + number * (WIDTH + GAP), TOP + HEIGHT, []
    for name in ("sent", "obsolete", "waiting", "failed"):
        height = round(getattr(day, name) * HEIGHT / top, 1)
        if height:
            y = round(y - height, 1)
            parts.append({"name": name, "y": y, "height": height, "end": round(y + height, 1)})
    return Bar(x=x, middle=x + WIDTH / 2, parts=parts, label=f"{day.day:%d.%m.}" if number % 7 == 1 else "")
