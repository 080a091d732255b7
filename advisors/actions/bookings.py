"""What all acts on time entries share: the lock, the booking, whose turn it is, the note at 80 %."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import owed
from advisors.emails import bookings as emails
from advisors.models import Engagement, TimeEntry
from advisors.owed_items import items_of
from gsvo.accounts.models import User
from gsvo.lib import dates, days
from gsvo.lib.exceptions import StaleRecord
from requests import actions
from requests.actions import ActionRefused
from requests.actions.funding import book_days, left_by_period
from requests.models import Event, SupportRequest
from requests.roles import roles_of
from requests.workflow import State, WaitingOn, WorkflowRole

# In which states entries are made, and in which they are countersigned: also while an advisor is sought.
ENTERING = frozenset({State.ENGAGED, State.INTERRUPTED, State.CLOSING})
SIGNING = ENTERING | {State.MATCHING}


class Turn(TypedDict, total=False):
    """The arguments of `move` and `record` that say who acts next."""

    waiting_on: WaitingOn
    due_on: dt.date | None


def lock_for_advisor(engagement: Engagement, by: User) -> None:
    """Lock the engagement's request; refuse all but who advises now, while entries can be made."""
    _lock(engagement)
    if not engagement.is_advised_by(by):
        raise PermissionDenied
    _refuse_outside(engagement.support_request, ENTERING)


def lock_for_office(engagement: Engagement, by: User) -> None:
    """Lock the engagement's request; refuse all but those who act for its office."""
    _lock(engagement)
    if WorkflowRole.OFFICE not in roles_of(by, engagement.support_request):
        raise PermissionDenied
    _refuse_outside(engagement.support_request, SIGNING)


def _lock(engagement: Engagement) -> None:
    actions.lock(engagement.support_request)
    engagement.refresh_from_db(fields=["advisor", "mostly_used_at"])


def _refuse_outside(support_request: SupportRequest, states: frozenset[State]) -> None:
    if support_request.state not in states:
        raise ActionRefused(
            _("Die Begleitung ist im Stand „%(state)s“. Zeiteinträge lassen sich jetzt nicht mehr ändern.")
            % {"state": State(support_request.state).label}
        )


def find(engagement: Engagement, entry: TimeEntry, expected_revision: int | None = None) -> TimeEntry:
    """Return the entry as it is now, under the request's lock; refuse what others changed or withdrew."""
    found = engagement.time_entries.filter(pk=entry.pk).first()
    if found is None:
        raise ActionRefused(entry_is_gone())
    if expected_revision not in (None, found.revision):
        raise StaleRecord(found, sentence=what_happened(found))
    found.engagement = engagement
    return found


def entry_is_gone() -> str:
    return _("Diesen Zeiteintrag gibt es nicht mehr. Er ist inzwischen zurückgenommen.")


def what_happened(entry: TimeEntry) -> str:
    """Return what somebody did to an entry since a page showed it, as a sentence."""
    day = dates.day(entry.done_on)
    if entry.signed_by is not None and entry.signed_reason:
        return _("Den Zeiteintrag vom %(day)s hat die G.I.B. inzwischen in Vertretung gegengezeichnet.") % {
            "day": day
        }
    if entry.signed_by is not None:
        words = _("Den Zeiteintrag vom %(day)s hat %(name)s inzwischen gegengezeichnet.")
        return words % {"day": day, "name": entry.signed_by.name}
    if entry.question_by is not None and entry.is_queried:
        words = _("Nach dem Zeiteintrag vom %(day)s hat %(name)s inzwischen gefragt.")
        return words % {"day": day, "name": entry.question_by.name}
    return _("Dieser Zeiteintrag hat sich inzwischen geändert.")


def save(entry: TimeEntry) -> None:
    """Save a changed entry; pages made before are stale from now on."""
    entry.revision += 1
    entry.save()


def book(engagement: Engagement, quarters: int, period_id: int) -> None:
    """Book quarters, or take them back; refuse more than are left in all, or in the period that pays.

    The entry that causes it is not written yet.
    """
    left = left_by_period(engagement.support_request).get(period_id, 0)
    if quarters > left or not book_days(engagement.support_request, quarters):
        raise ActionRefused(too_many(left), field="quarters")


