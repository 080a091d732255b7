"""Acts on sessions (Termine): plan, move, cancel, say whether one was held. Both sides may do each.

Every act locks the request first, is recorded in its history and mails the other side with a calendar entry,
except for what is past already: nobody needs that in a calendar.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisors import emails
from advisors.models import Engagement, Session
from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused, Obstacle, StaleRecord, refuse_first
from gsvo.lib.workdays import local_date
from requests import actions
from requests.models import Event, SupportRequest
from requests.roles import roles_of
from requests.workflow import State, WorkflowRole

PLANNABLE = (State.ENGAGED,)
# After the end of the work one may still say what became of a session, and call off what is left.
SETTLEABLE = (State.ENGAGED, State.INTERRUPTED, State.CLOSING)
ON_CALENDAR = ("title", "starts_at", "ends_at", "form", "place", "video_link")


def is_outside_plan(support_request: SupportRequest, day: dt.date) -> bool:
    """Return whether a day lies outside the period that the office asked for and G.I.B. pays."""
    begin, end = planned_span(support_request)
    return (begin is not None and day < begin) or (end is not None and day > end)


def planned_span(support_request: SupportRequest) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the wished period, cut to the funding period's service."""
    period = support_request.period
    begins = [day for day in (support_request.period_from, period and period.service_from) if day]
    ends = [day for day in (support_request.period_to, period and period.service_until) if day]
    return max(begins, default=None), min(ends, default=None)


def plan_obstacles(
    support_request: SupportRequest, days: list[dt.date], reason: str | None
) -> Iterator[Obstacle]:
    """Yield that a day outside the plan needs a reason: it may be right, but somebody has to say why."""
    outside = [day for day in days if is_outside_plan(support_request, day)]
    if not outside or reason:
        return
    begin, end = planned_span(support_request)
    yield (
        "date_reason",
        _(
            "Der %(day)s liegt außerhalb des vereinbarten Zeitraums (%(begin)s bis %(end)s). Das geht: "
            "Schreiben Sie bitte dazu, warum."
        )
        % {"day": dates.day(outside[0]), "begin": dates.day(begin) or "…", "end": dates.day(end) or "…"},
    )


@transaction.atomic
def plan_session(engagement: Engagement, *, by: User, **fields: Any) -> Session:
    """Plan a session; a past one is written down, and then asked about. Return it.

    `fields`: title, starts_at, ends_at (aware moments), form, place, video_link, note, date_reason.
    """
    support_request, role = _lock(engagement, by, PLANNABLE)
    _check_times(support_request, fields)
    session = Session.objects.create(engagement=engagement, changed_by=by, **fields)
    _record(support_request, "session_planned", session, by, role, reason=session.date_reason)
    if not session.is_over:
        emails.session_planned(session, by=by)
    return session


@transaction.atomic
def change_session(session: Session, *, by: User, expected_revision: int | None, **fields: Any) -> Session:
    """Change a planned session: move it, or correct what it says. Return it as it is now.

    A new time or place goes to both calendars; a changed note does not. Raise StaleRecord where somebody
    was faster.
    """
    support_request, role = _lock(session.engagement, by, PLANNABLE)
    row = _planned(session, by, expected_revision)
    _check_times(support_request, fields)
    before, moved_from = {name: getattr(row, name) for name in ON_CALENDAR}, row.starts_at
    _write(row, by, **fields)
    if any(getattr(row, name) != value for name, value in before.items()):
        is_moved = (before["starts_at"], before["ends_at"]) != (row.starts_at, row.ends_at)
        act = "session_moved" if is_moved else "session_changed"
        data = {"moved_from": local_date(moved_from).isoformat()} if is_moved else {}
        _record(support_request, act, row, by, role, reason=row.date_reason if is_moved else "", data=data)
        if not row.is_over:
            emails.session_changed(row, by=by, moved_from=moved_from if is_moved else None)
    return row


@transaction.atomic
def cancel_session(
    session: Session, *, by: User, reason: str, expected_revision: int | None = None
) -> Session:
    """Call a planned session off, with a reason for the other side. Return it."""
    support_request, role = _lock(session.engagement, by, SETTLEABLE)
    row = _planned(session, by, expected_revision)
    if row.is_over:
        raise ActionRefused(_("Dieser Termin ist vorbei. Tragen Sie ein, ob er stattgefunden hat."))
    _write(row, by, state=Session.State.CANCELLED)
    _record(support_request, "session_cancelled", row, by, role, reason=reason)
    emails.session_cancelled(row, reason, by=by)
    return row


