"""Advisors' names in the history, looked up when an event is shown."""

from advisors.models import Advisor
from requests.event_names import register_name


def _advisors(numbers):
    return dict(Advisor.objects.filter(pk__in=numbers).values_list("pk", "name"))


register_name("advisor_id", "advisor", _advisors)
