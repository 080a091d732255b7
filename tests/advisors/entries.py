"""What tests of time entries have in common: days, what is stored, mails, a change as its form sends it."""

import datetime as dt

from django.utils import timezone

from advisors import actions
from advisors.actions.bookings import booked_by_entries
from gsvo.demo.time_travel import workday_ago
from gsvo.outbox.models import OutgoingMail
from requests.models import SupportRequest


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
