"""The registry of reminders: each app adds its rows (`reminders.py`).

Each row has its rhythm in settings, days counted from a matter's anchor: [-5, -1] with a deadline as anchor
means five days and one day before it, [14] with the day of the last change a fortnight after it.

Three rules hold whatever the rhythm: nobody is reminded in the first three days after she knows, what has to
be answered is reminded of until it is, and nobody gets two reminders on one day. Who is reminded of what,
when first and until when stands in docs/reminders.md, whose table is `gsvo.workplace.reminder_types`.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from gsvo.lib.workdays import add_workdays

QUIET_DAYS = 3  # after the day on which somebody came to know


@dataclass(frozen=True)
class Matter:
    """Something that waits for somebody now. Dates are days in Europe/Berlin."""

    record: str  # its own id
    begins: dt.date  # since when the person knows; no step is due on that day or in the three days after
    anchor: dt.date
    send: Callable[[], object] | None = None  # writes the one mail to whoever holds a link
    to: str = ""  # the address that it goes to, so that nobody gets two on one day
    people: Callable[[], Iterable] = tuple  # or the accounts that get a line in their digest
    line: Callable[[], str] = str  # that line
    morning: Callable[[], str] | None = None  # or a line for the one mail that G.I.B. gets each morning

    def keys(self):
        """Return {key: account or None}: each account reminded of a record has a matter of its own."""
        if self.send or self.morning:
            return {self.record: None}
        return {f"{self.record}:{person.pk}": person for person in self.people()}

    def step(self, rhythm, today, every=0):
        """Return the latest step that is due, as days from the anchor, or None.

        `every`: after the rhythm's last step another one comes every so many days; 0: none.
        """
        if (today - self.begins).days <= QUIET_DAYS:  # also where days off bring a step forward
            return None
        days = (today - self.anchor).days
        # What would remind of a deadline on days off comes before them: after them it might be too late.
        ahead = days + (add_workdays(today, 1) - today).days - 1
        after = (self.begins - self.anchor).days
        last = max(rhythm, default=0)
        later = range(last + every, days + 1, every) if every else ()
        steps = (step for step in (*rhythm, *later) if after < step <= (ahead if step < 0 else days))
        return max(steps, default=None)


@dataclass(frozen=True)
class Kind:
    name: str
    matters: Callable[[dt.date], Iterable[Matter]]  # what is open on that day
    goes_on: bool = False  # reminds after the last step as well, until it is answered
    announces: bool = False  # what it tells of ends by itself, and waits for having been told

    @property
    def rhythm(self):
        return settings.REMINDERS[self.name]

    def step(self, matter, today):
        """Return the step of a matter that is due, or None."""
        return matter.step(self.rhythm, today, settings.REMIND_EVERY_DAYS if self.goes_on else 0)


_table = {}


def register(name, matters, *, goes_on=False, announces=False):
    """Add a row. `matters(today)` gives what is open; the rhythm is `settings.REMINDERS[name]`.

    `goes_on`: reminds every `REMIND_EVERY_DAYS` days after the rhythm's last step, until it is answered.
    `announces`: what is told ends by itself, so that it is rather told twice than never.
    """
    _table[name] = Kind(name, matters, goes_on, announces)


def kinds():
    return tuple(_table.values())
