"""Whether dates and figures of the request form can be right: against today and the funding periods.

The form refuses them at their field; submitting asks once more, since a draft may have waited for months.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from gsvo.lib import dates, days
from requests.models import FundingPeriod, SupportRequest

Status = SupportRequest.CommitteeStatus


def wrong_answers(values):
    """Return {field: sentence} of answers that cannot be right. `values` may hold one step only."""
    today = timezone.localdate()
    found = _agreement(values, today) | _committee(values, today)
    if "period_from" in values or "period_to" in values:
        found |= _period(values, today)
    return found


def services():
    """Return (first day, last day) of the services that usable funding periods pay, or None without one."""
    periods = list(FundingPeriod.objects.usable())
    if not periods:
        return None
    return min(row.service_from for row in periods), max(row.service_until for row in periods)


def services_in_words():
    """Return the sentence that says from when to when services are paid, or ""."""
    found = services()
    return _in_words(found) if found else ""


def _in_words(paid):
    first, last = (dates.day(day) for day in paid)
    return _("Gefördert wird zurzeit vom %(first)s bis %(last)s.") % {"first": first, "last": last}


def many_days(quarters):
    """Return the question about a wish for very many days, or ""."""
    if not quarters or quarters <= settings.ASK_ABOVE_WANTED_DAYS * days.QUARTERS_PER_DAY:
        return ""
    wanted = {"wanted": days.as_words(quarters)}
    return _("%(wanted)s sind sehr viel. Prüfen Sie bitte und bestätigen Sie, wenn es stimmt.") % wanted


def _agreement(values, today):
    agreed_on = values.get("chain_agreed_on")
    if agreed_on and agreed_on > today:
        return {"chain_agreed_on": _("Dieser Tag liegt noch vor uns. Wann ist die Kette vereinbart worden?")}
    return {}


def _committee(values, today):
    """A planned meeting lies ahead, one that was does not."""
    status, day = values.get("committee_status"), values.get("committee_on")
    if not (status and day):
        return {}
    if status == Status.PLANNED and day < today:
        return {"committee_on": _("Geplant ist die Sitzung noch, dieser Tag liegt aber schon zurück.")}
    if status != Status.PLANNED and day > today:
        return {"committee_on": _("Dieser Tag liegt noch vor uns. Ist die Sitzung noch geplant?")}
    return {}


def _period(values, today):
    begin, end = values.get("period_from"), values.get("period_to")
    found = {}
    if end and end < today:
        found["period_to"] = _("Dieser Tag liegt schon zurück. Nennen Sie einen, der noch kommt.")
    if begin and begin < today - dt.timedelta(days=366):
        found["period_from"] = _("Dieser Tag liegt schon lange zurück. Prüfen Sie bitte die Jahreszahl.")
    paid = services()
    for name, day in (("period_from", begin), ("period_to", end)):
        if day and paid and name not in found and not _may_be(name, day, paid):
            later = _("Einen anderen Wunsch schreiben Sie bei „Anderer möglicher Zeitraum“.")
            found[name] = f"{_in_words(paid)} {later}"
    return found


def _may_be(name, day, paid):
    """A wish may begin before the first service: then it waits. It ends within what is paid."""
    first, last = paid
    return day <= last if name == "period_from" else first <= day <= last
