"""The gap rules, each both ways: a chain without any gap, one thing in it changed, and mended again."""

import datetime as dt
from dataclasses import replace

import pytest

from chains import content
from chains.gaps import Facts, Severity, find_gaps
from chains.gaps.rules import RULES
from chains.gaps.rules_who import short
from chains.models import ChainTemplate
from gsvo.management.commands import write_chain_gaps
from tests.chains.gap_scenes import TODAY, chain, facts, good_step, keys

BEGINS = "Beginnt am 1. Februar 2027, Schritt 3 aber schon am 1. Januar 2027."
AUTUMN = {"window_from": 9, "year_offset": 1}
# rule: what is changed in the good chain, the gaps that this makes
ONE_EACH = {
    "no_lead": ({"second": {"lead": ""}}, ["no_lead:b"]),
    "no_result": ({"second": {"result": "  "}}, ["no_result:b"]),
    "no_handover": ({"second": {"handover": ""}}, ["no_handover:b"]),
    "no_receiver": (
        {"second": {"receivers": (), "receiver_steps": ()}, "third": {"feedback_to": ""}},
        ["no_receiver:b", "unreachable:c"],
    ),
    "receiver_absent": ({"third": {"participants": ("IHK",), "lead": "Träger"}}, ["receiver_absent:b:c"]),
    "no_legal_basis": ({"second": {"hands_over_names": True}}, ["no_legal_basis:b"]),
    "no_deputy": ({"fourth": {"deputy": ""}}, ["no_deputy:d"]),
    "no_window": ({"second": {"window_from": None, "window_to": None}}, ["weeks_uncovered:…", "no_window:b"]),
    "window_reversed": (
        {"third": {"anchor_day": "before_easter"}},
        ["weeks_uncovered:…", "window_reversed:c"],
    ),
    "no_feedback": ({"third": {"feedback_to": ""}}, ["no_feedback:c"]),
    "target_group_left_out": (
        {
            "first": {"target_groups": ("X",)},
            "second": {"target_groups": ("Reha", "X")},
            "third": {"target_groups": ("X",)},
        },
        [f"target_group_left_out:b:{short('Reha')}"],
    ),
    "unreachable": ({"second": {"receiver_steps": ()}, "third": {"feedback_to": ""}}, ["unreachable:c"]),
}


def test_a_good_chain_has_no_gap():
    assert find_gaps(chain(), facts()) == []


@pytest.mark.parametrize("rule", ONE_EACH)
def test_one_thing_missing_is_one_gap(rule):
    changes, expected = ONE_EACH[rule]
    found = keys(chain(**changes))
    assert [
        key if not key.startswith("weeks_uncovered") else "weeks_uncovered:…" for key in found
    ] == expected
    assert any(key.startswith(f"{rule}:") for key in found)


def test_every_rule_has_a_test_of_its_own():
    elsewhere = {
        "runs_backwards",
        "circle",
        "lead_not_confirmed",
        "contact_not_confirmed",
        "weeks_uncovered",
        "many_leads",
    }
    assert {rule.name for rule in RULES} == {*ONE_EACH, *elsewhere}


@pytest.mark.parametrize(("state", "is_gap"), [
    ("open", True), ("asked", True), ("no", True), ("changed", True), ("yes", False), ("remark", False),
])  # fmt: skip
def test_a_lead_counts_as_confirmed_with_a_yes_only(state, is_gap):
    known = facts(confirmations={"Jobcenter": state})
    assert keys(chain(), known) == (["lead_not_confirmed:b"] if is_gap else [])


def test_a_lead_that_nobody_asked_is_not_confirmed():
    assert keys(chain(), Facts(TODAY, {}, facts().contacts_confirmed)) == [
        f"lead_not_confirmed:{step}" for step in "abcd"
    ]


def test_a_lead_that_is_missing_cannot_confirm():
    assert keys(chain(second={"lead": ""}), facts()) == ["no_lead:b"]


