"""The list of a chain's steps: adding, moving, dividing, removing, taking back."""

import pytest

from chains import actions
from tests.chains.pages import page_url, part_url, typed
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db


def test_a_new_step_begins_with_its_title(client, koko, chain):
    client.force_login(koko)
    url = page_url("add_step", chain)
    after = chain.steps.get(number=2)
    response = client.post(url, typed(client, url, title="Elternabend", after=after.pk))
    step = chain.steps.get(title="Elternabend")
    assert step.number == 3
    assert response.url == part_url(chain, 3)


def test_adding_does_not_collide_with_a_colleague(client, koko, colleague, chain):
    client.force_login(koko)
    url = page_url("add_step", chain)
    data = typed(client, url, title="Elternabend")
    actions.save_step(chain.steps.get(number=4), by=colleague, expected_revision=1, title="Schneller")
    assert client.post(url, data).status_code == 302
    assert chain.steps.get(number=13).title == "Elternabend"


def test_a_step_that_is_gone_is_not_the_place_behind_which_a_new_one_stands(client, koko, chain):
    client.force_login(koko)
    url = page_url("add_step", chain)
    data = typed(client, url, title="Elternabend", after=chain.steps.get(number=2).pk)
    actions.remove_step(chain.steps.get(number=2), by=koko, expected_revision=1)
    assert client.post(url, data).context["form"].errors.keys() == {"after"}
    assert not chain.steps.filter(title="Elternabend").exists()


def test_a_step_is_divided_on_its_page(client, koko, chain):
    client.force_login(koko)
    url = page_url("split_step", chain, 4)
    assert client.post(url, typed(client, url, title=" ")).context["form"].errors.keys() == {"title"}
    response = client.post(url, typed(client, url, title="Zweite Hälfte"))
    assert response.url == page_url("edit", chain)
    assert chain.steps.get(number=5).title == "Zweite Hälfte"


def test_a_stale_page_divides_nothing_and_can_be_sent_again(client, koko, colleague, chain):
    client.force_login(koko)
    url = page_url("split_step", chain, 4)
    data = typed(client, url, title="Zweite Hälfte")
    actions.save_step(chain.steps.get(number=9), by=colleague, expected_revision=1, title="Schneller")
    response = client.post(url, data)
    assert "Kim Kolleg hat das inzwischen geändert" in response.content.decode()
    assert chain.steps.count() == 12
    again = {**data, "revision": response.context["form"]["revision"].value()}
    assert client.post(url, again).status_code == 302
    assert chain.steps.count() == 13


def test_the_last_change_is_taken_back_with_one_button(client, koko, chain):
    client.force_login(koko)
    title = chain.steps.get(number=3).title
    assert "zurücknehmen" not in client.get(page_url("edit", chain)).content.decode()
    client.post(page_url("remove_step", chain, 3), {"revision": 1})
    page = compact(client.get(page_url("edit", chain)).content.decode())
    assert f"Letzte Änderung zurücknehmen: Schritt 3 „{title}“ entfernt" in page
    answer = client.post(page_url("take_back", chain), {"revision": 2}, follow=True)
    assert f"Zurückgenommen: Schritt 3 „{title}“ entfernt." in compact(answer.content.decode())
    assert chain.steps.get(number=3).title == title
    again = client.post(page_url("take_back", chain), {"revision": 2}, follow=True)
    assert "in einem anderen Fenster" in again.content.decode()
    assert client.get(page_url("take_back", chain)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_steps_asks_as_often_for_one_as_for_three(
    client, koko, chain, django_assert_num_queries, count
):
    actions.move_step(chain.steps.get(number=1), by=koko, expected_revision=1, up=False)
    chain.steps.filter(number__gt=count).delete()
    client.force_login(koko)
    # session, user, menu, chain, may edit, last change, content (6)
    with django_assert_num_queries(12):
        response = client.get(page_url("edit", chain))
    assert len(response.context["rows"]) == count


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
