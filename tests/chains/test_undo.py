"""Taking back the last change of a chain, dividing a step, writers at the same moment."""

import pytest
from django.core.exceptions import PermissionDenied

from chains import actions, merging
from chains.content import load
from chains.models import Actor, UndoableChange
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db


def _step(chain, number):
    return chain.steps.get(number=number)


ACTS = {
    "change": lambda chain, by: actions.save_step(
        _step(chain, 4), by=by, expected_revision=1, title="Anders", contact="Frau Amt", receivers=[]
    ),
    "add": lambda chain, by: actions.add_step(chain, by=by, title="Neu", after=_step(chain, 2)),
    "move": lambda chain, by: actions.move_step(_step(chain, 4), by=by, expected_revision=1, up=True),
    "split": lambda chain, by: actions.split_step(_step(chain, 4), by=by, expected_revision=1, title="Rest"),
    "remove": lambda chain, by: actions.remove_step(_step(chain, 4), by=by, expected_revision=1),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_can_be_taken_back(chain, koko, act):
    beside = {step.oid: (step.source_id, step.contacts_confirmed_on) for step in chain.steps.all()}
    before = load(chain)
    ACTS[act](chain, koko)
    assert load(chain) != before
    said = actions.last_change(chain_now(chain)).what
    assert actions.take_back(chain, by=koko, expected_revision=2) == said
    assert load(chain) == before
    assert {step.oid: (step.source_id, step.contacts_confirmed_on) for step in chain.steps.all()} == beside
    assert actions.last_change(chain_now(chain)) is None


def chain_now(chain):
    chain.refresh_from_db()
    return chain


def test_only_the_last_change_can_be_taken_back(chain, koko):
    actions.remove_step(_step(chain, 4), by=koko, expected_revision=1)
    actions.move_step(_step(chain, 2), by=koko, expected_revision=2, up=True)
    assert UndoableChange.objects.count() == 1
    actions.take_back(chain, by=koko, expected_revision=3)
    with pytest.raises(ActionRefused, match="nicht mehr zurücknehmen"):
        actions.take_back(chain, by=koko, expected_revision=4)
    assert chain.steps.count() == 11


@pytest.mark.parametrize("who", ["reader", "other_koko", "gib"])
def test_others_take_nothing_back_and_divide_nothing(request, chain, koko, who):
    by = request.getfixturevalue(who)
    actions.remove_step(_step(chain, 4), by=koko, expected_revision=1)
    with pytest.raises(PermissionDenied):
        actions.take_back(chain, by=by, expected_revision=2)
    with pytest.raises(PermissionDenied):
        actions.split_step(_step(chain, 4), by=by, expected_revision=2, title="Rest")
    assert chain.steps.count() == 11


def test_a_change_since_makes_the_button_stale(chain, koko, colleague):
    actions.remove_step(_step(chain, 4), by=koko, expected_revision=1)
    actions.add_step(chain, by=colleague, title="Neu")
    with pytest.raises(StaleRecord):
        actions.take_back(chain, by=koko, expected_revision=2)
    assert chain.steps.count() == 12


def test_a_divided_step_hands_over_to_its_second_half(chain, koko):
    first = _step(chain, 5)
    handover, receivers = first.handover, set(first.receivers.all())
    giving_back = {step.pk for step in chain.steps.filter(feedback_to=first)} & {
        step.pk for step in first.receiver_steps.all()
    }
    second = actions.split_step(first, by=koko, expected_revision=1, title="Zweite Hälfte")
    first.refresh_from_db()
    assert (second.number, second.title, second.feedback_to) == (6, "Zweite Hälfte", first)
    assert (second.lead, set(second.participants.all())) == (first.lead, set(first.participants.all()))
    assert (second.handover, set(second.receivers.all())) == (handover, receivers)
    assert {step.number for step in second.receiver_steps.all()} == {7, 8, 10}
    assert (first.handover, list(first.receivers.all())) == ("", [second.lead])
    assert list(first.receiver_steps.all()) == [second]
    assert {step.pk for step in chain.steps.filter(feedback_to=second)} == giving_back
    assert [step.number for step in chain.steps.all()] == list(range(1, 14))


# --- at the same moment --------------------------------------------------------------------------
@pytest.mark.parallel
def test_writers_of_different_fields_at_once_all_win(parallel_db):
    koko = factories.member()
    chain = actions.copy_from_template(factories.office(), 2026, by=koko)
    fields = ["title", "description", "result", "handover", "legal_basis", "anchor", "note", "contact"]
    step = _step(chain, 4)
    seen = {name: merging.digests({name: getattr(step, name)}) for name in fields}

    def write(number):
        name = fields[number]
        actions.save_step(
            _step(chain, 4), by=koko, expected_revision=1, seen=seen[name], **{name: f"Text {name}"}
        )

    assert run_parallel(len(fields), write) == [None] * len(fields)
    step.refresh_from_db()
    assert {name: getattr(step, name) for name in fields} == {name: f"Text {name}" for name in fields}
    chain.refresh_from_db()
    assert (chain.revision, step.revision) == (9, 9)


@pytest.mark.parallel
def test_of_writers_of_one_field_at_once_one_wins(parallel_db):
    koko = factories.member()
    chain = actions.copy_from_template(factories.office(), 2026, by=koko)
    receivers = list(Actor.objects.all()[:6])
    seen = merging.digests({"receivers": list(_step(chain, 4).receivers.all())})
    results = run_parallel(
        6,
        lambda number: actions.save_step(
            _step(chain, 4),
            by=koko,
            expected_revision=1,
            seen=seen,
            receivers=[receivers[number], receivers[5 - number]],
        ),
    )
    won = [number for number, result in enumerate(results) if result is None]
    assert len(won) in (1, 2)  # 0 and 5 say the same
    assert {type(result) for number, result in enumerate(results) if number not in won} == {StaleRecord}
    assert set(_step(chain, 4).receivers.all()) == {receivers[won[0]], receivers[5 - won[0]]}


@pytest.mark.parallel
def test_taking_back_at_once_takes_back_once(parallel_db):
    koko = factories.member()
    chain = actions.copy_from_template(factories.office(), 2026, by=koko)
    before = load(chain)
    actions.remove_step(_step(chain, 4), by=koko, expected_revision=1)
    results = run_parallel(4, lambda _number: actions.take_back(chain, by=koko, expected_revision=2))
    assert sorted(type(result).__name__ for result in results) == ["StaleRecord"] * 3 + ["str"]
    assert load(chain) == before