@pytest.mark.parametrize(("day", "is_gap"), [
    (TODAY, False), (dt.date(2026, 3, 1), False), (dt.date(2026, 2, 28), True), (None, False),
])  # fmt: skip
def test_a_contact_is_confirmed_for_a_year(day, is_gap):
    known = facts(contacts_confirmed={"b": day})
    assert keys(chain(), known) == (["contact_not_confirmed:b"] if is_gap else [])


def test_a_step_without_contact_and_deputy_has_nobody_to_confirm():
    assert keys(
        chain(second={"contact": "", "deputy": ""}), facts(contacts_confirmed={"b": dt.date(2020, 1, 1)})
    ) == ["no_deputy:b"]


def test_the_last_step_needs_no_handover():
    assert keys(chain(fourth={"handover": "", "receivers": ()})) == []


def test_receiving_steps_are_receivers_enough():
    assert keys(chain(second={"receivers": ()})) == []


def test_a_receiver_that_is_gone_from_the_chain_is_none():
    changes = {"second": {"receivers": (), "receiver_steps": ("gone",)}, "third": {"feedback_to": ""}}
    assert keys(chain(**changes)) == ["no_receiver:b", "unreachable:c"]


def test_who_leads_both_steps_carries_on_what_they_began():
    changes = {"third": {"participants": (), "lead": "Träger"}}
    assert keys(chain(second={"lead": "Träger"}, **changes)) == [f"many_leads:{short('Träger')}"]
    assert keys(chain(**changes)) == ["receiver_absent:b:c"]


def test_names_with_a_legal_basis_may_go():
    assert keys(chain(second={"hands_over_names": True, "legal_basis": "§ 31a SGB III"})) == []


@pytest.mark.parametrize(("says", "sentence"), [
    ({"window_from": 2, "window_to": 3}, "Endet am 31. Mai 2027, Schritt 3 aber schon am 31. März 2027."),
    ({"window_from": 1, "window_to": 7}, BEGINS),
])  # fmt: skip
def test_a_handover_back_in_time(says, sentence):
    gaps = find_gaps(chain(third=says), facts())
    found = {gap.key: gap.sentence for gap in gaps}
    assert found["runs_backwards:b:c"] == sentence


@pytest.mark.parametrize("says", [{"window_from": 2, "window_to": 5}, {"window_from": 4, "window_to": 8}])
def test_steps_may_overlap(says):
    assert "runs_backwards:b:c" not in keys(chain(third=says))


def test_a_handover_into_the_next_year_goes_forward():
    last = {
        "year_offset": 1,
        "window_from": 9,
        "window_to": 11,
        "receiver_steps": ("a",),
        "receivers": ("Schule",),
    }
    summer = {"window_to": 10}
    assert keys(chain(third=summer, fourth=last)) == []
    assert keys(chain(third=summer, fourth=last | {"window_to": 3})) == ["runs_backwards:d:a"]


@pytest.mark.parametrize(("changes", "spans"), [
    ({"fourth": {"window_to": 7}}, [("2027-08-01", "2027-10-31")]),
    ({"fourth": AUTUMN}, [("2027-08-01", "2027-08-31")]),
    ({"second": {"window_from": 3}}, [("2027-02-01", "2027-02-28")]),
    ({"second": {"lead": "", "participants": ()}}, [("2027-02-01", "2027-04-30")]),
    ({"second": {"lead": ""}}, []),
    ({"second": {"window_to": 4}}, []),
])  # fmt: skip
def test_weeks_that_nobody_covers_are_named(changes, spans):
    changes.setdefault("third", {}).setdefault("window_from", 5)
    found = [key for key in keys(chain(**changes)) if key.startswith("weeks_uncovered")]
    assert found == [f"weeks_uncovered:{first}:{last}" for first, last in spans]


