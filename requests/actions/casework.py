"""Acts of G.I.B. on a request: grant days, ask back, defer, reject, cancel."""

import datetime as dt
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.workdays import workday_in
from requests.actions.funding import grant_days, return_unused
from requests.actions.transitions import lock_for, move
from requests.emails import casework as emails
from requests.emails import changes
from requests.models import Event, FundingPeriod, SupportRequest
from requests.other_answers import OtherAnswer
from requests.workflow import State


@transaction.atomic
def grant(
    support_request: SupportRequest,
    *,
    by: User,
    quarters: int,
    clarify_by: dt.date | None = None,
    conditions: str = "",
    period: FundingPeriod | None = None,
    expected_revision: int | None = None,
) -> Event:
    """Grant days out of a funding period and ask the office to clarify the mandate."""
    clarify_by = clarify_by or workday_in(settings.CLARIFY_WITHIN_DAYS)
    _check_not_past(clarify_by)
    roles = lock_for(support_request, "grant", by=by, expected_revision=expected_revision)
    period = period or FundingPeriod.objects.for_days_of(support_request)
    if period is None:
        raise ActionRefused(_("Zurzeit gibt es keinen Förderzeitraum, aus dem Sie Tage zusagen können."))
    event = move(
        support_request,
        "grant",
        by=by,
        roles=roles,
        data={"quarters": quarters, "clarify_by": clarify_by.isoformat(), "conditions": conditions},
        due_on=clarify_by,
        fields={"conditions": conditions, "clarify_by": clarify_by, "deferred_until": None},
        book=partial(grant_days, quarters=quarters, period=period),
    )
    emails.granted(support_request, quarters)
    emails.granted_notice(support_request, quarters)
    return event


@transaction.atomic
def ask_back(
    support_request: SupportRequest,
    *,
    by: User,
    question: str,
    answer_by: dt.date | None = None,
    expected_revision: int | None = None,
) -> Event:
    """Ask the office a question and open its whole form again until it answers."""
    answer_by = answer_by or workday_in(settings.ANSWER_QUERY_WITHIN_DAYS)
    _check_not_past(answer_by)
    roles = lock_for(support_request, "ask_back", by=by, expected_revision=expected_revision)
    event = move(
        support_request,
        "ask_back",
        by=by,
        roles=roles,
        reason=question,
        data={"answer_by": answer_by.isoformat()},
        due_on=answer_by,
        fields={"deferred_until": None},
    )
    emails.queried(support_request, question, by)
    return event


@transaction.atomic
def defer(
    support_request: SupportRequest,
    *,
    by: User,
    until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Defer the decision until a day; the state stays, and the office is mailed the day and the reason."""
    _check_not_past(until)
    roles = lock_for(support_request, "defer", by=by, expected_revision=expected_revision)
    event = move(
        support_request,
        "defer",
        by=by,
        roles=roles,
        reason=reason,
        data={"until": until.isoformat()},
        due_on=until,
        fields={"deferred_until": until},
    )
    emails.deferred(support_request, reason)
    return event


@transaction.atomic
def reject(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """Reject the request; refused while the office may still answer a question."""
    roles = lock_for(support_request, "reject", by=by, expected_revision=expected_revision)
    waits_until = reject_waits_until(support_request)
    if waits_until:
        raise ActionRefused(
            _("Die Koordinierungsstelle kann noch bis %(day)s antworten. Ablehnen können Sie danach.")
            % {"day": dates.day(waits_until)}
        )
    event = move(support_request, "reject", by=by, roles=roles, reason=reason)
    emails.rejected(support_request, reason)
    return event


def reject_waits_until(support_request: SupportRequest) -> dt.date | None:
    """Return the deadline before which an open question bars a rejection, or None."""
    due_on = support_request.due_on
    if support_request.state != State.QUERIED or due_on is None or due_on < timezone.localdate():
        return None
    return due_on


@transaction.atomic
def answer_otherwise(
    support_request: SupportRequest,
    *,
    by: User,
    kind: str,
    with_whom: str,
    on: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """End a request that something else answers better: no refusal, and granted days return.

    kind: an `OtherAnswer`. `with_whom`, `on`: who helps, and the day (past or planned). `reason`: G.I.B.'s
    words to the office.
    """
    roles = lock_for(support_request, "answer_otherwise", by=by, expected_revision=expected_revision)
    state, unused = State(support_request.state), support_request.granted_quarters
    told = {"other_answer": kind, "with_whom": with_whom, "answered_on": on.isoformat()}
    event = move(
        support_request,
        "answer_otherwise",
        by=by,
        roles=roles,
        reason=reason,
        data=told | ({"returned_quarters": unused} if unused else {}),
        book=return_unused,
    )
    changes.request_changed(support_request, state, "answered_otherwise")
    emails.answered_otherwise(support_request, OtherAnswer(kind), with_whom, on, reason)
    return event


@transaction.atomic
def cancel(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """End a request from G.I.B.'s side: at once before the first acceptance, after it by way of closing."""
    roles = lock_for(support_request, "cancel", by=by, expected_revision=expected_revision)
    state = State(support_request.state)
    if support_request.engaged_at:
        event = move(
            support_request,
            "cancel",
            by=by,
            roles=roles,
            to=State.CLOSING,
            reason=reason,
            fields={"ended_early": True},
        )
    else:
        unused = support_request.granted_quarters
        event = move(
            support_request,
            "cancel",
            by=by,
            roles=roles,
            to=State.CANCELLED,
            reason=reason,
            data={"returned_quarters": unused} if unused else {},
            book=return_unused,
        )
        changes.request_changed(support_request, state, "cancelled")
    emails.cancelled(support_request, reason)
    return event


def _check_not_past(day: dt.date) -> None:
    if day < timezone.localdate():
        raise ActionRefused(_("Der Tag liegt schon zurück. Wählen Sie heute oder einen späteren Tag."))
