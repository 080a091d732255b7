"""The rule "alle stimmen zu" as arithmetic, tried on random committees."""

import random

from hypothesis import given
from hypothesis import strategies as st

from requests.models import Round, Statement
from requests.models.round import Tally

ANSWERS = [answer.value for answer in Statement.Answer]
SEATS = st.lists(st.sampled_from([None, *ANSWERS]), max_size=12)


@given(SEATS)
def test_the_order_of_answers_does_not_matter(seats):
    shuffled = random.sample(seats, len(seats))
    assert Tally.of(shuffled) == Tally.of(seats)


@given(SEATS)
def test_no_seat_counts_twice(seats):
    tally = Tally.of(seats)
    assert tally.agree + tally.change + tally.abstain + tally.open == tally.seats == len(seats)


@given(SEATS)
def test_agreed_means_that_every_single_seat_agrees(seats):
    everybody = bool(seats) and all(answer in ("agree", "agree_remarks") for answer in seats)
    assert (Tally.of(seats).outcome == Round.Outcome.AGREED) is everybody


@given(SEATS)
def test_a_wish_for_change_is_never_overheard(seats):
    wished = any(answer == "change" for answer in seats)
    assert (Tally.of(seats).outcome == Round.Outcome.CHANGE) is wished


@given(SEATS)
def test_an_abstention_is_never_consent(seats):
    assert Tally.of([*seats, "abstain"]).outcome != Round.Outcome.AGREED


@given(SEATS)
def test_a_round_is_complete_when_every_vote_is_given(seats):
    assert Tally.of(seats).is_complete is (None not in seats)