def test_the_summer_is_named_in_words():
    gaps = find_gaps(chain(fourth=AUTUMN), facts())
    assert gaps[0].sentence == (
        "Vom 1. August 2027 bis 31. August 2027 ist kein Schritt vorgesehen, den jemand übernimmt."
    )
    assert (gaps[0].number, gaps[0].step_id, gaps[0].severity) == (None, "", Severity.HIGH)


def test_a_step_for_all_goes_on_for_all():
    only = chain(third={"target_groups": ("Reha",)}, fourth={"target_groups": ("Reha",)})
    assert keys(only) == ["target_group_left_out:b:all"]
    assert keys(chain(first={"target_groups": ("Reha",)})) == []


def test_one_branch_for_a_group_is_enough():
    both = chain(
        second={"target_groups": ("Reha",), "receiver_steps": ("c", "d")},
        third={"target_groups": ("Reha",)},
        fourth={"target_groups": ("X",)},
    )
    assert not [key for key in keys(both) if key.startswith(f"target_group_left_out:b:{short('Reha')}")]


def test_feedback_may_go_further_back_than_one_step():
    assert keys(chain(fourth={"feedback_to": "a"})) == []
    assert keys(chain(second={"feedback_to": "c"})) == ["no_feedback:b"]


def test_one_actor_with_more_than_a_third_of_the_leads():
    twice = chain(fourth={"lead": "Schule"})
    assert keys(twice) == [f"many_leads:{short('Schule')}"]
    three = replace(twice, steps=tuple(replace(step, receiver_steps=()) for step in twice.steps[:3]))
    assert not [key for key in keys(three) if key.startswith("many_leads")]
    assert keys(chain(third={"lead": ""}, fourth={"lead": "Schule"})) == ["no_lead:c"]


def test_a_circle_within_the_year():
    back = chain(fourth={"receiver_steps": ("b",), "receivers": ("Jobcenter",), "feedback_to": "c"})
    assert [key for key in keys(back) if key.startswith("circle")] == ["circle:d:b"]
    assert not [key for key in keys(chain()) if key.startswith("circle")]


def test_only_the_step_at_which_the_way_breaks_is_unreachable():
    broken = chain(first={"receiver_steps": ()}, second={"feedback_to": ""})
    assert keys(broken) == ["unreachable:b"]


@pytest.mark.parametrize("steps", [(), (good_step(1, receiver_steps=()),)])
def test_hardly_a_chain(steps):
    found = keys(replace(chain(), steps=steps))
    assert found[0].startswith("weeks_uncovered")
    assert len(found) == 1


def test_a_step_that_hands_over_to_itself_reaches_nothing_new():
    assert keys(chain(fourth={"receiver_steps": ("d",), "receivers": ()})) == []


# --- the template and the document ---------------------------------------------------------------
def test_the_gaps_of_the_template(db):
    """Each of them is discussed in docs/adr/0053. What only a place can say is a gap in each of its steps."""
    steps = content.complete(ChainTemplate.objects.current().steps)
    read = content.ChainContent(2026, tuple(content.of_step(step) for step in steps))
    local = ("lead_not_confirmed", "no_deputy")
    gaps = find_gaps(read, Facts(TODAY))
    number = {step.id: step.number for step in read.steps}

    assert [(gap.rule, gap.number) for gap in gaps if gap.rule not in local] == [
        ("no_legal_basis", 3),
        ("runs_backwards", 6),
        ("runs_backwards", 7),
        ("no_feedback", 2),
        ("no_feedback", 3),
        ("receiver_absent", 6),
        ("no_feedback", 10),
        ("receiver_absent", 11),
        ("many_leads", None),
    ]
    for rule in local:
        assert [gap.number for gap in gaps if gap.rule == rule] == list(number.values())


def test_the_document_holds_the_table_of_the_code():
    text = write_chain_gaps.Command.document.read_text(encoding="utf-8")
    assert write_chain_gaps.Command().fresh(text) == text
    assert write_chain_gaps.Command().fresh(text.replace("| kein Ergebnis |", "| Anders |")) == text
