"""Acts of who advises on time entries: add, change, withdraw, correct by a counter-entry."""

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.bookings import (
    book,
    data_of,
    find,
    lock_for_advisor,
    note_mostly_used,
    record,
    save,
)
from advisors.emails import bookings as emails
from advisors.models import MOST_A_DAY, Engagement, TimeEntry
from advisors.service_days import no_service_on, obstacle_on, period_for
from gsvo.accounts.models import User
from gsvo.lib import days
from gsvo.lib.exceptions import Obstacle, refuse_first
from requests.actions import ActionRefused
from requests.models import FundingPeriod, Milestone
from requests.workflow import WorkflowRole


@transaction.atomic
def add_entry(
    engagement: Engagement,
    *,
    by: User,
    kind: str,
    done_on: dt.date,
    quarters: int,
    milestone: Milestone | None = None,
    note: str = "",
) -> TimeEntry:
    """Enter what was worked on a day; it counts at once and waits for the office to countersign."""
    lock_for_advisor(engagement, by)
    entry = TimeEntry(
        engagement=engagement,
        advisor=engagement.advisor,
        kind=kind,
        done_on=done_on,
        quarters=quarters,
        milestone=milestone,
        note=note,
        created_by=by,
    )
    entry.period = _check(entry)
    book(engagement, quarters, entry.period_id)
    entry.save()
    record(engagement, "add_entry", by=by, role=WorkflowRole.ADVISOR, data=data_of(entry))
    _ask_to_sign(entry)
    note_mostly_used(engagement)
    return entry


@transaction.atomic
def change_entry(
    entry: TimeEntry,
    *,
    by: User,
    kind: str,
    done_on: dt.date,
    quarters: int,
    milestone: Milestone | None = None,
    note: str = "",
    expected_revision: int | None = None,
) -> TimeEntry:
    """Change an entry that nobody countersigned yet. After a question that is the answer: it waits anew."""
    engagement = entry.engagement
    lock_for_advisor(engagement, by)
    entry = find(engagement, entry, expected_revision)
    _refuse_signed(entry)
    _refuse_foreign(entry)
    before = data_of(entry)
    _write(entry, kind=kind, done_on=done_on, quarters=quarters, milestone=milestone, note=note)
    was_queried = entry.is_queried
    if was_queried:
        entry.state, entry.waiting_since = TimeEntry.State.WAITING, timezone.now()
    save(entry)
    data = data_of(entry) | {"quarters_before": before["quarters"], "moved_from": before["done_on"]}
    record(engagement, "change_entry", by=by, role=WorkflowRole.ADVISOR, data=data)
    if was_queried:
        _ask_to_sign(entry)
    note_mostly_used(engagement)
    return entry


def _write(
    entry: TimeEntry,
    *,
    kind: str,
    done_on: dt.date,
    quarters: int,
    milestone: Milestone | None,
    note: str,
) -> None:
    """Write new values into an unsigned entry and book the difference. Of a counter-entry only the note."""
    entry.note = note
    if entry.is_counter:
        return
    quarters_before, period_before = entry.quarters, entry.period_id
    entry.kind, entry.done_on, entry.quarters, entry.milestone = kind, done_on, quarters, milestone
    entry.period = _check(entry)
    if entry.period_id == period_before:
        book(entry.engagement, quarters - quarters_before, period_before)
        return
    book(entry.engagement, -quarters_before, period_before)
    book(entry.engagement, quarters, entry.period_id)


@transaction.atomic
def withdraw_entry(entry: TimeEntry, *, by: User, expected_revision: int | None = None) -> None:
    """Take back an entry that nobody countersigned yet; the history keeps its day and figure."""
    engagement = entry.engagement
    lock_for_advisor(engagement, by)
    entry = find(engagement, entry, expected_revision)
    _refuse_signed(entry)
    _refuse_foreign(entry)
    book(engagement, -entry.quarters, entry.period_id)
    entry.delete()
    record(engagement, "withdraw_entry", by=by, role=WorkflowRole.ADVISOR, data=data_of(entry))