@transaction.atomic
def settle_session(
    session: Session,
    *,
    by: User,
    was_held: bool,
    participants: int | None = None,
    note: str = "",
    expected_revision: int | None = None,
) -> Session:
    """Say of a past session whether it was held, and with how many people. Return it.

    Whoever was wrong says it anew: the later answer counts, both stand in the history.
    """
    support_request, role = _lock(session.engagement, by, SETTLEABLE)
    row = Session.objects.select_related("engagement__support_request__office").get(pk=session.pk)
    _refuse_stale(row, by, expected_revision)
    if row.state == Session.State.CANCELLED:
        raise ActionRefused(_("Dieser Termin ist abgesagt."))
    if not row.is_over:
        raise ActionRefused(
            _("Dieser Termin ist erst am %(day)s zu Ende. Vorher lässt sich nicht sagen, ob er stattfand.")
            % {"day": dates.moment(row.ends_at)}
        )
    state = Session.State.HELD if was_held else Session.State.NOT_HELD
    _write(row, by, state=state, participants=participants if was_held else None, note=note)
    act = "session_held" if was_held else "session_not_held"
    data = {"participants": participants} if was_held and participants is not None else {}
    _record(support_request, act, row, by, role, data=data)
    return row


def call_off_coming(engagement: Engagement, *, reason: str, until: dt.date | None = None) -> list[Session]:
    """Cancel what is planned because the engagement rests, ends or gets another advisor. Return the sessions.

    `until`: only sessions up to a day. The caller holds the request's lock; the event of its act says why.
    """
    coming = (
        Session.objects.filter(engagement=engagement)
        .coming()
        .select_related("engagement__support_request__office", "engagement__advisor")
    )
    off = [row for row in coming if until is None or row.day <= until]
    for row in off:
        _write(row, None, state=Session.State.CANCELLED)
        emails.session_cancelled(row, reason, by=None)
    return off


def _lock(engagement: Engagement, by: User, states: tuple[State, ...]) -> tuple[SupportRequest, WorkflowRole]:
    """Lock the request; refuse who is no part of it and what its state does not allow."""
    support_request = engagement.support_request
    actions.lock(support_request)
    engagement.refresh_from_db(fields=["advisor", "ended_at"])
    roles = roles_of(by, support_request)
    if engagement.is_advised_by(by):
        role = WorkflowRole.ADVISOR
    elif WorkflowRole.OFFICE in roles:
        role = WorkflowRole.OFFICE
    else:
        raise ActionRefused(_("Termine vereinbaren die Koordinierungsstelle und wer gerade berät."))
    if support_request.state not in states:
        raise ActionRefused(_("Die Begleitung läuft gerade nicht. Termine lassen sich jetzt nicht ändern."))
    return support_request, role


def _planned(session: Session, by: User, expected_revision: int | None) -> Session:
    row = Session.objects.select_related("engagement__support_request__office").get(pk=session.pk)
    _refuse_stale(row, by, expected_revision)
    if not row.is_planned:
        raise ActionRefused(
            _("Dieser Termin %(state)s. Daran lässt sich nichts mehr ändern.")
            % {"state": _("ist abgesagt") if row.state == row.State.CANCELLED else row.get_state_display()}
        )
    return row


def _refuse_stale(row: Session, by: User, expected_revision: int | None) -> None:
    if expected_revision is not None and row.revision != expected_revision:
        raise StaleRecord(row, by)


def _check_times(support_request: SupportRequest, fields: dict[str, Any]) -> None:
    """Refuse a session outside the plan without a reason. Inside it none is needed, and none is kept."""
    day = local_date(fields["starts_at"])
    refuse_first(plan_obstacles(support_request, [day], fields.get("date_reason")))
    if not is_outside_plan(support_request, day):
        fields["date_reason"] = ""


def _write(row: Session, by: User | None, **fields: Any) -> None:
    """Save changed fields, with a later number for calendars where what they show differs."""
    shows = any(getattr(row, name) != fields.get(name, getattr(row, name)) for name in ON_CALENDAR)
    for name, value in fields.items():
        setattr(row, name, value)
    row.revision += 1
    row.calendar_sequence += 1 if shows or "state" in fields else 0
    row.changed_by = by
    row.save()


def _record(
    support_request: SupportRequest,
    act: str,
    session: Session,
    by: User,
    role: WorkflowRole,
    *,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    told = {"session_on": local_date(session.starts_at).isoformat(), **(data or {})}
    return actions.record(support_request, act, by=by, role=role, reason=reason, data=told)
