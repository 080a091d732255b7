"""The rule "alle stimmen zu" as arithmetic, tried on random committees."""

import random

from hypothesis import given
from hypothesis import strategies as st

from requests.models import Round, Statement
from requests.models.round import Tally

ANSWERS = [answer.value for answer in Statement.Answer]
SEATS = st.lists(st.tuples(st.sampled_from([None, *ANSWERS]), st.booleans()), max_size=12)


@given(SEATS)
def test_the_order_of_answers_does_not_matter(seats):
    shuffled = random.sample(seats, len(seats))
    assert Tally.of(shuffled) == Tally.of(seats)


@given(SEATS)
def test_no_seat_counts_twice(seats):
    tally = Tally.of(seats)
    assert tally.agree + tally.change + tally.abstain + tally.open == tally.seats == len(seats)
    assert tally.waiting <= tally.open


@given(SEATS)
def test_agreed_means_that_every_single_seat_agrees(seats):
    everybody = bool(seats) and all(answer in ("agree", "agree_remarks") for answer, _ in seats)
    assert (Tally.of(seats).outcome == Round.Outcome.AGREED) is everybody


@given(SEATS)
def test_a_wish_for_change_is_never_overheard(seats):
    wished = any(answer == "change" for answer, _ in seats)
    assert (Tally.of(seats).outcome == Round.Outcome.CHANGE) is wished


@given(SEATS, st.booleans())
def test_an_abstention_is_never_consent(seats, responsible):
    assert Tally.of([*seats, ("abstain", responsible)]).outcome != Round.Outcome.AGREED


@given(SEATS)
def test_a_round_is_complete_when_nobody_responsible_is_silent(seats):
    assert Tally.of(seats).is_complete is not any(not answer and here for answer, here in seats)
