"""What the page to choose advisors shows: rows of the table in groups, and the order with its days."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from advisors.choice import Choice, Fit
from gsvo.lib import days


@dataclass(frozen=True)
class Row:
    """An advisor in the table, with the field for her number, if she can be chosen."""

    choice: Choice
    field: Any

    @property
    def free_words(self):
        return days.as_words(max(self.choice.facts.free, 0))

    @property
    def total_words(self):
        return days.as_number(self.choice.facts.total)

    @property
    def running_words(self):
        running = self.choice.facts.running
        words = ngettext("%(count)s läuft", "%(count)s laufen", running) % {"count": running}
        return words if running else _("keine")

    @property
    def wish_words(self):
        if self.choice.facts.is_wished:
            return _("gewünscht")
        return _("ausgeschlossen") if self.choice.facts.is_excluded else "–"

    @property
    def reserve(self):
        return self.choice.words(Fit.RESERVE) if self.choice.is_choosable else ""

    @property
    def reasons(self):
        return self.choice.words(Fit.FITS if self.choice.is_choosable else Fit.BLOCKED)


@dataclass(frozen=True)
class Group:
    """A third of the table: who fits, who fits with a reserve, who does not."""

    label: Any
    mark: str
    rows: list[Row]
    more: list[Row]

    @property
    def count(self):
        return len(self.rows) + len(self.more)

    @property
    def count_words(self):
        return ngettext("eine Person", "%(count)s Beratende", self.count) % {"count": self.count}

    @property
    def more_words(self):
        count = len(self.more)
        words = ngettext(
            "Noch eine Person, die nicht passt, mit Gründen",
            "Die übrigen %(count)s, die nicht passen, mit ihren Gründen",
            count,
        )
        return words % {"count": count}


@dataclass(frozen=True)
class Turn:
    """When somebody in the order is asked at the latest, and until when she may answer."""

    invitation: Any  # not saved yet where she is chosen here
    asked_on: dt.date
    answer_on: dt.date
    is_asked: bool = False  # already
    is_now: bool = False  # with this page

    @property
    def name(self):
        return self.invitation.advisor.name

    @property
    def is_new(self):
        return self.invitation.pk is None
