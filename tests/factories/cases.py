"""Money, and requests in any state with what belongs to it."""

import datetime as dt
import itertools

from django.conf import settings
from django.utils import timezone

from advisors.models import Assignment, Engagement, Invitation
from gsvo.offices.models import Membership, Role
from requests.models import (
    Event,
    FundingPeriod,
    LedgerEntry,
    Mandate,
    MandateVersion,
    NumberSeries,
    SupportRequest,
)
from requests.states import STATES
from requests.workflow import State, WorkflowRole
from tests.factories.papers import settle_owed
from tests.factories.people import BIELEFELD, advisor, member
from tests.factories.people import office as find_office

_count = itertools.count(1)


def funding_period(*, budget_quarters=400, **fields):
    """A funding period around today in which requests may be submitted."""
    today = timezone.localdate()
    defaults = {
        "name": f"Förderzeitraum {next(_count)}",
        "submission_from": today - dt.timedelta(days=60),
        "submission_until": today + dt.timedelta(days=200),
        "service_from": today - dt.timedelta(days=30),
        "service_until": today + dt.timedelta(days=330),
        "accounting_until": today + dt.timedelta(days=420),
    }
    return FundingPeriod.objects.create(budget_quarters=budget_quarters, **defaults | fields)


def earlier(**facts):
    """What is said of an engagement that began outside of the portal."""
    today = timezone.localdate()
    return {
        "period": funding_period(),
        "granted": 24,
        "used": 21,
        "began_on": today - dt.timedelta(days=90),
        "until": today + dt.timedelta(days=90),
        "decided_on": today - dt.timedelta(days=120),
        **facts,
    }


# The acts by which a request came into each state: (act, in whose part, state afterwards).
_SUBMITTED = [("submit", WorkflowRole.OFFICE, State.SUBMITTED)]
_CLARIFYING = [*_SUBMITTED, ("grant", WorkflowRole.CASEWORK, State.CLARIFYING)]
_MANDATED = [*_CLARIFYING, ("agree", WorkflowRole.COMMITTEE, State.MANDATED)]
_MATCHING = [*_MANDATED, ("invite", WorkflowRole.CASEWORK, State.MATCHING)]
_ENGAGED = [*_MATCHING, ("accept", WorkflowRole.ADVISOR, State.ENGAGED)]
_CLOSING = [*_ENGAGED, ("finish", WorkflowRole.OFFICE, State.CLOSING)]
HISTORY = {
    State.DRAFT: [],
    State.SUBMITTED: _SUBMITTED,
    State.QUERIED: [*_SUBMITTED, ("ask_back", WorkflowRole.CASEWORK, State.QUERIED)],
    State.CLARIFYING: _CLARIFYING,
    State.MANDATED: _MANDATED,
    State.MATCHING: _MATCHING,
    State.ENGAGED: _ENGAGED,
    State.INTERRUPTED: [*_ENGAGED, ("interrupt", WorkflowRole.CASEWORK, State.INTERRUPTED)],
    State.CLOSING: _CLOSING,
    State.COMPLETED: [*_CLOSING, ("complete", WorkflowRole.CASEWORK, State.COMPLETED)],
    State.REJECTED: [*_SUBMITTED, ("reject", WorkflowRole.CASEWORK, State.REJECTED)],
    State.ANSWERED_OTHERWISE: [
        *_SUBMITTED,
        ("answer_otherwise", WorkflowRole.CASEWORK, State.ANSWERED_OTHERWISE),
    ],
    State.WITHDRAWN: [*_SUBMITTED, ("withdraw", WorkflowRole.OFFICE, State.WITHDRAWN)],
    State.CANCELLED: [*_SUBMITTED, ("cancel", WorkflowRole.LEADERSHIP, State.CANCELLED)],
}