def too_many(left: int) -> str:
    """Return why no more than what is left can be booked, and the way to ask for more."""
    ask = _("Brauchen Sie mehr, fragen Sie die G.I.B. über „Mehr Tage anfragen“.")
    if left <= 0:
        return _("Alle zugesagten Tage sind gebucht.") + " " + ask
    return _("Noch frei: %(days)s.") % {"days": days.as_words(left)} + " " + ask


def record(
    engagement: Engagement,
    act: str,
    *,
    by: User | None,
    role: WorkflowRole,
    data: Mapping[str, Any],
    reason: str = "",
) -> Event:
    """Record an act on entries, with whose turn it is after it."""
    return actions.record(
        engagement.support_request,
        act,
        by=by,
        role=role,
        reason=reason,
        data=data,
        **turn_of(engagement, engagement.support_request.state),
    )


def data_of(entry: TimeEntry) -> dict[str, Any]:
    """Return what the history tells of an entry, also after it is gone."""
    return {"quarters": entry.quarters, "done_on": entry.done_on.isoformat()}


def turn_of(engagement: Engagement | None, state: str) -> Turn:
    """Return who acts next while an engagement runs or closes; empty in states whose turn is fixed.

    The office, while entries wait for it; else whoever advises. G.I.B., once she left the pool.
    """
    if engagement is not None and state == State.CLOSING:
        return turn_at_close(engagement)
    if engagement is None or state != State.ENGAGED:
        return {}
    if engagement.is_abandoned:
        return {"waiting_on": WaitingOn.GIB, "due_on": None}
    first = engagement.time_entries.waiting().first()
    if first is None:
        return {"waiting_on": WaitingOn.ADVISOR, "due_on": None}
    return {"waiting_on": WaitingOn.OFFICE, "due_on": first.sign_by}


def turn_at_close(engagement: Engagement, *, finished_on: dt.date | None = None) -> Turn:
    """Return who acts next while a case closes: whoever owes what was due first, at last G.I.B.

    What an advisor owes who left the pool, or who is not there any more, G.I.B. has to settle.
    """
    item = owed.oldest_barring(items_of(engagement, finished_on=finished_on))
    if item is None:
        return {"waiting_on": WaitingOn.GIB, "due_on": None}
    is_orphaned = engagement.advisor is None or engagement.is_abandoned
    return {"waiting_on": WaitingOn.GIB if is_orphaned else item.owner, "due_on": item.due_on}


def keep_turn(engagement: Engagement) -> Turn:
    """Return whose turn it is after an act that changes no state, with the deadline of today."""
    case = engagement.support_request
    kept: Turn = {"waiting_on": WaitingOn(case.waiting_on), "due_on": case.due_on}
    return turn_of(engagement, case.state) or kept


def is_mostly_used(support_request: SupportRequest) -> bool:
    """Return whether four fifths of the promised days are booked."""
    granted = support_request.granted_quarters
    return granted > 0 and support_request.booked_quarters * 5 >= granted * 4


def note_mostly_used(engagement: Engagement) -> None:
    """Record that most days are used and tell everybody, the first time; an increase may undo it.

    Fewer days by a correction do not: nobody is told of the same figure twice.
    """
    is_used, was_told = is_mostly_used(engagement.support_request), engagement.mostly_used_at is not None
    if not is_used or was_told:
        return
    engagement.mostly_used_at = timezone.now()
    engagement.save(update_fields=["mostly_used_at"])
    data = {"quarters": engagement.support_request.booked_quarters}
    record(engagement, "mostly_used", by=None, role=WorkflowRole.CLOCK, data=data)
    emails.days_mostly_used(engagement)


def forget_mostly_used(engagement: Engagement) -> None:
    """After an increase: be told once more when most of the days are used then."""
    if engagement.mostly_used_at and not is_mostly_used(engagement.support_request):
        engagement.mostly_used_at = None
        engagement.save(update_fields=["mostly_used_at"])


def booked_by_entries(engagement: Engagement) -> int:
    """Return the sum of the entries: what `booked_quarters` of the request has to be."""
    return engagement.time_entries.aggregate(sum=Sum("quarters"))["sum"] or 0
