"""Acts on chains: copying, writing, adding, moving, removing; two at once; the template's versions."""

import pytest
from django.core.exceptions import PermissionDenied

from chains import actions
from chains.actions.shared import PLAIN
from chains.models import Actor, Chain, ChainStep, ChainTemplate, TemplateStep
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from tests import factories
from tests.helpers.parallel import run_parallel

pytestmark = pytest.mark.django_db


def _titles(chain):
    return [step.title for step in chain.steps.all()]


def _numbers(chain):
    return list(chain.steps.values_list("number", flat=True))


def _step(chain, number):
    return chain.steps.get(number=number)


def _facts(step):
    """A step as values, its relations by name and number."""
    return {
        **{name: getattr(step, name) for name in PLAIN},
        "participants": {actor.name for actor in step.participants.all()},
        "receivers": {actor.name for actor in step.receivers.all()},
        "receiver_steps": {other.number for other in step.receiver_steps.all()},
        "feedback_to": step.feedback_to and step.feedback_to.number,
    }


# --- copying -------------------------------------------------------------------------------------
def test_a_chain_is_an_exact_copy_of_the_template(chain):
    template = ChainTemplate.objects.current()
    assert [_facts(step) for step in chain.steps.all()] == [_facts(step) for step in template.steps.all()]
    assert [step.source for step in chain.steps.all()] == list(template.steps.all())


def test_a_copy_points_to_its_own_steps_only(chain):
    for step in chain.steps.all():
        assert {other.chain for other in step.receiver_steps.all()} <= {chain}
        assert step.feedback_to is None or step.feedback_to.chain == chain


def test_one_chain_per_office_and_school_year(chain, koko):
    with pytest.raises(ActionRefused, match="Bielefeld und das Schuljahr 2026/27 gibt es schon"):
        actions.copy_from_template(factories.office(), 2026, by=koko)
    actions.copy_from_template(factories.office(), 2027, by=koko)
    assert Chain.objects.count() == 2


@pytest.mark.parametrize("who", ["reader", "other_koko", "gib", "advisor_user"])
def test_others_copy_nothing(request, who):
    with pytest.raises(PermissionDenied):
        actions.copy_from_template(factories.office(), 2026, by=request.getfixturevalue(who))


def test_without_a_published_template_there_is_a_sentence(koko):
    ChainTemplate.objects.update(is_published=False)
    with pytest.raises(ActionRefused, match="keine Vorlage"):
        actions.copy_from_template(factories.office(), 2026, by=koko)


# --- steps ---------------------------------------------------------------------------------------
def test_a_step_is_written_and_the_version_grows(chain, koko):
    kammer = Actor.objects.get(name="IHK")
    actions.save_step(
        _step(chain, 4), by=koko, expected_revision=1, title="Anders", window_from=None, receivers=[kammer]
    )
    step = _step(chain, 4)
    chain.refresh_from_db()
    assert (step.title, step.window_from, list(step.receivers.all())) == ("Anders", None, [kammer])
    assert chain.revision == 2


def test_a_stale_version_writes_nothing(chain, koko, colleague):
    actions.save_step(_step(chain, 4), by=colleague, expected_revision=1, title="Schneller")
    with pytest.raises(StaleRecord):
        actions.save_step(_step(chain, 4), by=koko, expected_revision=1, title="Langsamer")
    assert _step(chain, 4).title == "Schneller"


@pytest.mark.parametrize("who", ["reader", "other_koko", "gib"])
def test_others_change_nothing(request, chain, who):
    by = request.getfixturevalue(who)
    step = _step(chain, 2)
    for act in (
        lambda: actions.save_step(step, by=by, expected_revision=1, title="x"),
        lambda: actions.add_step(chain, by=by, expected_revision=1, title="x"),
        lambda: actions.move_step(step, by=by, expected_revision=1, up=True),
        lambda: actions.remove_step(step, by=by, expected_revision=1),
    ):
        with pytest.raises(PermissionDenied):
            act()
    chain.refresh_from_db()
    assert (chain.revision, chain.steps.count()) == (1, 12)


def test_moving_up_and_down_changes_places_with_the_neighbour(chain, koko):
    before = _titles(chain)
    actions.move_step(_step(chain, 3), by=koko, expected_revision=1, up=True)
    assert _titles(chain) == [before[0], before[2], before[1], *before[3:]]
    actions.move_step(_step(chain, 2), by=koko, expected_revision=2, up=False)
    assert _titles(chain) == before
    assert _numbers(chain) == list(range(1, 13))


@pytest.mark.parametrize(("number", "up"), [(1, True), (12, False)])
def test_nothing_moves_over_the_ends(chain, koko, number, up):
    before = _titles(chain)
    actions.move_step(_step(chain, number), by=koko, expected_revision=1, up=up)
    chain.refresh_from_db()
    assert (_titles(chain), chain.revision) == (before, 1)


