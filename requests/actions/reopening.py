"""Undoing a mistaken end: a rejected or withdrawn request returns to the state before.

What ended with it stays ended: links, rounds and invitations are asked anew. Days that returned are booked
once more, by the same guarded update as every grant (`requests.actions.funding`), or granted anew.
"""

import datetime as dt
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib import dates, days
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import workday_in
from gsvo.retention.rules import ERASED_TEXT
from requests.actions.funding import BudgetExceeded, grant_days
from requests.actions.mandate import next_version_of
from requests.actions.office import promised_until
from requests.actions.transitions import lock_for, move
from requests.emails import casework as emails
from requests.emails import changes
from requests.models import Event, FundingPeriod, SupportRequest
from requests.workflow import State


@transaction.atomic
def reopen_case(
    support_request: SupportRequest,
    *,
    by: User,
    reason: str,
    grant_anew: bool = False,
    expected_revision: int | None = None,
) -> Event:
    """Open a rejected or withdrawn request again in the state before its end.

    `grant_anew`: back to the review instead, without the days that had been granted.
    """
    roles = lock_for(support_request, "reopen_case", by=by, expected_revision=expected_revision)
    if obstacle := reopen_obstacle(support_request):
        raise ActionRefused(obstacle)
    target = State.SUBMITTED if grant_anew else state_before_end(support_request)
    ended_in = end_of(support_request)
    booked = 0 if grant_anew else returned_quarters(support_request)
    if booked:
        _refuse_if_service_is_over(support_request.period)
    due_on, fields = _deadlines(support_request, target)
    event = move(
        support_request,
        "reopen_case",
        by=by,
        roles=roles,
        to=target,
        reason=reason,
        data={"booked_quarters": booked} if booked else {},
        due_on=due_on,
        fields=fields,
        book=partial(_book_again, quarters=booked) if booked else None,
    )
    if grant_anew:
        _begin_next_version(support_request)
    emails.case_reopened(support_request, reason)
    changes.request_changed(support_request, State(ended_in.from_state) if ended_in else None, "reopened")
    return event


def reopen_obstacle(support_request: SupportRequest) -> str:
    """Return why the request cannot be opened again, as a sentence, or ""."""
    if support_request.title == ERASED_TEXT:
        return _("Die Texte dieser Anfrage sind nach Ablauf der Frist gelöscht. Sie bleibt beendet.")
    return ""


def end_of(support_request: SupportRequest) -> Event | None:
    """Return the event that ended a request, or None."""
    moves = support_request.events.filter(to_state=support_request.state)
    return moves.exclude(from_state=support_request.state).first()


def state_before_end(support_request: SupportRequest) -> State:
    """Return the state to reopen to. A request that had asked advisors looks for them anew."""
    ended_by = end_of(support_request)
    before = State(ended_by.from_state) if ended_by else State.SUBMITTED
    return State.MANDATED if before == State.MATCHING else before


def returned_quarters(support_request: SupportRequest) -> int:
    """Return the quarters of a day that the end gave back."""
    ended_by = end_of(support_request)
    return ended_by.data.get("returned_quarters", 0) if ended_by else 0


def _refuse_if_service_is_over(period: FundingPeriod | None) -> None:
    if period and period.service_until < timezone.localdate():
        raise ActionRefused(
            _("Der Förderzeitraum %(period)s ist zu Ende. Wählen Sie „Tage neu zusagen“.")
            % {"period": period.name}
        )


def _book_again(support_request: SupportRequest, event: Event, quarters: int) -> None:
    assert support_request.period is not None  # its end gave days of it back
    try:
        grant_days(support_request, event, quarters, support_request.period)
    except BudgetExceeded as refused:
        other_way = _("Oder wählen Sie „Tage neu zusagen“.")
        raise ActionRefused(f"{refused} {other_way}") from None


def _deadlines(support_request: SupportRequest, target: State) -> tuple[dt.date | None, dict[str, Any]]:
    """Return (the new deadline, fields that change with it)."""
    today = timezone.localdate()
    if target == State.SUBMITTED:
        deferred = support_request.deferred_until
        if deferred and deferred >= today:
            return deferred, {}
        return promised_until(support_request), {"deferred_until": None}
    if target == State.QUERIED:
        asked = support_request.events.filter(act__in=["ask_back", "revise"]).first()
        within = workday_in(settings.ANSWER_QUERY_WITHIN_DAYS)
        return (within if asked and asked.act == "ask_back" else None), {}
    if target == State.CLARIFYING:
        clarify_by = max(workday_in(settings.CLARIFY_WITHIN_DAYS), support_request.clarify_by or today)
        return clarify_by, {"clarify_by": clarify_by}
    return None, {}


def _begin_next_version(support_request: SupportRequest) -> None:
    """Begin a copy of a frozen version: after the new grant the office writes in it."""
    mandate = getattr(support_request, "mandate", None)
    if mandate and mandate.latest.is_frozen:
        next_version_of(mandate.latest)


def what_reopening_books(support_request: SupportRequest) -> list[tuple[str, Any]]:
    """Return (label, value) pairs for the act's form: target, days to book and whether they are free."""
    facts: list[tuple[str, Any]] = [(_("Zurück nach"), state_before_end(support_request).label)]
    ended_by = end_of(support_request)
    if ended_by:
        facts.append((_("Beendet am"), dates.day(timezone.localtime(ended_by.at).date())))
    if quarters := returned_quarters(support_request):
        assert support_request.period_id is not None  # the quarters were of one
        period = FundingPeriod.objects.get(pk=support_request.period_id)
        facts.append((_("Wieder zuzusagen"), days.as_words(quarters)))
        facts.append((_("Frei in %(period)s") % {"period": period}, period.free_days or _("keine")))
    return facts
