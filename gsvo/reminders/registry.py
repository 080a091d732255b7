"""The registry of reminders: each app adds its rows (`reminders.py`).

Each row has its rhythm in settings, days counted from a matter's anchor: [-5, -1] with a deadline as anchor
means five days and one day before it, [14] with the day of the last change a fortnight after it.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from gsvo.lib.workdays import add_workdays


@dataclass(frozen=True)
class Matter:
    """Something that waits for somebody now. Dates are days in Europe/Berlin."""

    record: str  # its own id
    begins: dt.date  # since when the person knows; no step of this day or before is due, and none on it
    anchor: dt.date
    send: Callable[[], object] | None = None  # writes the one mail to whoever holds a link
    people: Callable[[], Iterable] = tuple  # or the accounts that get a line in their digest
    line: Callable[[], str] = str  # that line

    def keys(self):
        """Return {key: account or None}: each account reminded of a record has a matter of its own."""
        if self.send:
            return {self.record: None}
        return {f"{self.record}:{person.pk}": person for person in self.people()}

    def step(self, rhythm, today):
        """Return the latest step that is due, as days from the anchor, or None."""
        if today <= self.begins:  # also where days off bring forward what would come tomorrow
            return None
        days = (today - self.anchor).days
        # What would remind of a deadline on days off comes before them: after them it might be too late.
        ahead = days + (add_workdays(today, 1) - today).days - 1
        after = (self.begins - self.anchor).days
        return max((step for step in rhythm if after < step <= (ahead if step < 0 else days)), default=None)


@dataclass(frozen=True)
class Kind:
    name: str
    matters: Callable[[dt.date], Iterable[Matter]]  # what is open on that day

    @property
    def rhythm(self):
        return settings.REMINDERS[self.name]


_table = {}


def register(name, matters):
    """Add a row. `matters(today)` gives what is open; the rhythm is `settings.REMINDERS[name]`."""
    _table[name] = Kind(name, matters)


def kinds():
    return tuple(_table.values())
