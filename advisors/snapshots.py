"""Snapshots of an engagement: as of today, or as of the end of the reader's own assignment."""

from dataclasses import dataclass
from datetime import datetime

from requests.models import Event, LedgerEntry
from requests.states import ENDS
from requests.workflow import State, WaitingOn


@dataclass(frozen=True)
class Snapshot:
    """An engagement as list and page show it. `until`: the moment shown, None for today."""

    engagement: object
    until: datetime | None
    state: State
    waiting_on: WaitingOn
    waiting_since: datetime
    due_on: object
    granted_quarters: int
    advisor: object  # who advised then; None while somebody was sought
    ended_at: datetime | None

    @property
    def support_request(self):
        return self.engagement.support_request

    @property
    def is_ended(self):
        return self.state in ENDS

    @property
    def state_label(self):
        return State(self.state).label

    @property
    def waiting_on_label(self):
        return WaitingOn(self.waiting_on).label

    def get_absolute_url(self):
        return self.engagement.get_absolute_url()


def snapshots(engagements, user):
    """Return a Snapshot for each row of `Engagement.objects.visible_to(user)`, with two queries."""
    former = [row.support_request_id for row in engagements if row.readable_until]
    events, days = {}, {}
    if former:
        for event in Event.objects.filter(support_request__in=former).order_by("pk"):
            events.setdefault(event.support_request_id, []).append(event)
        booked = LedgerEntry.objects.filter(support_request__in=former).select_related("event")
        for entry in booked:
            days.setdefault(entry.support_request_id, []).append(entry)
    advisor = getattr(user, "advisor", None) if former else None
    return [
        _as_it_was(
            row,
            advisor,
            events.get(row.support_request_id, []),
            days.get(row.support_request_id, []),
        )
        if row.readable_until
        else _as_it_is(row)
        for row in engagements
    ]


def snapshot(engagement, user):
    return snapshots([engagement], user)[0]


def cut(events, until):
    """Return the events up to a moment, all without one."""
    return events if until is None else [event for event in events if event.at <= until]


def _as_it_is(engagement):
    case = engagement.support_request
    return Snapshot(
        engagement=engagement,
        until=None,
        state=case.state,
        waiting_on=case.waiting_on,
        waiting_since=case.waiting_since,
        due_on=case.due_on,
        granted_quarters=case.granted_quarters,
        advisor=engagement.advisor,
        ended_at=engagement.ended_at,
    )


def _as_it_was(engagement, advisor, events, ledger):
    until = engagement.readable_until
    events = cut(events, until)
    last = events[-1]
    return Snapshot(
        engagement=engagement,
        until=until,
        state=State(last.to_state),
        waiting_on=WaitingOn(last.waiting_on),
        waiting_since=_since(events),
        due_on=None,
        granted_quarters=sum(entry.quarters for entry in ledger if entry.event.at <= until),
        advisor=advisor,
        ended_at=until,
    )


def _since(events):
    """Return when the turn at the end of these events began: with the last new person or thing to do."""
    since = events[-1].at
    for event in reversed(events):
        if event.waiting_on != events[-1].waiting_on or event.to_state != events[-1].to_state:
            break
        since = event.at
    return since
