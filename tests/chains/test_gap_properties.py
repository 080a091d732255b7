"""What holds for the gaps of any chain: no crash, the same each time, and what is mended is gone."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chains.content import ChainContent
from chains.gaps import find_gaps
from chains.gaps.graph import within_year
from chains.gaps.rules import RULES
from tests.chains.gap_scenes import ACTORS, TODAY, any_facts, chains, without


@settings(max_examples=200, deadline=None)
@given(chains(), any_facts())
def test_any_chain_has_the_same_gaps_each_time(content, known):
    found = find_gaps(content, known)
    again = find_gaps(ChainContent.from_json(content.as_json()), known)

    assert found == again
    assert len({gap.key for gap in found}) == len(found)
    assert [gap.severity for gap in found] == sorted(gap.severity for gap in found)
    assert all(len(gap.key) <= 100 and gap.sentence and gap.why and gap.remedy for gap in found)
    assert all(gap.step_id == "" or content.step(gap.step_id) for gap in found)


def say(**says):
    return lambda content, known, gap: (without(content, gap.step_id, **says), known)


def _lead(content, known, gap):
    return content, replace(known, confirmations={**known.confirmations, gap.actor: "yes"})


def _contacts(content, known, gap):
    return content, replace(known, contacts_confirmed={**known.contacts_confirmed, gap.step_id: TODAY})


def _other(gap):
    return gap.key.split(":")[2]


def _takes_part(content, known, gap):
    receiver = content.step(_other(gap))
    took = (*receiver.participants, gap.actor)
    return without(content, receiver.id, participants=took), known


def _in_time(content, known, gap):
    """Give both steps the giver's window and year."""
    giver = content.step(gap.step_id)
    names = ("window_from", "window_to", "anchor_day", "year_offset")
    return without(content, _other(gap), **{name: getattr(giver, name) for name in names}), known


def _covered(content, known, gap):
    step = content.steps[0].id if content.steps else ""
    whole = {"window_from": 1, "window_to": 12, "anchor_day": "", "year_offset": 0, "lead": "KoKo"}
    return without(content, step, **whole), known


def _feedback(content, known, gap):
    step = content.step(gap.step_id)
    giver = next(giver.id for giver, receiver in within_year(content) if receiver is step)
    return without(content, gap.step_id, feedback_to=giver), known


def _for_all(content, known, gap):
    for step_id in content.step(gap.step_id).receiver_steps:
        content = without(content, step_id, target_groups=())
    return content, known


def _shared(content, known, gap):
    leads = (*ACTORS, "X", "Y")
    return replace(
        content, steps=tuple(replace(step, lead=leads[n % 6]) for n, step in enumerate(content.steps))
    ), known


def _reached(content, known, gap):
    first = content.steps[0]
    years = {"year_offset": first.year_offset}
    content = without(content, gap.step_id, **years)
    return without(content, first.id, receiver_steps=(*first.receiver_steps, gap.step_id)), known


def _forward(content, known, gap):
    others = tuple(step for step in content.step(gap.step_id).receiver_steps if step != _other(gap))
    return without(content, gap.step_id, receiver_steps=others), known


MENDS = {
    "no_lead": say(lead="KoKo"),
    "lead_not_confirmed": _lead,
    "no_result": say(result="Liste"),
    "no_handover": say(handover="Liste"),
    "no_receiver": say(receivers=("KoKo",)),
    "receiver_absent": _takes_part,
    "no_legal_basis": say(legal_basis="§ 31a SGB III"),
    "no_deputy": say(deputy="Herr B"),
    "no_window": say(window_from=3),
    "window_reversed": say(anchor_day="", window_from=3),
    "runs_backwards": _in_time,
    "weeks_uncovered": _covered,
    "no_feedback": _feedback,
    "target_group_left_out": _for_all,
    "many_leads": _shared,
    "unreachable": _reached,
    "circle": _forward,
    "contact_not_confirmed": _contacts,
}


def test_every_rule_can_be_mended():
    assert {rule.name for rule in RULES} == set(MENDS)


@settings(max_examples=200, deadline=None)
@given(chains(), any_facts(), st.data())
def test_a_gap_that_is_mended_is_gone(content, known, data):
    found = find_gaps(content, known)
    if not content.steps or not found:
        return
    gap = data.draw(st.sampled_from(found))
    mended, facts = MENDS[gap.rule](content, known, gap)
    assert gap.key not in {gap.key for gap in find_gaps(mended, facts)}
