"""Requests whose advisors are asked in turn or at once, and what became of them."""

from django.utils import timezone

from advisors import actions
from advisors.models import Absence
from gsvo.outbox.models import OutgoingMail
from tests import factories


def asked(gib, count=3, **how):
    """A request and its invitations, in order."""
    people = [factories.advisor(name=f"Ada {number}") for number in range(count)]
    case = factories.invited(gib, people, **how)
    return case, list(case.invitations.select_related("advisor").order_by("position"))


def race(gib, count=3):
    return asked(gib, count, at_once=True)


def offered(invitation):
    """She is away today, and would accept."""
    today = timezone.localdate()
    Absence.objects.create(advisor=invitation.advisor, from_on=today, to_on=today)
    actions.offer(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def states(case):
    return [row.state for row in case.invitations.order_by("position")]


def mails(kind):
    """To whom mails of a kind went, in order."""
    rows = OutgoingMail.objects.filter(kind=f"advisors/{kind}").order_by("pk")
    return list(rows.values_list("to_email", flat=True))
