"""The one table of what an engagement owes: kinds, who owes each, when it is due, what it gates.

docs/owed.md holds the same table (`manage.py write_owed_items`). Nothing in this module knows a database.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from requests.workflow import WaitingOn

LONG_MONTHS = 6  # an engagement promised for longer owes an interim report


class PaperKind(TextChoices):
    CONTRACT = "contract", gettext_lazy("Vertrag")
    INTERIM_REPORT = "interim", gettext_lazy("Zwischenbericht")
    FINAL_REPORT = "final", gettext_lazy("Abschlussbericht")


REPORTS = frozenset({PaperKind.INTERIM_REPORT, PaperKind.FINAL_REPORT})


class OwedKind(TextChoices):
    """All that can be owed: the papers, and what is answered on a page."""

    CONTRACT = PaperKind.CONTRACT.value, PaperKind.CONTRACT.label
    INTERIM_REPORT = PaperKind.INTERIM_REPORT.value, PaperKind.INTERIM_REPORT.label
    FINAL_REPORT = PaperKind.FINAL_REPORT.value, PaperKind.FINAL_REPORT.label
    OFFICE_LOOKS_BACK = "looking_back_office", gettext_lazy("Rückblick der Koordinierungsstelle")
    ADVISOR_LOOKS_BACK = "looking_back_advisor", gettext_lazy("Rückblick der Berater:in")
    COMMITTEE_LOOKS_BACK = "looking_back_committee", gettext_lazy("Rückblick des Gremiums")
    FOLLOW_UP = "follow_up", gettext_lazy("Nachfrage, was gehalten hat")


PAPERS = frozenset(PaperKind.values)
LOOKING_BACK = frozenset(
    {OwedKind.OFFICE_LOOKS_BACK, OwedKind.ADVISOR_LOOKS_BACK, OwedKind.COMMITTEE_LOOKS_BACK}
)


@dataclass(frozen=True)
class Facts:
    """What decides about due days. All are days in Europe/Berlin, None where there is none yet."""

    accepted_on: dt.date  # by whoever advises now, or advised last
    finished_on: dt.date | None = None  # the end of the work
    promised_from: dt.date | None = None
    promised_until: dt.date | None = None
    closed_on: dt.date | None = None  # when G.I.B. closed the case
    is_broken_off: bool = False  # the work ended because G.I.B. broke it off
    is_completed: bool = False  # closed, and not early
    asks_committee: bool = False  # at least one member was asked to look back


def _until_close(facts: Facts) -> dt.date | None:
    return facts.closed_on and facts.closed_on - dt.timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """A row of the table. `when` and `reason` are for docs/owed.md, which is German, and on no page."""

    kind: OwedKind
    owner: WaitingOn
    gates: bool  # whether the case cannot be closed without it
    due_on: Callable[[Facts], dt.date | None]
    applies: Callable[[Facts], bool]
    when: str
    reason: str
    reminder: str  # the kind of reminder (docs/reminders.md) that asks for it
    last_day: Callable[[Facts], dt.date | None] = _until_close  # on which it is open, None: not known yet

    @property
    def is_paper(self) -> bool:
        return self.kind in PAPERS


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


def _look_back_due(facts: Facts) -> dt.date | None:
    return facts.finished_on and facts.finished_on + dt.timedelta(days=settings.LOOK_BACK_WITHIN_DAYS)


def _looks_back(facts: Facts) -> bool:
    return facts.finished_on is not None and not facts.is_broken_off


def _look_back_until(facts: Facts) -> dt.date | None:
    return facts.closed_on and facts.closed_on + dt.timedelta(days=settings.LOOK_BACK_CHANGE_DAYS)


def follow_up_asked_on(facts: Facts) -> dt.date | None:
    """Return the day on which the office is asked what lasted."""
    return facts.closed_on and facts.closed_on + dt.timedelta(days=settings.FOLLOW_UP_AFTER_DAYS)


def _follow_up_due(facts: Facts) -> dt.date | None:
    asked = follow_up_asked_on(facts)
    return asked and asked + dt.timedelta(days=settings.FOLLOW_UP_WITHIN_DAYS)


def _follow_up_until(facts: Facts) -> dt.date | None:
    due = _follow_up_due(facts)
    return due and due + dt.timedelta(days=settings.FOLLOW_UP_WITHIN_DAYS)


_AFTER_WORK = "vier Wochen nach dem Ende der Arbeit (`LOOK_BACK_WITHIN_DAYS`), nicht nach einem Abbruch"
TABLE = (
    Row(
        OwedKind.CONTRACT,
        WaitingOn.GIB,
        gates=True,
        due_on=_contract_due,
        applies=lambda facts: True,
        when="vier Wochen nach der Annahme (`CONTRACT_WITHIN_DAYS`); nach einem Wechsel der Beratung neu",
        reason="Ohne Vertrag lässt sich nicht abrechnen.",
        reminder="morning",
    ),
    Row(
        OwedKind.INTERIM_REPORT,
        WaitingOn.ADVISOR,
        gates=False,
        due_on=_half_time,
        applies=_needs_interim_report,
        when="zur Hälfte der zugesagten Zeit; nur bei mehr als sechs Monaten und bis zum Ende der Arbeit",
        reason="Wer lange begleitet, berichtet unterwegs, solange sich noch etwas ändern lässt.",
        reminder="owed",
    ),
    Row(
        OwedKind.FINAL_REPORT,
        WaitingOn.ADVISOR,
        gates=True,
        due_on=_final_report_due,
        applies=lambda facts: True,
        when="vier Wochen nach dem Ende der Arbeit (`FINAL_REPORT_WITHIN_DAYS`)",
        reason="Koordinierungsstelle und G.I.B. lesen darin, was erreicht ist und was bleibt.",
        reminder="owed",
    ),
    Row(
        OwedKind.OFFICE_LOOKS_BACK,
        WaitingOn.OFFICE,
        gates=False,
        due_on=_look_back_due,
        applies=_looks_back,
        when=_AFTER_WORK,
        reason="Drei Fragen: Hat es geholfen, was ist anders, würden Sie es wieder anfragen?",
        reminder="looking_back",
        last_day=_look_back_until,
    ),
    Row(
        OwedKind.ADVISOR_LOOKS_BACK,
        WaitingOn.ADVISOR,
        gates=False,
        due_on=_look_back_due,
        applies=_looks_back,
        when=_AFTER_WORK,
        reason="Dieselben drei Fragen an die andere Seite.",
        reminder="looking_back",
        last_day=_look_back_until,
    ),
    Row(
        OwedKind.COMMITTEE_LOOKS_BACK,
        WaitingOn.COMMITTEE,
        gates=False,
        due_on=_look_back_due,
        applies=lambda facts: _looks_back(facts) and facts.asks_committee,
        when=_AFTER_WORK,
        reason="Ohne Namen, jedes Mitglied über den eigenen Link; gezeigt ab drei Antworten.",
        reminder="committee_looking_back",
        last_day=_look_back_until,
    ),
    Row(
        OwedKind.FOLLOW_UP,
        WaitingOn.OFFICE,
        gates=False,
        due_on=_follow_up_due,
        applies=lambda facts: facts.is_completed,
        when="vier Wochen (`FOLLOW_UP_WITHIN_DAYS`) nach der Frage, die vier Monate nach dem Abschluss kommt "
        "(`FOLLOW_UP_AFTER_DAYS`); nicht, wenn die Begleitung vorzeitig endete",
        reason="Was ein paar Monate später noch gilt, weiß nur die Koordinierungsstelle.",
        reminder="follow_up_open",
        last_day=_follow_up_until,
    ),
)
