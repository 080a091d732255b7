"""What one engagement owes: pure functions over the table of `advisors.owed_table` and what is there."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from advisors.owed_table import LOOKING_BACK, PAPERS, REPORTS, TABLE, Facts, OwedKind, PaperKind, Row
from requests.workflow import WaitingOn

__all__ = ["LOOKING_BACK", "PAPERS", "REPORTS", "TABLE", "Facts", "OwedKind", "PaperKind", "Row"]


@dataclass(frozen=True)
class Item:
    """A row for one engagement: open, given or waived.

    `given`: the newest version of a paper, or the answer; of the committee its Answers once all are there.
    """

    row: Row
    due_on: dt.date | None
    given: Any = None
    waiver: Any = None
    answers: Any = None  # of the committee, also while some are missing

    @property
    def paper(self) -> Any:
        return self.given if self.row.is_paper else None

    @property
    def kind(self) -> OwedKind:
        return self.row.kind

    @property
    def label(self) -> str | Promise:
        return self.row.kind.label

    @property
    def owner(self) -> WaitingOn:
        return self.row.owner

    @property
    def is_open(self) -> bool:
        return self.given is None and self.waiver is None

    @property
    def bars_close(self) -> bool:
        return self.row.gates and self.is_open

    def is_late(self, today: dt.date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today


def items(
    facts: Facts,
    given: Mapping[str, Any],
    waivers: Mapping[str, Any],
    *,
    today: dt.date | None = None,
    answers: Any = None,
) -> list[Item]:
    """Return the items of an engagement in the table's order. The mappings hold what there is, by kind.

    What is open after its last day is left out; without `today` no day is the last.
    """
    found = [
        Item(
            row,
            row.due_on(facts),
            given.get(row.kind),
            waivers.get(row.kind),
            answers if row.kind == OwedKind.COMMITTEE_LOOKS_BACK else None,
        )
        for row in TABLE
        if row.applies(facts) or row.kind in given or row.kind in waivers
    ]
    return [item for item in found if not (item.is_open and today and _is_over(item.row, facts, today))]


def _is_over(row: Row, facts: Facts, today: dt.date) -> bool:
    last = row.last_day(facts)
    return last is not None and today > last


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
