"""The page that compares any two versions, for the office and in the workplace."""

import re

import pytest
from django.urls import reverse

from requests import actions
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    """Version 1 got a wish, version 2 is written and differs in section 5 and in its goals."""
    row = factories.support_request(State.CLARIFYING, by=koko)
    for seat in factories.opened_round(row, by=koko).seats.all():
        factories.answer(seat, "change")
    version = actions.new_version(row, by=koko)
    version.sections["scope"] = "Gegenstand und Grenzen in ganz Bielefeld."
    version.save()
    version.goals.create(position=2, text="Im August ist jemand erreichbar.", criterion="Eine Nummer.")
    return row


def page_of(client, user, url):
    client.force_login(user)
    return words(main_of(client.get(url)))


def test_the_latest_two_versions_are_compared_without_a_choice(client, koko, case):
    page = page_of(client, koko, reverse("requests:compare_versions", args=[case.oid]))

    assert "Von Fassung 1 zu Fassung 2" in page
    assert "Geändert haben sich die Abschnitte 3 und 5." in page
    assert 'in <ins class="gs-ins"><span class="gs-vh">[eingefügt: </span>ganz <span' in page
    assert "Neu:" in page
    assert page.count('<details class="gs-fold" open>') == 2


def test_any_two_can_be_chosen_also_backwards_and_a_version_that_is_none_is_an_error(client, koko, case):
    url = reverse("requests:compare_versions", args=[case.oid])
    assert "Von Fassung 2 zu Fassung 1" in page_of(client, koko, f"{url}?alt=2&neu=1")
    assert "Am Wortlaut hat sich nichts geändert." in page_of(client, koko, f"{url}?alt=1&neu=1")
    for wrong in ("alt=99&neu=1", "alt=x", "neu=-1"):
        page = page_of(client, koko, f"{url}?{wrong}")
        assert "Von Fassung" not in page
        assert "kern-error" in page


def test_one_version_alone_says_so_and_no_version_is_no_page(client, koko):
    single = factories.support_request(State.CLARIFYING, by=koko)
    none = factories.support_request(State.SUBMITTED, by=koko)
    page = page_of(client, koko, reverse("requests:compare_versions", args=[single.oid]))
    assert "Es gibt erst Fassung 1." in page
    assert client.get(reverse("requests:compare_versions", args=[none.oid])).status_code == 404


def test_the_list_of_versions_leads_there_once_there_are_two(client, koko, case):
    url = reverse("requests:compare_versions", args=[case.oid])
    assert f'href="{url}"' in page_of(client, koko, reverse("requests:mandate", args=[case.oid]))
    single = factories.support_request(State.CLARIFYING, by=koko)
    assert "Fassungen vergleichen" not in page_of(
        client, koko, reverse("requests:mandate", args=[single.oid])
    )


def test_gib_compares_from_the_case_within_the_workplace(client, leitung, case):
    url = reverse("admin:compare_versions", args=[case.oid])
    assert f'href="{url}"' in page_of(client, leitung, reverse("admin:case", args=[case.oid]))
    assert "Von Fassung 1 zu Fassung 2" in page_of(client, leitung, url)


def test_in_english_the_words_of_the_mandate_stay_german_and_the_marks_do_not(client, koko, case):
    client.force_login(koko)
    client.post("/sprache/", {"language": "en"})
    page = page_of(client, koko, reverse("requests:compare_versions", args=[case.oid]))
    assert re.search(r'<span class="gs-vh" lang="en">\[\w+: </span>ganz ', page)


@pytest.mark.parametrize("goals", [1, 3])
def test_the_page_costs_the_same_for_one_goal_and_for_three(
    client, koko, case, goals, django_assert_num_queries
):
    for number in range(goals):
        case.mandate.latest.goals.create(
            position=3 + number, text=f"Ziel {number}.", criterion="Ein Zeichen."
        )
    client.force_login(koko)
    url = reverse("requests:compare_versions", args=[case.oid])
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
