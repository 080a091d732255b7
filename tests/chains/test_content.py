"""What a chain says as plain values: read, stored, written back, and what others get to read."""

import datetime as dt
from dataclasses import replace

import pytest

from chains import content, restoring
from chains.anchor_days import anchor_date
from chains.models import Actor, AnchorDay, ChainTemplate, TargetGroup
from chains.windows import Window, window
from gsvo.lib.exceptions import ActionRefused

STEP = content.StepContent(id="a" * 16, number=1, title="Erste Abfrage")


@pytest.fixture
def full(chain):
    """A chain whose third step has everything that a step can say."""
    step = chain.steps.get(number=3)
    step.target_groups.set(TargetGroup.objects.all()[:2])
    texts = {name: f"{name} gesagt" for name in ("description", "indicator", "contact", "deputy", "note")}
    for name, value in {
        **texts,
        "anchor_day": "after_easter",
        "expected_count": 0,
        "actual_count": 7,
    }.items():
        setattr(step, name, value)
    step.save()
    restoring.name_locally(chain, {"Jobcenter": "Jobcenter Arbeitplus Bielefeld", "Gibt es nicht": "X"})
    return chain


def test_a_chain_comes_back_as_it_was(full):
    before = content.load(full)
    stored = before.as_json()

    full.steps.filter(number__gt=4).delete()
    full.steps.update(title="anders", lead=None)
    restoring.restore(full, content.ChainContent.from_json(stored))

    assert content.load(full) == before
    assert before.local_names == {"Jobcenter": "Jobcenter Arbeitplus Bielefeld"}


def test_steps_that_stay_keep_their_rows(full):
    rows = dict(full.steps.values_list("oid", "pk"))
    first, second, *others = content.load(full).steps
    order = (replace(second, number=1), replace(first, number=2), *others)

    restoring.restore(full, content.ChainContent(full.school_year, order))

    assert dict(full.steps.values_list("oid", "pk")) == rows
    assert [step.id for step in content.load(full).steps][:2] == [second.id, first.id]


def test_an_actor_whom_the_catalogue_does_not_have_is_refused(full):
    before = content.load(full)
    strange = replace(before, steps=(replace(STEP, lead="Amt für Wunder"),))

    with pytest.raises(ActionRefused, match="Amt für Wunder"):
        restoring.restore(full, strange)

    assert content.load(full) == before


def test_others_read_no_contacts_notes_and_counts(full):
    third = content.load(full).public().steps[2]

    assert (third.contact, third.deputy, third.note, third.expected_count, third.actual_count) == (
        "", "", "", None, None,
    )  # fmt: skip
    assert third.description


@pytest.mark.parametrize("steps", [1, 12])
def test_a_chain_is_read_by_the_same_statements(full, steps, django_assert_num_queries):
    full.steps.filter(number__gt=steps).delete()
    with django_assert_num_queries(6):
        content.load(full)


def test_the_template_is_read_by_lineage(db):
    template = ChainTemplate.objects.current()
    read = [content.of_step(step) for step in content.complete(template.steps)]

    assert [step.id for step in read] == list(template.steps.values_list("lineage", flat=True))
    assert [step.number for step in read if step.hands_over_names] == [3, 4, 6, 8, 10, 11]
    assert {name for step in read for name in step.actors} <= set(
        Actor.objects.values_list("name", flat=True)
    )


@pytest.mark.parametrize(
    ("says", "first", "last"),
    [
        ({"window_from": 12, "window_to": 1}, (2026, 12, 1), (2027, 1, 31)),
        ({"window_from": 7, "window_to": 10}, (2027, 7, 1), (2027, 10, 31)),
        ({"window_to": 2}, (2027, 2, 1), (2027, 2, 28)),
        ({"window_from": 9, "year_offset": 1}, (2027, 9, 1), (2027, 9, 30)),
        ({"window_from": 3, "window_to": 4, "anchor_day": "after_easter"}, (2027, 3, 30), (2027, 4, 30)),
        ({"window_from": 5, "anchor_day": "by_may"}, (2027, 5, 1), (2027, 5, 31)),
        ({"anchor_day": "after_easter"}, (2027, 3, 30), (2027, 4, 26)),
        ({"anchor_day": "before_easter", "year_offset": 1}, (2028, 3, 17), (2028, 4, 13)),
    ],
)
def test_when_a_step_happens(says, first, last):
    assert window(replace(STEP, **says), 2026) == Window(dt.date(*first), dt.date(*last))


def test_a_step_without_a_time_has_no_window():
    assert window(STEP, 2026) is None
    assert window(replace(STEP, anchor="wenn es geht"), 2026) is None


def test_every_movable_day_lies_in_its_school_year_or_the_summer_before():
    for year in range(2020, 2060):
        whole = Window(dt.date(year, 8, 1), dt.date(year + 1, 8, 31))
        assert all(whole.first <= anchor_date(day, year) <= whole.last for day in AnchorDay)
