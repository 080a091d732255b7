"""What tests of time entries have in common: days, what is stored, mails, pages and their words."""

import datetime as dt
import re

from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.actions.bookings import booked_by_entries
from gsvo.demo.time_travel import days_ago, workday_ago
from gsvo.outbox.models import OutgoingMail
from requests.models import Milestone, SupportRequest
from tests import factories


def day(ago=0):
    """The day so many working days ago; below zero: that many days ahead."""
    return workday_ago(ago) if ago >= 0 else timezone.localdate() - dt.timedelta(days=ago)


def stored(engagement):
    """(what the request says is booked, what its entries sum up to)"""
    case = SupportRequest.objects.get(pk=engagement.support_request_id)
    return case.booked_quarters, booked_by_entries(engagement)


def mails(kind):
    return OutgoingMail.objects.filter(kind=f"advisors/{kind}")


def changed(entry, **values):
    typed = {"kind": entry.kind, "done_on": entry.done_on, "quarters": entry.quarters} | values
    return actions.change_entry(entry, by=entry.advisor.user, **typed)


def url(name, engagement, entry=None):
    return reverse(f"advisors:{name}", args=[engagement.oid, *([entry.oid] if entry else [])])


def page_of(client, person, address):
    client.force_login(person)
    return client.get(address).content.decode()


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def planned(koko):
    """Bielefeld's, of six days in two milestones; it began ten days ago."""
    with days_ago(10):
        row = factories.engagement(by=koko, period=factories.funding_period(), quarters=24)
        version = row.support_request.mandate.latest
        for position, (title, quarters) in enumerate([("M1 Auftakt", 8), ("M2 Übergaben", 12)], 1):
            # The version is frozen, as any that was agreed to.
            Milestone._base_manager.bulk_create(
                [Milestone(version=version, position=position, title=title, quarters=quarters)]
            )
    return row
