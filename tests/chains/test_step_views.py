"""The forms and buttons of a chain's steps."""

import pytest

from chains import actions
from chains.models import Actor
from tests import factories
from tests.chains.pages import page_url, typed
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db


def test_a_step_is_changed_in_the_form(client, colleague, chain):
    client.force_login(colleague)
    url = page_url("edit_step", chain, 4)
    ihk = Actor.objects.get(name="IHK")
    response = client.post(
        url, typed(client, url, title="Abfrage", window_from="", window_to="", anchor="nach den Osterferien",
                    receivers=[ihk.pk], contact="Frau Amt, 0521 1", status="agreed"),
    )  # fmt: skip
    step = chain.steps.get(number=4)
    assert response.url == f"{page_url('edit', chain)}#schritt-{step.oid}"
    assert (step.title, step.window_from, step.contact, step.status) == (
        "Abfrage",
        None,
        "Frau Amt, 0521 1",
        "agreed",
    )
    assert list(step.receivers.all()) == [ihk]
    assert "nach den Osterferien" in client.get(chain.get_absolute_url()).content.decode()


def test_saving_without_a_change_changes_no_field(client, koko, chain):
    client.force_login(koko)
    url = page_url("edit_step", chain, 5)
    before = chain.steps.filter(number=5).values().get()
    client.post(url, typed(client, url))
    assert chain.steps.filter(number=5).values().get() == before
    assert {step.number for step in chain.steps.get(number=5).receiver_steps.all()} == {6, 7, 9}


def test_a_step_needs_a_title(client, koko, chain):
    client.force_login(koko)
    url = page_url("edit_step", chain, 4)
    response = client.post(url, typed(client, url, title=" "))
    assert response.context["form"].errors.keys() == {"title"}
    chain.refresh_from_db()
    assert chain.revision == 1


def test_a_step_points_to_steps_of_its_own_chain_only(client, koko, chain):
    other = actions.copy_from_template(factories.office(), 2027, by=koko)
    client.force_login(koko)
    url = page_url("edit_step", chain, 4)
    foreign = other.steps.first().pk
    response = client.post(url, typed(client, url, receiver_steps=[foreign], feedback_to=foreign))
    assert response.context["form"].errors.keys() == {"receiver_steps", "feedback_to"}


def test_the_slower_of_two_is_told_and_keeps_what_wastyped(client, koko, colleague, chain):
    client.force_login(koko)
    url = page_url("edit_step", chain, 4)
    data = typed(client, url, title="Mein Text")
    actions.save_step(chain.steps.get(number=4), by=colleague, expected_revision=1, title="Schneller")
    response = client.post(url, data)
    page = response.content.decode()
    assert "Kim Kolleg hat das inzwischen geändert" in page
    assert "Ihr Text steht noch hier." in page
    assert "<dt>Was geschieht?</dt><dd>Schneller</dd>" in compact(page)
    assert response.context["form"]["title"].value() == "Mein Text"
    assert chain.steps.get(number=4).title == "Schneller"
    again = {**data, "revision": response.context["form"]["revision"].value()}
    assert client.post(url, again).status_code == 302
    assert chain.steps.get(number=4).title == "Mein Text"


def test_a_step_is_added_behind_another(client, koko, chain):
    client.force_login(koko)
    url = page_url("add_step", chain)
    after = chain.steps.get(number=2)
    response = client.post(url, typed(client, url, title="Elternabend", after=after.pk, status="not_begun"))
    step = chain.steps.get(title="Elternabend")
    assert step.number == 3
    assert response.url == f"{page_url('edit', chain)}#schritt-{step.oid}"


def test_a_double_click_adds_one_step(client, koko, chain):
    client.force_login(koko)
    url = page_url("add_step", chain)
    data = typed(client, url, title="Elternabend", status="not_begun")
    client.post(url, data)
    response = client.post(url, data)
    assert response.status_code == 200
    assert chain.steps.filter(title="Elternabend").count() == 1


def test_buttons_move_a_step(client, koko, chain):
    client.force_login(koko)
    step = chain.steps.get(number=3)
    response = client.post(page_url("move_step", chain, 3), {"to": "up", "revision": 1})
    step.refresh_from_db()
    assert step.number == 2
    assert response.url.endswith(f"#schritt-{step.oid}")


@pytest.mark.parametrize("version", ["0", "", "x", "9" * 5000])
def test_a_stale_or_odd_button_moves_nothing(client, koko, chain, version):
    client.force_login(koko)
    step = chain.steps.get(number=3)
    response = client.post(page_url("move_step", chain, 3), {"to": "up", "revision": version}, follow=True)
    step.refresh_from_db()
    assert step.number == 3
    assert "Das ist inzwischen geändert" in response.content.decode()


def test_a_get_moves_nothing(client, koko, chain):
    client.force_login(koko)
    assert client.get(page_url("move_step", chain, 3)).status_code == 405


def test_removing_asks_first(client, koko, chain):
    client.force_login(koko)
    url = page_url("remove_step", chain, 12)
    assert client.get(url).status_code == 200
    assert chain.steps.count() == 12
    assert client.post(url, {"revision": 1}).url == page_url("edit", chain)
    assert chain.steps.count() == 11
    assert client.post(url, {"revision": 2}).status_code == 404


def test_free_text_says_that_no_pupil_belongs_there(client, koko, chain):
    client.force_login(koko)
    page = client.get(page_url("edit_step", chain, 4)).content.decode()
    assert page.count("keine Angaben zu einzelnen Jugendlichen") == 4


def test_removing_a_step_says_what_is_tied_to_it_and_goes_with_it(client, koko, chain):
    giver, step, receiver = (chain.steps.get(number=number) for number in (10, 11, 12))
    chain.steps.exclude(pk=giver.pk).update(feedback_to=None)
    for other in chain.steps.all():
        other.receiver_steps.clear()
    giver.receiver_steps.add(step)
    step.receiver_steps.add(receiver)
    step.handover = "Liste der Unversorgten"
    step.save()
    receiver.feedback_to = step
    receiver.save()
    client.force_login(koko)

    page = " ".join(client.get(page_url("remove_step", chain, 11)).content.decode().split())

    assert f"Die Übergabe von Schritt 10 „{giver.title}“ an ihn" in page
    assert "Seine Übergabe: Liste der Unversorgten" in page
    assert f"Schritt 12 „{receiver.title}“" in page
    assert f"Die Rückmeldung von Schritt 12 „{receiver.title}“ an ihn" in page


def test_removing_a_step_that_nothing_is_tied_to_says_so(client, koko, chain):
    actions.add_step(chain, by=koko, title="Neu", expected_revision=chain.revision)
    client.force_login(koko)

    page = client.get(page_url("remove_step", chain, chain.steps.last().number)).content.decode()

    assert "Kein anderer Schritt übergibt an ihn" in page
