"""Answers of a round read in one query are those that its seats say."""

import pytest
from django.utils import timezone

from requests.models import Seat, Statement
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def test_answers_in_one_query_are_those_of_the_seats(koko, django_assert_num_queries):
    case = factories.support_request(State.CLARIFYING, by=koko)
    factories.committee(case.office, members=5)
    seats = list(factories.opened_round(case, by=koko).seats.all())
    for seat, given in zip(seats, (["agree"], ["agree", "change"], ["agree"], [], ["abstain"]), strict=True):
        link = factories.statement_link(seat)
        for answer in given:
            Statement.objects.create(seat=seat, link=link, answer=answer, name="Mia")
    Seat.objects.filter(pk=seats[2].pk).update(not_responsible_at=timezone.now())
    Seat.objects.filter(pk=seats[4].pk).update(is_voting=False)

    with django_assert_num_queries(1):
        found = list(Seat.objects.filter(round=seats[0].round).answers())

    assert found == [(True, "agree"), (True, "change"), (True, None), (True, None), (False, "abstain")]
    assert found == [(seat.is_voting, seat.answer) for seat in Seat.objects.all()]