def support_request(
    state=State.DRAFT, *, office=None, by=None, quarters=24, period=None, answer_days=7, **fields
):
    """A request with a complete form, put into any state with what belongs to it: number, events, days,
    mandate, invitation, engagement. No mail, no link: those come by the acts."""
    state = State(state)
    office = office or find_office(BIELEFELD)
    by = by or _somebody_of(office)
    today = timezone.localdate()
    form = {
        "contact_name": by.name,
        "contact_email": by.email,
        "contact_phone": "0521 000-0",
        "title": "Übergabe an der Schwelle zum Beruf",
        "occasion": "step",
        "occasion_text": "Zwischen Praktikum und Beratung gehen Informationen verloren.",
        "goal_1": "Alle Schulen übergeben ihre Ergebnisse bis zu den Herbstferien.",
        "chain_status": "in_work",
        "period_from": today + dt.timedelta(days=30),
        "period_to": today + dt.timedelta(days=210),
        "wanted_quarters": quarters,
        "mode": "mixed",
        "committee_status": "informed",
        "committee_on": today - dt.timedelta(days=20),
        "privacy_read": True,
    }
    row = SupportRequest(office=office, created_by=by, handled_by=by, **form | fields)
    if state != State.DRAFT:
        row.number, row.submitted_at = number(), timezone.now()
    row.state, row.waiting_on = state, STATES[state].waiting_on
    row.save()
    events = _history(row, by)
    if "grant" in events:
        _days(row, events, quarters, period or funding_period())
        mandate_version(row, agreed="agree" in events)
    if "invite" in events:
        _engagement(row, events, by, answer_days)
    return row


def number():
    """The next number of this year's series."""
    series = NumberSeries.objects.get_or_create(year=timezone.localdate().year)[0]
    series.last += 1
    series.save()
    return f"GSVO-{series.year}-{series.last:04d}"


def mandate_version(of_request, *, agreed=False, frozen=None, **fields):
    """The next version of a request's mandate, by default still in writing."""
    mandate = Mandate.objects.get_or_create(support_request=of_request)[0]
    now = timezone.now()
    return MandateVersion.objects.create(
        mandate=mandate,
        number=mandate.versions.count() + 1,
        frozen_at=now if agreed or frozen else None,
        agreed_at=now if agreed else None,
        **fields,
    )


def _somebody_of(office):
    membership = Membership.objects.current().writing().filter(office=office).first()
    return membership.user if membership else member(office, Role.LEAD)


def _history(row, by):
    before, events = State.DRAFT, {}
    for act, part, after in HISTORY[row.state]:
        events[act] = Event.objects.create(
            support_request=row,
            act=act,
            from_state=before,
            to_state=after,
            waiting_on=STATES[after].waiting_on,
            by_user=by
            if part in (WorkflowRole.OFFICE, WorkflowRole.CASEWORK, WorkflowRole.LEADERSHIP)
            else None,
            by_role=part,
        )
        before = after
    return events


def _days(row, events, quarters, period):
    row.period, row.granted_quarters = period, quarters
    row.clarify_by = timezone.localdate() + dt.timedelta(days=settings.CLARIFY_WITHIN_DAYS)
    row.save()
    LedgerEntry.objects.create(
        period=period,
        support_request=row,
        event=events["grant"],
        kind=LedgerEntry.Kind.GRANT,
        quarters=quarters,
    )
    period.committed_quarters += quarters
    period.save()


def _engagement(row, events, by, answer_days):
    now = timezone.now()
    accepted = "accept" in events
    invitation = Invitation.objects.create(
        support_request=row,
        advisor=advisor(),
        position=1,
        state=Invitation.State.ACCEPTED if accepted else Invitation.State.OPEN,
        answer_days=answer_days,
        sent_at=now,
        answer_by=now + dt.timedelta(days=answer_days),
        answered_at=now if accepted else None,
        invited_by=by,
    )
    if accepted:
        row.engaged_at = now
        row.save()
        ended = now if row.is_ended else None
        engagement = Engagement.objects.create(
            support_request=row, advisor=invitation.advisor, ended_at=ended
        )
        Assignment.objects.create(
            engagement=engagement, advisor=invitation.advisor, invitation=invitation, ended_at=ended
        )
        if row.state in (State.CLOSING, State.COMPLETED):
            settle_owed(row)