def test_removing_closes_the_gap_and_keeps_what_points_elsewhere(chain, koko):
    fifth = _step(chain, 5)
    actions.remove_step(_step(chain, 4), by=koko, expected_revision=1)
    fifth.refresh_from_db()
    assert _numbers(chain) == list(range(1, 12))
    assert (fifth.number, fifth.feedback_to) == (4, None)
    assert {step.number for step in fifth.receiver_steps.all()} == {5, 6, 8}


def test_removing_twice_gets_a_sentence(chain, koko):
    step, again = _step(chain, 4), _step(chain, 4)
    actions.remove_step(step, by=koko, expected_revision=1)
    with pytest.raises(ActionRefused, match="gibt es nicht mehr"):
        actions.remove_step(again, by=koko, expected_revision=2)
    assert chain.steps.count() == 11


def test_a_new_step_stands_behind_the_chosen_one_or_at_the_end(chain, koko):
    before = _titles(chain)
    middle = actions.add_step(chain, by=koko, expected_revision=1, title="Mitte", after=_step(chain, 2))
    last = actions.add_step(chain, by=koko, expected_revision=2, title="Schluss")
    assert (middle.number, last.number) == (3, 14)
    assert _titles(chain) == [*before[:2], "Mitte", *before[2:], "Schluss"]
    assert _numbers(chain) == list(range(1, 15))


def test_an_empty_chain_takes_a_first_step(chain, koko):
    chain.steps.all().delete()
    assert actions.add_step(chain, by=koko, expected_revision=1, title="Anfang").number == 1


def test_a_chain_has_an_end(chain, koko):
    for number in range(13, actions.MOST_STEPS + 1):
        ChainStep.objects.create(chain=chain, number=number, title="voll")
    with pytest.raises(ActionRefused, match="höchstens 60"):
        actions.add_step(chain, by=koko, expected_revision=1, title="zu viel")
    assert chain.steps.count() == actions.MOST_STEPS


@pytest.mark.parallel
def test_of_many_who_move_at_once_one_wins_and_the_numbers_hold(parallel_db):
    koko = factories.member()
    chain = actions.copy_from_template(factories.office(), 2026, by=koko)

    def move(number):
        actions.move_step(_step(chain, number + 2), by=koko, expected_revision=1, up=True)

    results = run_parallel(8, move)
    assert sorted(type(result).__name__ for result in results) == ["NoneType"] + ["StaleRecord"] * 7
    assert _numbers(chain) == list(range(1, 13))


@pytest.mark.parallel
def test_copying_at_once_makes_one_chain(parallel_db):
    koko = factories.member()
    results = run_parallel(4, lambda _number: actions.copy_from_template(factories.office(), 2026, by=koko))
    assert sorted(type(result).__name__ for result in results) == ["ActionRefused"] * 3 + ["Chain"]
    assert ChainStep.objects.count() == 12


# --- the template --------------------------------------------------------------------------------
def test_the_next_version_begins_as_a_copy_and_is_not_in_force(admin_user):
    draft = actions.new_template_version(by=admin_user)
    current = ChainTemplate.objects.current()
    assert (draft.version, draft.is_published, current.version) == (2, False, 1)
    assert [_facts(step) for step in draft.steps.all()] == [_facts(step) for step in current.steps.all()]


def test_two_drafts_at_a_time_are_refused(admin_user):
    actions.new_template_version(by=admin_user)
    with pytest.raises(ActionRefused, match="Fassung 2 ist schon in Arbeit"):
        actions.new_template_version(by=admin_user)


def test_a_published_version_is_what_new_chains_copy(admin_user, koko, chain):
    draft = actions.new_template_version(by=admin_user)
    TemplateStep.objects.filter(template=draft, number=1).update(title="Neu in Fassung 2")
    actions.publish_template(draft, by=admin_user)
    later = actions.copy_from_template(factories.office(), 2027, by=koko)
    assert (later.template.version, _step(later, 1).title) == (2, "Neu in Fassung 2")
    assert chain.template.version == 1
    assert _step(chain, 1).title != "Neu in Fassung 2"


def test_publishing_twice_gets_a_sentence(admin_user):
    with pytest.raises(ActionRefused, match="schon veröffentlicht"):
        actions.publish_template(ChainTemplate.objects.current(), by=admin_user)


@pytest.mark.parametrize("who", ["koko", "controlling"])
def test_the_template_is_kept_by_the_leitung_alone(request, who):
    with pytest.raises(PermissionDenied):
        actions.new_template_version(by=request.getfixturevalue(who))
