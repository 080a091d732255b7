"""Fill a migrated database: first what every size has, then as many requests as asked for."""

from contextlib import nullcontext

from django.db import connection, transaction
from django.db.models import Sum

from advisors.models import Advisor
from requests.models import FundingPeriod, LedgerEntry
from tests.bench.seed import people, prototypes
from tests.bench.seed.cases import make_cases
from tests.bench.seed.copies import Copier
from tests.bench.seed.loading import load, reset_sequences, unhindered


@transaction.atomic
def prepare():
    """Play the demo's cases and make the people of all offices."""
    prototypes.play()
    people.make()


@transaction.atomic
def fill(size, *, is_alone=False):
    """Copy the demo's cases until there are `size` requests. Returns {table: rows written}.

    `is_alone`: the transaction has nothing else to do, so that PostgreSQL may write `unhindered`.
    """
    originals = prototypes.read()
    periods = list(FundingPeriod.objects.order_by("-service_from").values_list("pk", flat=True))
    cases = make_cases(size - len(originals), originals, people.places(), periods)
    advisors = list(Advisor.objects.order_by("pk").values_list("pk", flat=True))
    copier = Copier(originals, cases, advisors)
    with unhindered(copier.models) if is_alone else nullcontext():
        written = {model._meta.db_table: load(model, copier.rows(model)) for model in copier.models}
    reset_sequences(copier.models)
    _book()
    return written


def tidy():
    """Let the database know what it holds, as its own cleaning does within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _book():
    """Let each period have promised what its bookings say."""
    sums = LedgerEntry.objects.values("period").annotate(sum=Sum("quarters")).values_list("period", "sum")
    for period, quarters in sums:
        FundingPeriod.objects.filter(pk=period).update(committed_quarters=quarters)
