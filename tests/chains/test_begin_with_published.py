"""Begin a chain with one that another office published."""

import pytest
from django.urls import reverse
from hypothesis import strategies as st

from chains import actions, content
from chains.models import Beginning, Chain, ChainActor
from tests import factories
from tests.chains.pages import typed

pytestmark = pytest.mark.django_db
SECRETS = ("Frau Kontakt", "Herr Vertretung", "Nur für uns", "4711", "4712")
TEXT = st.text(alphabet="geheim xyz", min_size=3, max_size=12)


@pytest.fixture
def published(koko, chain):
    return actions.publish(chain, by=koko, expected_revision=chain.revision, decided_by="Steuerungsgruppe")


@pytest.fixture
def theirs(other_koko):
    chain = actions.copy_from_template(factories.office(factories.UNNA), 2026, by=other_koko)
    return actions.publish(chain, by=other_koko, expected_revision=chain.revision)


def _say_secrets(chain):
    chain.steps.filter(number=1).update(
        contact=SECRETS[0], deputy=SECRETS[1], note=SECRETS[2], expected_count=4711, actual_count=4712
    )


# --- to begin with it ----------------------------------------------------------------------------
def test_another_office_begins_with_a_published_chain(koko, other_koko, theirs):
    said = content.ChainContent.from_json(theirs.content)
    chain = actions.copy_from_published(factories.office(), 2027, theirs, by=koko)

    mine = content.load(chain)
    ids = {step.id for step in said.steps}
    assert [step.title for step in mine.steps] == [step.title for step in said.steps]
    assert not ids & {step.id for step in mine.steps}
    numbers = {step.id: step.number for step in said.steps}
    own = {step.id: step.number for step in mine.steps}
    assert [[own[other] for other in step.receiver_steps] for step in mine.steps] == [
        [numbers[other] for other in step.receiver_steps] for step in said.steps
    ]
    assert (chain.beginning, chain.template, chain.published) == (Beginning.PUBLISHED, None, theirs)
    assert content.load(theirs.chain).steps == said.steps  # theirs is as it was


def test_state_and_names_of_the_other_place_do_not_come_along(koko, other_koko, theirs):
    theirs.chain.steps.update(status="agreed", contact="Frau Kontakt", note="Nur für uns")
    actor = theirs.chain.steps.exclude(lead=None).first().lead
    ChainActor.objects.create(chain=theirs.chain, actor=actor, local_name="Jobcenter Kreis Unna")
    newer = actions.publish(theirs.chain, by=other_koko, expected_revision=1)

    chain = actions.copy_from_published(factories.office(), 2027, newer, by=koko)

    assert newer.content["local_names"]
    assert set(chain.steps.values_list("status", "contact", "note")) == {("not_begun", "", "")}
    assert not chain.chain_actors.exclude(local_name="").exists()


def test_the_page_offers_the_published_chain(client, koko, theirs):
    client.force_login(koko)
    address = reverse("chains:create")
    begin = f"{address}?kette={theirs.oid}"
    assert begin in client.get(theirs.get_absolute_url()).content.decode()
    assert reverse("chains:published_list") in client.get(address).content.decode()

    page = client.get(begin)
    answer = client.post(
        address, {**typed(client, begin), "school_year": _first_year(page), "kette": theirs.oid}
    )

    chain = Chain.objects.get(office=factories.office())
    assert answer.url == chain.get_absolute_url()
    assert chain.published == theirs
    shown = " ".join(client.get(answer.url).content.decode().split())
    assert f"Begonnen mit der Kette {theirs}, Fassung 1." in shown


def test_a_chain_that_was_withdrawn_meanwhile_is_refused(client, koko, other_koko, theirs):
    client.force_login(koko)
    begin = f"{reverse('chains:create')}?kette={theirs.oid}"
    page = client.get(begin)
    data = {**typed(client, begin), "school_year": _first_year(page), "kette": theirs.oid}
    actions.withdraw(theirs, by=other_koko)

    answer = client.post(reverse("chains:create"), data)

    assert "inzwischen zurückgezogen" in answer.content.decode()
    assert not Chain.objects.filter(office=factories.office()).exists()


@pytest.mark.parametrize("kette", ["", "a" * 16, "x"])
def test_an_unknown_chain_is_not_offered(client, koko, kette):
    client.force_login(koko)
    page = client.get(reverse("chains:create"), {"kette": kette})
    assert (page.status_code, "begin_with" in page.context["form"].fields) == (200, False)


def _first_year(page):
    return page.context["form"].fields["school_year"].choices[0][0]
