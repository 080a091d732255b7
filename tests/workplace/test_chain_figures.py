"""The running chains of all offices in numbers: complete, alphabetical, with a fixed number of queries."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from chains import actions
from chains.content import load
from chains.gaps.of_chain import gaps_of
from chains.models import AcceptedGap, ChainActor, PartConfirmation
from chains.parts import part_of
from chains.periods import school_year_on
from gsvo.workplace.chain_figures import figures
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return school_year_on(timezone.localdate())


@pytest.fixture
def chain(koko, year):
    return actions.copy_from_template(factories.office(), year, by=koko)


def _confirm(chain, actor, answer):
    row = ChainActor.objects.create(chain=chain, actor=actor)
    return PartConfirmation.objects.create(
        chain_actor=row,
        number=1,
        part=part_of(load(chain), actor.name),
        answer_by=timezone.localdate(),
        answer=answer,
        answered_at=timezone.now(),
    )


def test_the_numbers_are_those_that_the_office_sees(chain):
    chain.steps.filter(number=1).update(status="agreed")
    chain.steps.filter(number=2).update(status="practised")
    chain.steps.filter(number=3).update(status="in_talks")
    lead, other = chain.steps.get(number=1).lead, chain.steps.get(number=2).lead
    _confirm(chain, lead, "yes")
    _confirm(chain, other, "no")

    row = figures().rows[0]

    assert (row.steps, row.agreed, row.confirmed) == (12, 2, 1)
    assert row.parts == len({actor for step in load(chain).steps for actor in step.actors})
    assert row.open_gaps == len(gaps_of(chain).open) > 0


def test_a_part_that_was_changed_after_the_answer_is_not_confirmed(chain):
    step = chain.steps.get(number=1)
    _confirm(chain, step.lead, "yes")
    chain.steps.filter(pk=step.pk).update(title="Etwas anderes", result="Anders")
    assert figures().rows[0].confirmed == 0


def test_an_accepted_gap_is_not_counted(koko, chain):
    before = gaps_of(chain).open
    until = timezone.localdate() + dt.timedelta(days=9)
    AcceptedGap.objects.create(chain=chain, key=before[0].key, reason="Bleibt.", until=until, by_user=koko)
    assert figures().open_gaps == len(before) - 1


def test_kinds_stand_in_the_order_of_the_rules_and_add_up(koko, other_koko, chain, year):
    actions.copy_from_template(factories.office(factories.UNNA), year, by=other_koko)
    found = figures()
    assert sum(kind.gaps for kind in found.kinds) == found.open_gaps
    assert {kind.chains for kind in found.kinds} == {2}


def test_past_chains_do_not_count_and_offices_stand_by_name(koko, other_koko, chain, year):
    actions.copy_from_template(factories.office(factories.UNNA), year + 1, by=other_koko)
    actions.copy_from_template(factories.office(), year - 1, by=koko)
    rows = figures().rows
    assert [row.chain.office.key for row in rows] == [factories.BIELEFELD, factories.UNNA]
    assert [row.chain.school_year for row in rows if row.chain.office == chain.office] == [year]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_one_chain_as_for_three(koko, year, django_assert_num_queries, rows):
    for number in range(rows):
        actions.copy_from_template(factories.office(), year + number, by=koko)
    with django_assert_num_queries(8):  # chains, steps, four relations, questions, accepted gaps
        assert len(figures().rows) == rows


def test_the_page_shows_numbers_and_no_order_by_them(client, leitung, chain):
    client.force_login(leitung)
    page = client.get(reverse("admin:chains")).content.decode()
    assert str(chain.office) in page
    assert "Offene Lücken nach Art" in page
    assert "sort=" not in page.partition("<main")[2]


def test_without_a_chain_the_page_says_so(client, leitung):
    client.force_login(leitung)
    assert "Hier stehen die Ketten, sobald" in client.get(reverse("admin:chains")).content.decode()
