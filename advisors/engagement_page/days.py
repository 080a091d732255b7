"""The days of an engagement: promised, planned, booked and left, as sentence, bars and table."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Min, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisors.engagement_page.access import acts_of, entries_for
from advisors.engagement_page.bars import Bar, bars_of
from advisors.models import TimeEntry
from gsvo.lib import dates, days
from requests.notification_counts import NUMBERS
from requests.workflow import WaitingOn, WorkflowRole

State = TimeEntry.State


@dataclass
class Row:
    """A milestone with its quarters. `planned` None: nothing is planned there, what is left is of `share`."""

    label: str
    planned: int | None = None
    booked: int = 0
    signed: int = 0
    share: int = 0
    is_rest: bool = False  # what has no milestone; its label is ours

    @property
    def left(self):
        return (self.share if self.planned is None else self.planned) - self.booked


@dataclass
class DaysPart:
    """The part of the page. Figures are quarters of a day."""

    granted: int
    planned: int
    booked: int
    signed: int
    is_ended: bool
    waiting: int = 0  # entries that the office may countersign, and their sum
    waiting_quarters: int = 0
    waiting_since: object = None
    queried: int = 0
    rows: list[Row] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)

    @property
    def left(self):
        return self.granted - self.booked

    @property
    def unsigned(self):
        return self.booked - self.signed

    @property
    def mark(self):
        """Return four fifths of what is promised in words, where everybody is told."""
        return days.as_words(Decimal(self.granted) * 4 / 5)

    @property
    def sentence(self):
        if self.is_ended:
            return _("Genutzt: %(days)s.") % {"days": days.as_words(self.granted)}
        figures = {
            "granted": days.as_number(self.granted),
            "booked": days.as_number(self.booked),
            "left": days.as_words(self.left),
        }
        if not self.booked:
            return _("Zugesagt: %(days)s. Gebucht ist noch nichts.") % {"days": days.as_words(self.granted)}
        if not self.left:
            return _("Alle zugesagten Tage sind gebucht: %(days)s.") % {"days": days.as_words(self.granted)}
        return _("Von %(granted)s zugesagten Tagen sind %(booked)s gebucht. Noch frei: %(left)s.") % figures

    @property
    def sign_by(self):
        """Return the day from which G.I.B. may countersign what has waited longest."""
        return TimeEntry(waiting_since=self.waiting_since).sign_by if self.waiting_since else None


def days_part(engagement, planned, entries=None, *, is_ended=False):
    """Return the DaysPart of an engagement as of today. `planned`: the milestones of its mandate.

    `entries`: all of them, where the page has read them; else their sums are, with one query.
    """
    case, planned = engagement.support_request, list(planned)
    found = _sums_of(engagement) if entries is None else _summed(entries)
    part = DaysPart(
        granted=case.granted_quarters,
        planned=sum(milestone.quarters for milestone in planned),
        booked=case.booked_quarters,
        signed=sum(row["sum"] for row in found if row["state"] == State.SIGNED),
        is_ended=is_ended,
    )
    for row in found:
        if row["state"] == State.WAITING:
            part.waiting += row["count"]
            part.waiting_quarters += row["sum"]
            part.waiting_since = min(part.waiting_since or row["since"], row["since"])
        elif row["state"] == State.QUERIED:
            part.queried += row["count"]
    part.rows = _rows(part, planned, found)
    if found or not is_ended:
        part.bars = bars_of(part, [milestone.quarters for milestone in planned])
    return part


def _sums_of(engagement):
    rows = engagement.time_entries.order_by().values("milestone__title", "state")
    return list(rows.annotate(sum=Sum("quarters"), count=Count("pk"), since=Min("waiting_since")))


def _summed(entries):
    """Return the same for entries that are read already."""
    found = {}
    for entry in entries:
        title = entry.milestone.title if entry.milestone else None
        row = found.setdefault(
            (title, entry.state),
            {
                "milestone__title": title,
                "state": entry.state,
                "sum": 0,
                "count": 0,
                "since": entry.waiting_since,
            },
        )
        row["sum"] += entry.quarters
        row["count"] += 1
        row["since"] = min(row["since"], entry.waiting_since)
    return list(found.values())


def planned_in(mandate):
    """Return the milestones of what `mandate_of` returned, or none."""
    return [row for content in (mandate or {}).get("contents", ()) for row in content.milestones]


def _rows(part, planned, found):
    """Return a row for each milestone in force, for those of former versions, and for what has none."""
    rows = {milestone.title: Row(milestone.title, 0) for milestone in planned}
    for milestone in planned:
        rows[milestone.title].planned += milestone.quarters
    rest = Row(_("ohne Meilenstein"), share=part.granted - part.planned, is_rest=True)
    for row in found:
        title = row["milestone__title"]
        into = rest if title is None else rows.setdefault(title, Row(title))
        into.booked += row["sum"]
        into.signed += row["sum"] if row["state"] == State.SIGNED else 0
    return [*rows.values(), rest] if rest.booked or rest.share or not rows else list(rows.values())


def days_links(engagement, part, user, *, is_asked):
    """Return where office and advisor read all entries, and what they may do with the days.

    `part` is None for who advised before. `is_asked`: whether G.I.B. is asked for more days already.
    """
    reads = part is not None or entries_for(engagement, user) is not None
    return {
        "days_url": _url("time_entries", engagement) if reads else "",
        "days_acts": acts_of(user, engagement, has_waiting=part.waiting > 0, is_asked=is_asked)
        if part
        else [],
    }


def what_is_owed(shown, part, roles):
    """Return (text, deadline, button) of the next action where entries wait for somebody, or None."""
    if shown.waiting_on == WaitingOn.OFFICE and part.waiting:
        return _signature(shown, part, WorkflowRole.OFFICE in roles)
    if shown.waiting_on == WaitingOn.ADVISOR and part.queried and WorkflowRole.ADVISOR in roles:
        text = ngettext(
            "Die Koordinierungsstelle fragt nach einem Zeiteintrag.",
            "Die Koordinierungsstelle fragt nach %(count)s Zeiteinträgen.",
            part.queried,
        )
        button = _("Zeiteinträge ansehen"), _url("time_entries", shown.engagement)
        return text % {"count": part.queried}, _("Bis zu Ihrer Antwort wird nicht gegengezeichnet."), button
    return None


def _signature(shown, part, is_office):
    count = {"many": _many(part.waiting), "days": days.as_words(part.waiting_quarters)}
    text = (
        ngettext(
            "Ein Zeiteintrag über %(days)s wartet auf Ihre Gegenzeichnung.",
            "%(many)s Zeiteinträge über zusammen %(days)s warten auf Ihre Gegenzeichnung.",
            part.waiting,
        )
        if is_office
        else ngettext(
            "Ein Zeiteintrag über %(days)s wartet auf die Gegenzeichnung der Koordinierungsstelle.",
            "%(many)s Zeiteinträge über zusammen %(days)s warten auf die Gegenzeichnung der "
            "Koordinierungsstelle.",
            part.waiting,
        )
    )
    day = {"day": dates.short_day(part.sign_by)}
    deadline = (
        _("Ab %(day)s übernimmt das sonst die G.I.B. in Vertretung.") % day
        if part.sign_by > timezone.localdate()
        else _("Seit %(day)s kann es auch die G.I.B. in Vertretung.") % day
    )
    label, name = (_("Zeiteinträge ansehen"), "sign_entries" if is_office else "time_entries")
    return text % count, deadline, (label, _url(name, shown.engagement))


def _many(count):
    return str(NUMBERS[count - 2]) if 2 <= count < len(NUMBERS) + 2 else str(count)


def _url(name, engagement):
    return reverse(f"advisors:{name}", args=[engagement.oid])
