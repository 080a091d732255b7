"""The only way to change a request's state: lock, check against the table, write, record, send `moved`."""

import datetime as dt
from collections.abc import Callable, Mapping, Set
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.links.models import Link
from requests import timeline, turns, workflow
from requests.models import Event, SupportRequest
from requests.roles import roles_of
from requests.signals import moved
from requests.workflow import Move, State, WaitingOn, WorkflowRole

Performer = User | Link | None  # a Link is whoever holds it, None the clock


class TransitionNotAllowed(ActionRefused):
    """The table does not list the transition in this state; the sentence says what happened last."""

    def __init__(self, name: str, support_request: SupportRequest, reader: Performer) -> None:
        sentence = _("„%(act)s“ ist im Stand „%(state)s“ nicht möglich.") % {
            "act": workflow.TRANSITIONS[name].label,
            "state": State(support_request.state).label,
        }
        super().__init__(f"{sentence} {timeline.latest(support_request, reader)}".strip())


def lock(support_request: SupportRequest) -> None:
    """Read the request's row anew into this instance and lock it until the transaction ends.

    Take this lock first, before any other; otherwise deadlock.
    """
    support_request.refresh_from_db(from_queryset=SupportRequest.objects.select_for_update(of=("self",)))


def lock_all(found: models.QuerySet[SupportRequest]) -> list[SupportRequest]:
    """Lock and return several requests, in the one order in which all acts lock more than one."""
    return list(found.order_by("pk").select_for_update(of=("self",)))


def lock_for(
    support_request: SupportRequest, name: str, *, by: Performer, expected_revision: int | None = None
) -> frozenset[WorkflowRole]:
    """Lock the request and refuse what `by` may not do in its state. Return the roles of `by`, for `move`.

    For acts that read the locked row before they move it: the state is refused before anything else.
    `expected_revision`: the one that the page showed, see `refuse_stale`.
    """
    lock(support_request)
    roles = roles_of(by, support_request)
    _allowed_move(support_request, name, by, roles)
    refuse_stale(support_request, expected_revision, by)
    return roles


def refuse_stale(support_request: SupportRequest, expected_revision: int | None, reader: Performer) -> None:
    """Raise StaleRecord if anything happened since the page was made; without a revision there was none."""
    if expected_revision in (None, support_request.revision):
        return
    sentences = (
        _("Inzwischen ist etwas geschehen."),
        timeline.latest(support_request, reader),
        _("Prüfen Sie, ob Ihr Schritt noch passt."),
    )
    raise StaleRecord(support_request, sentence=" ".join(sentences))


@transaction.atomic
def move(
    support_request: SupportRequest,
    name: str,
    *,
    by: Performer,
    roles: Set[WorkflowRole] | None = None,
    to: State | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    waiting_on: WaitingOn | None = None,
    due_on: dt.date | None = None,
    fields: Mapping[str, Any] | None = None,
    book: Callable[[SupportRequest, Event], object] | None = None,
    is_new_turn: bool = False,
) -> Event:
    """Make one transition of the workflow table. Return the Event. Raise TransitionNotAllowed.

    by: a User, a Link or None (the clock). `roles`: the set of `WorkflowRole` in which `by` acts; only a
    caller that holds the lock gives it, without it the row is locked and the roles are asked here.
    `to`: needed where the table leaves several targets. `waiting_on`, `due_on`: who acts next and until when,
    if not as `requests.turns` says. `fields`: values of further fields that change together with the state
    (a number from the submission on). `book`: called with request and event to book days; receivers of
    `moved` read what it booked. `is_new_turn`: somebody else has to do the same thing, in the same state.
    Afterwards the instance equals its row.
    """
    if roles is None:
        lock(support_request)
        roles = roles_of(by, support_request)
    source = support_request.state
    allowed = _allowed_move(support_request, name, by, roles)
    target = to or allowed.targets[0]
    if target not in allowed.targets:
        raise ValueError(f"{name} does not lead from {source} to {target}")
    support_request.state = target
    for field, value in (fields or {}).items():
        setattr(support_request, field, value)
    is_new_turn = is_new_turn or target != source
    if waiting_on is None:
        waiting_on, due_on = turns.on_entering(support_request, target, due_on)
    _set_waiting_on(support_request, waiting_on, due_on, is_new_turn)
    support_request.save()
    event = _write(support_request, name, source, by, _acting_role(allowed, roles), reason, data)
    if book:
        book(support_request, event)
    moved.send(sender=SupportRequest, support_request=support_request, event=event)
    return event


@transaction.atomic
def record(
    support_request: SupportRequest,
    act: str,
    *,
    by: Performer,
    role: WorkflowRole,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    waiting_on: WaitingOn | None = None,
    due_on: dt.date | None = None,
) -> Event:
    """Record an event without a change of state, e.g. a round that opened. Return the Event.

    `waiting_on` says who acts next (and `due_on` its deadline); without it both stay. The caller holds the
    lock.
    """
    if waiting_on:
        _set_waiting_on(support_request, waiting_on, due_on, is_new_turn=False)
    support_request.save()
    return _write(support_request, act, support_request.state, by, role, reason, data)


def _set_waiting_on(
    support_request: SupportRequest, waiting_on: WaitingOn, due_on: dt.date | None, is_new_turn: bool
) -> None:
    """Set who has to act until when. "Since when" begins anew with the person or the thing to do."""
    if is_new_turn or support_request.waiting_on != waiting_on:
        support_request.waiting_since = timezone.now()
    support_request.waiting_on, support_request.due_on = waiting_on, due_on
    support_request.revision += 1


def same_turn(support_request: SupportRequest) -> dict[str, Any]:
    """Return whose turn it is, as arguments of `move` for an act that leaves it as it is."""
    return {"waiting_on": WaitingOn(support_request.waiting_on), "due_on": support_request.due_on}


def _allowed_move(
    support_request: SupportRequest, name: str, by: Performer, roles: Set[WorkflowRole]
) -> Move:
    allowed = workflow.TRANSITIONS[name].move_from(support_request.state, roles)
    if allowed is None:
        raise TransitionNotAllowed(name, support_request, by)
    return allowed


def _acting_role(allowed: Move, roles: Set[WorkflowRole]) -> WorkflowRole:
    return next(part for part in workflow.WorkflowRole if part in roles and part in allowed.roles)


def _write(
    support_request: SupportRequest,
    act: str,
    source: str,
    by: Performer,
    role: WorkflowRole,
    reason: str,
    data: Mapping[str, Any] | None,
) -> Event:
    return Event.objects.create(
        support_request=support_request,
        act=act,
        from_state=source,
        to_state=support_request.state,
        waiting_on=support_request.waiting_on,
        reason=reason,
        data=data or {},
        by_user=by if by is not None and not isinstance(by, Link) else None,
        by_link=by if isinstance(by, Link) else None,
        by_role=role,
    )
