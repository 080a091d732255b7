"""Advisors' names in the history, looked up when an event is shown."""

from advisors.models import Advisor
from advisors.owed import OwedKind
from requests.event_names import register_name


def _advisors(numbers):
    return dict(Advisor.objects.filter(pk__in=numbers).values_list("pk", "name"))


def _owed(kinds):
    return {kind: str(OwedKind(kind).label) for kind in kinds if kind in OwedKind.values}


register_name("advisor_id", "advisor", _advisors)
register_name("owed", "paper", _owed)
