"""Further records for new rows of the table: one line each, so that many hands can add theirs."""

from django.utils import timezone

from advisors.models import Absence
from tests import factories


def more_records(people, rows):
    """name → id for `given` in the table. `people` and `rows` are those of tests.access.world."""
    today = timezone.localdate()
    absence = Absence.objects.create(advisor=people["advisor"].advisor, from_on=today, to_on=today)
    return {
        "absence": absence.pk,
        "stranger_account": people["stranger"].pk,
        "account_act": "abmelden",
        "time_entry": factories.time_entry(rows["engagement"]).oid,
        "unna_entry": factories.time_entry(
            factories.engagement(office=factories.office(factories.UNNA), by=people["stranger"])
        ).oid,
    }
