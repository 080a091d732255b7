"""The part of an institution: pure functions over what a chain says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.content import ChainContent, StepContent
from chains.parts import changes, differs, digest, lines, part_of

ONE = StepContent(
    "a", 1, "Information", lead="Schule", participants=("KoKo",), window_from=9, window_to=12, result="Liste",
    contact="Kim 0123", deputy="Mia", note="geheim",
)  # fmt: skip
TWO = StepContent("b", 2, "Gespräche", lead="Agentur", receivers=("Schule",), handover="Namen", year_offset=1)
CHAIN = ChainContent(2026, (ONE, TWO), {"Schule": "Schule am Markt"})


def changed(**values):
    return replace(CHAIN, steps=(replace(ONE, **values), TWO))


def said(old, new, actor="Schule"):
    return changes(part_of(old, actor), part_of(new, actor), new.local_names)


def test_a_part_has_each_step_in_which_the_actor_has_a_role():
    part = part_of(CHAIN, "Schule")
    assert [(step["id"], step["roles"]) for step in part["steps"]] == [("a", ["lead"]), ("b", ["receiver"])]
    assert [step["id"] for step in part_of(CHAIN, "KoKo")["steps"]] == ["a"]
    assert part_of(CHAIN, "Kammer")["steps"] == []


def test_a_part_holds_no_contact_and_no_note():
    assert not any(word in str(part_of(CHAIN, "Schule")) for word in ("Kim", "Mia", "geheim"))


def test_a_part_in_words_says_role_time_and_result_with_the_local_names():
    first, second = lines(part_of(CHAIN, "Schule"), CHAIN.local_names)
    assert dict(first.facts) == {
        "Ihre Rolle": "federführend",
        "Wann": "September bis Dezember",
        "Federführung": "Schule am Markt",
        "Es wirken mit": "KoKo",
        "Ergebnis": "Liste",
    }
    assert dict(second.facts)["Übergabe an"] == "Schule am Markt"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"window_to": 10}, "bisher „September bis Dezember“, jetzt „September bis Oktober“"),
        ({"result": ""}, "Ergebnis: „Liste“ entfällt"),
        ({"legal_basis": "§ 1"}, "Rechtsgrundlage: neu ist „§ 1“"),
        ({"title": "Anderes"}, "Was: bisher „Information“, jetzt „Anderes“"),
        (
            {"lead": "KoKo", "participants": ("Schule",)},
            "Ihre Rolle: bisher „federführend“, jetzt „beteiligt“",
        ),
        ({"anchor_day": "before_easter"}, "jetzt „September bis Dezember, bis Ostern (25. März 2027)“"),
        ({"year_offset": 1}, "jetzt „September bis Dezember 2027“"),
        ({"hands_over_names": True}, "Namen werden weitergegeben: neu ist „ja“"),
    ],
)
def test_a_change_is_a_sentence_with_its_step(values, sentence):
    found = said(CHAIN, changed(**values))
    assert any(sentence in one for one in found), found
    assert all(one.startswith("Schritt 1 „") for one in found)


def test_steps_that_come_and_go_are_told():
    more = replace(CHAIN, steps=(ONE, TWO, StepContent("c", 3, "Neu", participants=("Schule",))))
    assert said(CHAIN, more) == ["Neu für Sie: Schritt 3 „Neu“ (beteiligt)."]
    assert said(more, CHAIN) == ["Schritt „Neu“: Darin kommt Ihre Stelle nicht mehr vor."]


def test_a_number_an_order_or_a_contact_is_no_change():
    moved = replace(CHAIN, steps=(replace(TWO, number=1), replace(ONE, number=2, contact="Neu", note="x")))
    old, new = part_of(CHAIN, "Schule"), part_of(moved, "Schule")
    assert not differs(old, new)
    assert digest(old) == digest(new)
    assert changes(old, new, {}) == []


names = st.sampled_from(["Schule", "KoKo", "Agentur", "Kammer"])
texts = st.text(max_size=8)
months = st.none() | st.integers(1, 12)
steps = st.builds(
    StepContent, id=st.sampled_from("abcdef"), number=st.integers(1, 9), title=texts,
    lead=names | st.just(""),
    participants=st.lists(names, unique=True, max_size=3).map(tuple), result=texts, handover=texts,
    receivers=st.lists(names, unique=True, max_size=2).map(tuple), window_from=months, window_to=months,
    anchor=texts, year_offset=st.integers(0, 1), legal_basis=texts, hands_over_names=st.booleans(),
)  # fmt: skip
chains = st.lists(steps, max_size=5, unique_by=lambda step: step.id).map(
    lambda found: ChainContent(2026, tuple(found))
)


@given(chains, chains, names)
def test_whatever_differs_is_said_and_nothing_else(old, new, actor):
    before, after = part_of(old, actor), part_of(new, actor)
    assert bool(changes(before, after, {})) == differs(before, after)
    assert (digest(before) == digest(after)) == (not differs(before, after))
    assert len(lines(after, {})) == len(after["steps"])
