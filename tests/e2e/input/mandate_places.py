"""Addresses around the mandate for places.py."""

from django.urls import reverse

from requests import actions
from tests import factories


def remark(koko, leitung):
    """A remark of a round that is over, without an answer."""
    case = factories.support_request("clarifying", by=koko)
    seat = factories.opened_round(case, by=koko).seats.first()
    factories.answer(seat, "change")
    actions.close_round(seat.round)
    return reverse("requests:answer_remark", args=[case.oid, seat.round.oid, seat.member.oid, "scope"])
