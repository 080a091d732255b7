"""The rules of a round as arithmetic, tried on random committees."""

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests.models import Round, Statement
from requests.round_rules import Ending, Outcome, Rule, Tally

ANSWERS = [answer.value for answer in Statement.Answer]
AGREEING = ("agree", "agree_remarks")
SEATS = st.lists(st.sampled_from([None, *ANSWERS]), max_size=12)
FEW_SEATS = st.lists(st.sampled_from([None, *ANSWERS]), max_size=5)
RULES = st.sampled_from(list(Rule))
QUORUM = st.integers(min_value=0, max_value=14)
ENDINGS = st.sampled_from(list(Ending))


@given(SEATS, RULES, QUORUM, ENDINGS)
def test_the_order_of_answers_does_not_matter(seats, rule, quorum, ending):
    tally = Tally.of(seats, rule, quorum)
    shuffled = Tally.of(random.sample(seats, len(seats)), rule, quorum)
    assert shuffled == tally
    assert shuffled.outcome_of(ending) == tally.outcome_of(ending)


@given(SEATS, RULES)
def test_no_seat_counts_twice(seats, rule):
    tally = Tally.of(seats, rule)
    assert tally.agree + tally.change + tally.abstain + tally.open == tally.seats == len(seats)


@given(SEATS)
def test_all_means_that_every_single_seat_agrees(seats):
    everybody = bool(seats) and all(answer in AGREEING for answer in seats)
    assert (Tally.of(seats).outcome == Round.Outcome.AGREED) is everybody


@given(SEATS)
def test_where_all_must_agree_a_wish_for_change_is_never_overheard(seats):
    wished = any(answer == "change" for answer in seats)
    assert (Tally.of(seats).outcome == Round.Outcome.CHANGE) is wished


@given(SEATS, QUORUM)
def test_a_majority_is_more_than_half_of_yes_and_no_with_enough_answers(seats, quorum):
    yes = sum(answer in AGREEING for answer in seats)
    no = seats.count("change")
    came = sum(answer is not None for answer in seats)
    agreed = yes > (yes + no) / 2 and came >= quorum
    assert (Tally.of(seats, Rule.MAJORITY, quorum).outcome == Outcome.AGREED) is agreed


@given(SEATS)
def test_the_quorum_at_its_edges(seats):
    came = sum(answer is not None for answer in seats)
    assert Tally.of(seats, Rule.MAJORITY, came).has_quorum
    assert not Tally.of(seats, Rule.MAJORITY, came + 1).has_quorum
    assert Tally.of(seats, Rule.MAJORITY, came + 1).outcome == Outcome.NONE
    assert Tally.of([*seats, "abstain"], Rule.MAJORITY, came + 1).has_quorum  # an abstention is an answer


@given(SEATS, QUORUM, RULES)
def test_an_abstention_is_never_consent(seats, quorum, rule):
    """In place of silence it may bring the quorum about, but never the yes that is missing."""
    abstained = ["abstain" if answer is None else answer for answer in seats]
    yes = sum(answer in AGREEING for answer in seats)
    assert Tally.of(abstained, rule).agree == yes
    assert Tally.of(["abstain"] * len(seats), rule, quorum).outcome == Outcome.NONE
    assert Tally.of([*seats, "abstain"]).outcome != Outcome.AGREED  # where all must agree it prevents it


@given(SEATS, QUORUM, RULES)
def test_silence_counts_only_under_its_rule(seats, quorum, rule):
    tally = Tally.of(seats, rule, quorum)
    given_answers = [answer for answer in seats if answer]
    if rule == Rule.MAJORITY:  # whoever is silent is as if not there
        assert tally.outcome == Tally.of(given_answers, rule, quorum).outcome
    if rule == Rule.ALL and None in seats:
        assert tally.outcome != Outcome.AGREED
    if rule == Rule.SILENCE:
        agreed = any(answer in AGREEING for answer in seats) and "change" not in seats
        assert (tally.outcome == Outcome.AGREED) is agreed


@given(st.integers(min_value=0, max_value=12), RULES)
def test_silence_alone_is_never_consent(number, rule):
    for ending in Ending:
        assert Tally.of([None] * number, rule).outcome_of(ending) == Outcome.NONE


@given(SEATS, st.integers(min_value=1, max_value=12))
def test_silence_counts_only_of_whoever_got_every_reminder(seats, unreminded):
    assert Tally.of(seats, Rule.SILENCE, 0, unreminded).outcome != Outcome.AGREED


@given(SEATS)
def test_silence_counts_only_at_the_deadline(seats):
    tally = Tally.of(seats, Rule.SILENCE)
    for ending in (Ending.EARLY, Ending.MEETING):
        if not tally.is_complete:
            assert tally.outcome_of(ending) != Outcome.AGREED


@given(SEATS, RULES)
def test_a_round_is_complete_when_every_vote_is_given(seats, rule):
    assert Tally.of(seats, rule).is_complete is (None not in seats)


@given(FEW_SEATS, RULES, QUORUM)
def test_what_is_certain_holds_whatever_the_others_say(seats, rule, quorum):
    """Certain: agreed, or not, for each way in which the missing seats could answer or stay silent."""
    missing = [number for number, answer in enumerate(seats) if answer is None]
    ends = set()
    for answers in product([None, "agree", "change", "abstain"], repeat=len(missing)):
        filled = list(seats)
        for number, answer in zip(missing, answers, strict=True):
            filled[number] = answer
        ends.add(Tally.of(filled, rule, quorum).outcome == Outcome.AGREED)
    assert Tally.of(seats, rule, quorum).is_certain is (len(ends) == 1)


@given(SEATS, RULES, QUORUM)
def test_an_early_end_agrees_only_if_nobody_missing_could_have_prevented_it(seats, rule, quorum):
    tally = Tally.of(seats, rule, quorum)
    agreed = tally.outcome_of(Ending.EARLY) == Outcome.AGREED
    assert agreed is (tally.is_certain and tally.outcome == Outcome.AGREED)


@given(SEATS, st.sampled_from([Rule.ALL, Rule.MAJORITY]), QUORUM)
def test_a_meeting_decides_as_the_same_votes_by_link(seats, rule, quorum):
    tally = Tally.of(seats, rule, quorum)
    assert tally.outcome_of(Ending.MEETING) == tally.outcome_of(Ending.DEADLINE)
    if tally.is_complete:
        assert len({tally.outcome_of(ending) for ending in Ending}) == 1


@pytest.mark.parametrize(
    ("rule", "seats", "outcome"),
    [
        (Rule.MAJORITY, ["agree", "change"], Outcome.CHANGE),
        (Rule.MAJORITY, ["agree", "agree", "change", "abstain", None], Outcome.AGREED),
        (Rule.MAJORITY, [], Outcome.NONE),
        (Rule.SILENCE, ["agree", None, None], Outcome.AGREED),
        (Rule.SILENCE, ["agree_remarks", "abstain"], Outcome.AGREED),
        (Rule.SILENCE, ["agree", "change", None], Outcome.CHANGE),
        (Rule.SILENCE, ["abstain", None], Outcome.NONE),
    ],
)
def test_the_rules_on_small_committees(rule, seats, outcome):
    assert Tally.of(seats, rule).outcome == outcome