@transaction.atomic
def correct_entry(
    entry: TimeEntry, *, by: User, note: str, expected_revision: int | None = None
) -> TimeEntry:
    """Take a countersigned entry back by a counter-entry; it counts at once and waits for the office."""
    engagement = entry.engagement
    lock_for_advisor(engagement, by)
    entry = find(engagement, entry, expected_revision)
    _refuse_foreign(entry)
    if not entry.is_signed or entry.is_counter:
        raise ActionRefused(
            _("Berichtigen lässt sich, was gegengezeichnet ist. Diesen Zeiteintrag können Sie noch ändern.")
            if not entry.is_signed
            else _("Das ist schon eine Berichtigung. Tragen Sie die Zeit bitte neu ein.")
        )
    if TimeEntry.objects.filter(corrects=entry).exists():
        raise ActionRefused(_("Dieser Zeiteintrag ist schon berichtigt."))
    book(engagement, -entry.quarters, entry.period_id)
    counter = TimeEntry.objects.create(
        engagement=engagement,
        advisor_id=entry.advisor_id,
        period_id=entry.period_id,
        kind=entry.kind,
        done_on=entry.done_on,
        quarters=-entry.quarters,
        milestone_id=entry.milestone_id,
        note=note,
        corrects=entry,
        created_by=by,
    )
    record(engagement, "correct_entry", by=by, role=WorkflowRole.ADVISOR, data=data_of(counter))
    _ask_to_sign(counter)
    return counter


def _ask_to_sign(entry: TimeEntry) -> None:
    """Mail the office that something waits for it, unless something else did already."""
    if not entry.engagement.time_entries.waiting().exclude(pk=entry.pk).exists():
        emails.entries_waiting(entry)


def _refuse_signed(entry: TimeEntry) -> None:
    if entry.is_signed:
        raise ActionRefused(
            _("Dieser Zeiteintrag ist schon gegengezeichnet. Ändern können Sie ihn nur durch „Berichtigen“.")
        )


def _refuse_foreign(entry: TimeEntry) -> None:
    """Refuse the entries of whoever advised before."""
    if entry.advisor_id != entry.engagement.advisor_id:
        raise ActionRefused(_("Das hat jemand anderes eingetragen. Fragen Sie bitte die G.I.B."))


def entry_obstacles(entry: TimeEntry) -> Iterator[Obstacle]:
    """Yield why an entry's day, figure or milestone cannot be. What is None is not known yet."""
    engagement, day = entry.engagement, entry.done_on
    if entry.quarters is not None and entry.quarters < 1:
        yield "quarters", _("Es muss mindestens ein Vierteltag sein.")
    if day is not None:
        sentence = obstacle_on(engagement, entry.advisor, day)
        if not sentence and period_for(engagement, day) is None:
            sentence = no_service_on(engagement.support_request)
        if sentence:
            yield "done_on", sentence
    if day is not None and entry.quarters is not None and (sentence := _too_long_day(entry)):
        yield "quarters", sentence
    milestone = entry.milestone
    if milestone and milestone.version.mandate.support_request_id != engagement.support_request_id:
        yield "milestone", _("Dieser Meilenstein gehört zu einem anderen Auftrag.")


def _check(entry: TimeEntry) -> FundingPeriod:
    """Refuse an entry that cannot be. Return the period that pays its day."""
    refuse_first(entry_obstacles(entry))
    period = period_for(entry.engagement, entry.done_on)
    assert period is not None  # else the day was an obstacle
    return period


def _too_long_day(entry: TimeEntry) -> str:
    """Return a sentence if one person has more than a day and a half on a date, with what stands there."""
    same_day = entry.engagement.time_entries.filter(advisor=entry.advisor_id, done_on=entry.done_on)
    there = same_day.exclude(pk=entry.pk).aggregate(sum=Sum("quarters"))["sum"] or 0
    if there + entry.quarters <= MOST_A_DAY:
        return ""
    most = _("An einem Tag sind höchstens %(days)s möglich.") % {"days": days.as_words(MOST_A_DAY)}
    if there:
        most += " " + _("Eingetragen sind für diesen Tag schon %(days)s.") % {"days": days.as_words(there)}
    return most
