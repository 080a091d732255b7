"""Addresses of the forms about concerns, looking back and follow-up, for the table in places.py."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement
from tests import factories
from tests.advisors.looking_back import looking_back_link


def _tell(koko, leitung):
    engagement = factories.support_request("engaged", by=koko).engagement
    return reverse("advisors:tell_concern", args=[engagement.oid])


def _of_gib(page):
    """Return a function that gives the address of an act of G.I.B. on a concern."""

    def address(koko, leitung):
        case = factories.support_request("engaged", by=koko)
        concern = actions.tell_concern(case.engagement, by=koko, text="Niemand ruft an.")
        return reverse(f"admin:{page}", args=[case.oid, concern.oid])

    return address


def _look_back(koko, leitung):
    case = factories.support_request("engaged", by=koko)
    actions.finish(case, by=koko)
    return reverse("advisors:look_back", args=[case.engagement.oid])


def _follow_up(koko, leitung):
    case = factories.support_request("completed", by=koko)
    Engagement.objects.filter(pk=case.engagement.pk).update(
        ended_at=timezone.localtime() - dt.timedelta(days=200)
    )
    return reverse("advisors:follow_up", args=[case.engagement.oid])


def looking_back(koko):
    """Return a member's link to look back."""
    case = factories.support_request("engaged", by=koko)
    factories.committee(case.office, members=1)
    actions.finish(case, by=koko)
    return looking_back_link(case.engagement)


ADDRESSES = {
    "follow up": _follow_up,
    "look back": _look_back,
    "tell concern": _tell,
    "concern step": _of_gib("concern_step"),
    "resolve concern": _of_gib("resolve_concern"),
}
