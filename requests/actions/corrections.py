"""Corrections on the way: deadlines are extended, a grant is changed. Nothing is ever shortened."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib import dates, days
from gsvo.lib.exceptions import ActionRefused
from gsvo.links.models import Link
from gsvo.outbox.queue import queue_mails
from requests.actions.funding import grant_days, refuse_if_service_is_over, return_days
from requests.actions.round_checks import LONGEST_ROUND
from requests.actions.rounds import issue_link
from requests.actions.transitions import lock_for, move, same_turn
from requests.emails import changes as emails
from requests.models import Event, Round, Seat, SupportRequest
from requests.workflow import State, WaitingOn


@transaction.atomic
def extend_clarification(
    support_request: SupportRequest,
    *,
    by: User,
    until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Give the office more time for the mandate. A round that is open keeps its own deadline."""
    roles = lock_for(support_request, "extend_clarification", by=by, expected_revision=expected_revision)
    before = support_request.clarify_by
    refuse_shorter(until, before)
    asks_committee = support_request.waiting_on == WaitingOn.COMMITTEE
    event = move(
        support_request,
        "extend_clarification",
        by=by,
        roles=roles,
        reason=reason,
        data={"clarify_by": until.isoformat(), "moved_from": before.isoformat() if before else ""},
        waiting_on=WaitingOn(support_request.waiting_on),
        due_on=support_request.due_on if asks_committee else until,
        fields={"clarify_by": until},
    )
    emails.deadline_moved(support_request, reason, until, before)
    return event


@transaction.atomic
def extend_query(
    support_request: SupportRequest,
    *,
    by: User,
    until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Give the office more time to answer a question."""
    roles = lock_for(support_request, "extend_query", by=by, expected_revision=expected_revision)
    before = support_request.due_on
    if before is None:
        raise ActionRefused(_("Die Koordinierungsstelle ändert von sich aus. Eine Frist gibt es nicht."))
    refuse_shorter(until, before)
    event = move(
        support_request,
        "extend_query",
        by=by,
        roles=roles,
        reason=reason,
        data={"answer_by": until.isoformat(), "moved_from": before.isoformat()},
        due_on=until,
    )
    emails.deadline_moved(support_request, reason, until, before)
    return event


@transaction.atomic
def extend_round(
    support_request: SupportRequest, *, by: User, round_: Round, until: dt.date, reason: str
) -> Event:
    """Give the committee more time: links live longer, and whoever has not answered is told."""
    roles = lock_for(support_request, "extend_round", by=by)
    round_ = Round.objects.of(support_request).select_related("version__mandate").get(pk=round_.pk)
    round_.version.mandate.support_request = support_request
    if not round_.is_open or round_.deadline < timezone.now():
        raise ActionRefused(_("Die Runde ist beendet. Verlängern lässt sie sich nicht mehr."))
    before = round_.answer_by
    refuse_shorter(until, before)
    if until > timezone.localdate() + LONGEST_ROUND:
        raise ActionRefused(_("Bis dahin ist es länger als ein Jahr. Prüfen Sie bitte das Datum."))
    round_.answer_by = until
    round_.save(update_fields=["answer_by"])
    seats = list(round_.seats.select_related("member").prefetch_related("statements"))
    links = Link.objects.to_many(Seat, [seat.pk for seat in seats], Seat.LINK_PURPOSE)
    links.filter(revoked_at=None).update(expires_at=round_.deadline)
    turn = {"waiting_on": WaitingOn.COMMITTEE, "due_on": until}
    event = move(
        support_request,
        "extend_round",
        by=by,
        roles=roles,
        reason=reason,
        data={"answer_by": until.isoformat(), "moved_from": before.isoformat()},
        **(same_turn(support_request) if round_.is_change else turn),
    )
    valid = {link.object_id: link for link in links.filter(revoked_at=None).order_by("pk")}
    mails = []
    for seat in seats:
        if seat.statement is None and seat.not_responsible_at is None:
            seat.round = round_
            mails += emails.round_extended.mails(seat, valid.get(seat.pk) or issue_link(seat), reason)
    queue_mails(mails)
    return event


@transaction.atomic
def change_grant(
    support_request: SupportRequest,
    *,
    by: User,
    quarters: int,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Correct how many days are granted, before the first acceptance; book or return the difference."""
    roles = lock_for(support_request, "change_grant", by=by, expected_revision=expected_revision)
    if obstacle := change_grant_obstacle(support_request):
        raise ActionRefused(obstacle)
    before = support_request.granted_quarters
    if quarters == before:
        raise ActionRefused(_("So viele Tage sind schon zugesagt."))
    if quarters < 1:
        raise ActionRefused(_("Sagen Sie mindestens einen Vierteltag zu."))
    over = _planned_over(support_request, quarters)
    period = support_request.period
    assert period is not None  # granted days are of one
    if quarters > before:
        refuse_if_service_is_over(period)
        book = partial(grant_days, quarters=quarters - before, period=period)
    else:
        book = partial(return_days, quarters=before - quarters)
    event = move(
        support_request,
        "change_grant",
        by=by,
        roles=roles,
        reason=reason,
        data={"quarters": quarters, "quarters_before": before},
        waiting_on=WaitingOn(support_request.waiting_on),
        due_on=support_request.due_on,
        book=book,
    )
    emails.grant_changed(support_request, before, reason, over)
    emails.grant_changed_notice(support_request)
    return event


def change_grant_obstacle(support_request: SupportRequest) -> str:
    """Return why the grant cannot be changed any more, as a sentence, or ""."""
    if support_request.engaged_at:
        return _("Die Begleitung hat schon begonnen. Die Zusage lässt sich nicht mehr ändern.")
    return ""


def _planned_over(support_request: SupportRequest, quarters: int) -> int:
    """Return what the mandate plans beyond the new grant, or 0; refuse where its wording is fixed."""
    version = support_request.mandate.latest  # begun with the first grant
    planned = version.planned_quarters
    if planned <= quarters:
        return 0
    if support_request.state == State.CLARIFYING and not version.is_frozen:
        return planned
    raise ActionRefused(
        _(
            "Die Meilensteine des Auftrags brauchen zusammen %(planned)s. So viel muss zugesagt bleiben, "
            "bis der Auftrag neu gefasst ist."
        )
        % {"planned": days.as_words(planned)}
    )


def refuse_shorter(until: dt.date, before: dt.date | None) -> None:
    """Refuse a day in the past, or one that is not later than the deadline of today."""
    if until < timezone.localdate():
        raise ActionRefused(_("Der Tag liegt schon zurück. Wählen Sie heute oder einen späteren Tag."))
    if before and until <= before:
        raise ActionRefused(
            _("Die Frist geht schon bis %(day)s. Wählen Sie einen späteren Tag.") % {"day": dates.day(before)}
        )
