"""What an engagement owes until its close: one table of kinds, and pure functions over what is there.

docs/owed.md holds the same table (`manage.py write_owed_items`). What is owed after the close gets further
rows here. Nothing in this module knows a database.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requests.workflow import WaitingOn

LONG_MONTHS = 6  # an engagement promised for longer owes an interim report


class PaperKind(TextChoices):
    CONTRACT = "contract", gettext_lazy("Vertrag")
    INTERIM_REPORT = "interim", gettext_lazy("Zwischenbericht")
    FINAL_REPORT = "final", gettext_lazy("Abschlussbericht")


REPORTS = frozenset({PaperKind.INTERIM_REPORT, PaperKind.FINAL_REPORT})


@dataclass(frozen=True)
class Facts:
    """What decides about due days. All are days in Europe/Berlin, None where there is none yet."""

    accepted_on: dt.date  # by whoever advises now, or advised last
    finished_on: dt.date | None = None  # the end of the work
    promised_from: dt.date | None = None
    promised_until: dt.date | None = None


@dataclass(frozen=True)
class Row:
    """A row of the table. `when` and `reason` are for docs/owed.md, which is German, and on no page."""

    kind: PaperKind
    owner: WaitingOn
    gates: bool  # whether the case cannot be closed without it
    due_on: Callable[[Facts], dt.date | None]
    applies: Callable[[Facts], bool]
    when: str
    reason: str


@dataclass(frozen=True)
class Item:
    """A row for one engagement: open, handed in (`paper`: the newest version) or waived."""

    row: Row
    due_on: dt.date | None
    paper: Any = None
    waiver: Any = None

    @property
    def kind(self) -> PaperKind:
        return self.row.kind

    @property
    def label(self) -> str | Promise:
        return self.row.kind.label

    @property
    def owner(self) -> WaitingOn:
        return self.row.owner

    @property
    def is_open(self) -> bool:
        return self.paper is None and self.waiver is None

    @property
    def bars_close(self) -> bool:
        return self.row.gates and self.is_open

    def is_late(self, today: dt.date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today


def _contract_due(facts: Facts) -> dt.date:
    return facts.accepted_on + dt.timedelta(days=settings.CONTRACT_WITHIN_DAYS)


def _final_report_due(facts: Facts) -> dt.date | None:
    return facts.finished_on and facts.finished_on + dt.timedelta(days=settings.FINAL_REPORT_WITHIN_DAYS)


def _half_time(facts: Facts) -> dt.date | None:
    """Return the middle of the promised time, or of what was left of it at the acceptance."""
    if facts.promised_from is None or facts.promised_until is None:
        return None
    begin = max(facts.promised_from, facts.accepted_on)
    return begin + max(facts.promised_until - begin, dt.timedelta()) // 2


def _needs_interim_report(facts: Facts) -> bool:
    begin, end = facts.promised_from, facts.promised_until
    if begin is None or end is None or facts.finished_on:
        return False
    last = end + dt.timedelta(days=1)  # the day after it: from 1 January until 30 June are six months
    months = (last.year - begin.year) * 12 + last.month - begin.month
    return (months, last.day) > (LONG_MONTHS, begin.day)


TABLE = (
    Row(
        PaperKind.CONTRACT,
        WaitingOn.GIB,
        gates=True,
        due_on=_contract_due,
        applies=lambda facts: True,
        when="vier Wochen nach der Annahme (`CONTRACT_WITHIN_DAYS`); nach einem Wechsel der Beratung neu",
        reason="Ohne Vertrag lässt sich nicht abrechnen.",
    ),
    Row(
        PaperKind.INTERIM_REPORT,
        WaitingOn.ADVISOR,
        gates=False,
        due_on=_half_time,
        applies=_needs_interim_report,
        when="zur Hälfte der zugesagten Zeit; nur bei mehr als sechs Monaten und bis zum Ende der Arbeit",
        reason="Wer lange begleitet, berichtet unterwegs, solange sich noch etwas ändern lässt.",
    ),
    Row(
        PaperKind.FINAL_REPORT,
        WaitingOn.ADVISOR,
        gates=True,
        due_on=_final_report_due,
        applies=lambda facts: True,
        when="vier Wochen nach dem Ende der Arbeit (`FINAL_REPORT_WITHIN_DAYS`)",
        reason="Koordinierungsstelle und G.I.B. lesen darin, was erreicht ist und was bleibt.",
    ),
)


def items(facts: Facts, papers: Mapping[str, Any], waivers: Mapping[str, Any]) -> list[Item]:
    """Return the items of an engagement in the table's order. The mappings hold what there is, by kind."""
    return [
        Item(row, row.due_on(facts), papers.get(row.kind), waivers.get(row.kind))
        for row in TABLE
        if row.applies(facts) or row.kind in papers or row.kind in waivers
    ]


def oldest_barring(found: list[Item]) -> Item | None:
    """Return the open item that bars the close and was due first; one without a day comes last."""
    barring = [item for item in found if item.bars_close]
    return min(barring, key=lambda item: item.due_on or dt.date.max, default=None)


def refusal(found: list[Item]) -> str:
    """Return the sentence with which a close is refused: what is open and who owes it; "" without any."""
    named = [
        _("%(paper)s (von: %(owner)s)") % {"paper": item.label, "owner": item.owner.label}
        for item in found
        if item.bars_close
    ]
    if not named:
        return ""
    return _(
        "Es fehlt noch: %(items)s. Abschließen geht, sobald es vorliegt oder die Leitung darauf verzichtet."
    ) % {"items": ", ".join(named)}
