"""How many quarters of a day advisors have left in a funding period: counted here and nowhere else.

An advisor is bound in a period for what she entered there, in whichever engagement, and for what is still
left there in the engagements that she runs. So what a former advisor used stays hers, what goes to another
period or back to its own is free again, and an engagement that ended binds nobody for more than was worked.
"""

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from advisors.models import Advisor, TimeEntry
from requests.actions.funding import left_by_period
from requests.models import FundingPeriod, LedgerEntry, SupportRequest

Needed = dict[FundingPeriod, int]


def free_in(period: FundingPeriod | None) -> Combinable:
    """Return what to annotate advisors with: their quarters left in a period, below zero where too many."""
    entries = TimeEntry.objects.filter(period=period)
    granted = LedgerEntry.objects.filter(period=period, support_request__engagement__ended_at=None)
    used = _sum(entries, "advisor")
    booked = _sum(entries.filter(engagement__ended_at=None), "engagement__advisor")
    return F("quarters_per_period") - used - (_sum(granted, "support_request__engagement__advisor") - booked)


def _sum(rows: QuerySet, advisor: str) -> Combinable:
    """Return the sum of the rows that belong to each advisor."""
    sums = rows.filter(**{advisor: OuterRef("pk")}).order_by().values(advisor).annotate(sum=Sum("quarters"))
    return Coalesce(Subquery(sums.values("sum"), output_field=IntegerField()), 0)


def free_quarters(advisor: Advisor, period: FundingPeriod | None) -> int:
    """Return the quarters that one advisor has left in a period."""
    free: int = Advisor.objects.filter(pk=advisor.pk).values_list(free_in(period), flat=True).get()
    return free


def needed_of(support_request: SupportRequest) -> Needed:
    """Return {period: quarters} that whoever accepts a request is bound for.

    After a change of advisor that is what the former one left. Of periods that pay nothing any more it is
    nothing, though days of theirs may be left.
    """
    period = support_request.period
    if period is None:
        return {}
    if not support_request.engaged_at:
        return {period: support_request.granted_quarters}
    left = left_by_period(support_request)
    others = [key for key, quarters in left.items() if quarters > 0 and key != period.pk]
    found = {period: left.get(period.pk, 0)}
    if others:
        rows = FundingPeriod.objects.filter(pk__in=others, service_until__gte=timezone.localdate())
        found |= {row: left[row.pk] for row in rows.order_by("service_from", "pk")}
    return found


def missing_for(needed: Needed, free: dict[FundingPeriod, int]) -> int:
    """Return how many quarters are too few: the free days of one period pay for no other."""
    return sum(max(0, quarters - max(0, free[period])) for period, quarters in needed.items())
