"""Booking days of a funding period in whole quarters: never overbooked, returned once.

Both acts happen inside the transaction of the move that causes them, after `move` has locked the request.
Locks are always taken in the same order: the request, then the period. The guard is one conditional UPDATE
(it holds on SQLite as well, where `select_for_update` does nothing); the table's constraint stands behind it.
For each request `granted_quarters` is the sum of its ledger; for each period `committed_quarters` is.
`booked_quarters` of a request is the sum of its engagement's time entries, and never above what is granted:
days that were worked are never returned. After days were carried over all this holds for each period as well.
"""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import days
from gsvo.lib.exceptions import ActionRefused
from requests.models import Event, FundingPeriod, LedgerEntry, SupportRequest

CountBooked = Callable[[SupportRequest], Mapping[int, int]]
_counters: list[CountBooked] = []


class BudgetExceeded(ActionRefused):
    """The period has fewer days left than were to be granted."""

    def __init__(self, period: FundingPeriod) -> None:
        self.period = period
        super().__init__(too_few_left(period), field="quarters")


def too_few_left(period: FundingPeriod) -> str:
    """Return how much can be granted out of a period, as a sentence."""
    if not period.free_quarters:
        return _("Im Förderzeitraum %(period)s sind keine Tage mehr frei.") % {"period": period.name}
    return _("Noch frei im Förderzeitraum %(period)s: %(days)s. Zusagen können Sie höchstens so viel.") % {
        "period": period.name,
        "days": days.as_words(period.free_quarters),
    }


def grant_days(
    support_request: SupportRequest,
    event: Event,
    quarters: int,
    period: FundingPeriod,
    *,
    moves_on: bool = False,
) -> LedgerEntry:
    """Book quarters of a day out of a period. Raise BudgetExceeded with the current figure.

    `moves_on`: from now on the request is one of this period, though days of another one stay granted.
    """
    assert transaction.get_connection().in_atomic_block
    if quarters < 1:
        raise ActionRefused(_("Sagen Sie mindestens einen Vierteltag zu."))
    is_of_another = support_request.granted_quarters and support_request.period_id != period.pk
    if is_of_another and not moves_on:
        raise ActionRefused(_("Für diese Anfrage sind schon Tage aus einem anderen Förderzeitraum zugesagt."))
    booked = FundingPeriod.objects.filter(
        pk=period.pk, committed_quarters__lte=F("budget_quarters") - quarters
    ).update(committed_quarters=F("committed_quarters") + quarters)
    if not booked:
        period.refresh_from_db()
        raise BudgetExceeded(period)
    support_request.period = period
    return _book(support_request, event, LedgerEntry.Kind.GRANT, quarters, period.pk)


def return_days(
    support_request: SupportRequest, event: Event, quarters: int, period_id: int | None = None
) -> LedgerEntry:
    """Return granted quarters to a period, by default the request's, never more than are left unbooked.

    After days were carried over the caller knows which period's are left.
    """
    assert transaction.get_connection().in_atomic_block
    if not 0 < quarters <= support_request.granted_quarters:
        raise ActionRefused(_("So viele Tage sind nicht zugesagt."))
    if quarters > support_request.left_quarters:
        raise ActionRefused(
            _("Gebucht sind schon %(days)s. Zurückgehen kann nur, was noch frei ist.")
            % {"days": days.as_words(support_request.booked_quarters)}
        )
    period_id = period_id or support_request.period_id
    assert period_id is not None  # where days are promised they are of a period
    FundingPeriod.objects.filter(pk=period_id).update(committed_quarters=F("committed_quarters") - quarters)
    return _book(support_request, event, LedgerEntry.Kind.RETURN, -quarters, period_id)


def book_days(support_request: SupportRequest, quarters: int) -> bool:
    """Book quarters that were worked, or take back booked ones (negative). Return whether there was room.

    The caller holds the request's lock and writes the time entry.
    """
    assert transaction.get_connection().in_atomic_block
    booked = SupportRequest.objects.filter(
        pk=support_request.pk,
        booked_quarters__lte=F("granted_quarters") - quarters,
        booked_quarters__gte=-quarters,
    ).update(booked_quarters=F("booked_quarters") + quarters)
    if booked:
        support_request.booked_quarters += quarters
    return bool(booked)


def granted_by_period(support_request: SupportRequest) -> dict[int, int]:
    """Return {period's key: quarters granted out of it and not returned}, the oldest booking first."""
    rows = support_request.ledger.order_by("pk").values_list("period", "quarters")
    granted: dict[int, int] = {}
    for period_id, quarters in rows:
        granted[period_id] = granted.get(period_id, 0) + quarters
    return granted


def counts_booked(function: CountBooked) -> CountBooked:
    """Decorator: the function returns {period's key: quarters that were worked and that it pays}."""
    _counters.append(function)
    return function


def left_by_period(support_request: SupportRequest) -> dict[int, int]:
    """Return {period's key: quarters granted out of it, not returned and not booked}."""
    left = granted_by_period(support_request)
    for count in _counters:
        for period_id, quarters in count(support_request).items():
            left[period_id] = left.get(period_id, 0) - quarters
    return left


def periods_of(support_request: SupportRequest) -> list[FundingPeriod]:
    """Return the funding periods out of which days of this request are granted, in the order of time."""
    keys = [key for key, quarters in granted_by_period(support_request).items() if quarters > 0]
    return list(FundingPeriod.objects.filter(pk__in=keys).order_by("service_from", "pk"))


def refuse_if_service_is_over(period: FundingPeriod) -> None:
    """Refuse to book out of a period whose last day of service has passed."""
    if sentence := service_is_over(period):
        raise ActionRefused(sentence, field="period")


def service_is_over(period: FundingPeriod) -> str:
    """Return a sentence if the last day of service has passed, else ""."""
    if period.service_until >= timezone.localdate():
        return ""
    return _("Der Förderzeitraum %(period)s ist zu Ende.") % {"period": period.name}


def return_unused(support_request: SupportRequest, event: Event) -> int:
    """Return what was granted and is not booked, each period's to it; later calls find nothing left.

    Every end of a request does it. Return the quarters.
    """
    left = sum(left_by_period(support_request).values())
    return_from_periods(support_request, event, left)
    return left


def return_from_periods(support_request: SupportRequest, event: Event, quarters: int) -> None:
    """Return quarters that are not booked, first of the period that began first."""
    left = left_by_period(support_request)
    for period in periods_of(support_request):
        part = min(left[period.pk], quarters)
        if part > 0:
            return_days(support_request, event, part, period.pk)
            quarters -= part


def _book(
    support_request: SupportRequest, event: Event, kind: str, quarters: int, period_id: int
) -> LedgerEntry:
    support_request.granted_quarters += quarters  # the row is locked by `move`
    support_request.save(update_fields=["period", "granted_quarters", "changed_at"])
    return LedgerEntry.objects.create(
        period_id=period_id,
        support_request=support_request,
        event=event,
        kind=kind,
        quarters=quarters,
    )
