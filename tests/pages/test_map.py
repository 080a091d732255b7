"""The map: only places whose lead agreed, with one plain stage each."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from gsvo.offices import actions
from gsvo.offices.models import Office
from gsvo.pages import map as portal_map
from gsvo.pages.map import Stage
from requests.states import STATES
from requests.workflow import State
from tests import factories
from tests.helpers.admin_forms import save
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def named():
    Office.objects.filter(key=factories.BIELEFELD).update(is_named_publicly=True)
    return Office.objects.get(key=factories.BIELEFELD)


def html_of(client):
    return client.get("/orte/").content.decode()


def agree(client, key=factories.BIELEFELD, agreed="yes"):
    return client.post(reverse("offices:name_publicly", args=[key]), {"agreed": agreed})


def test_before_anybody_agreed_the_page_says_so_and_names_nobody(client, koko):
    factories.funding_period()
    factories.support_request(State.ENGAGED, by=koko)
    html = html_of(client)

    assert "Noch hat kein Ort zugestimmt" in html
    assert '<svg viewBox="0 0 576 640"' not in html
    assert [name for name in Office.objects.values_list("display_name", flat=True) if name in html] == []


def test_only_places_that_agreed_are_named_in_picture_and_table(client, named):
    html = html_of(client)
    page = Page(html)

    table = page.one("table")
    rows = [row.text for row in page.all("th", scope="row")]
    assert table
    assert rows == ["Bielefeld"]
    assert len(page.all("rect", class_="t-0")) == 52
    others = Office.objects.exclude(pk=named.pk).values_list("display_name", flat=True)
    assert [name for name in others if name in html[html.index("<table") :]] == []


def test_every_tile_has_its_plate_and_name_and_only_those_that_agreed_their_stage(client, named, koko):
    factories.support_request(State.ENGAGED, by=koko)
    unnamed = factories.member(factories.office(factories.UNNA))
    factories.support_request(State.ENGAGED, by=unnamed, office=factories.office(factories.UNNA))
    page = Page(html_of(client))

    said = {tile.attrs["aria-label"] for tile in page.all("g", role="img")}
    assert said == {"Bielefeld: in Begleitung"} | set(
        Office.objects.exclude(pk=named.pk).values_list("display_name", flat=True)
    )
    plates = [text.text for text in page.all("text")]
    assert sorted(plates) == sorted(Office.objects.values_list("plate", flat=True))
    assert len(plates) == 53


@pytest.mark.parametrize(
    ("states", "stage"),
    [
        ([], Stage.NONE),
        ([State.DRAFT], Stage.NONE),
        ([State.REJECTED], Stage.NONE),
        ([State.WITHDRAWN], Stage.NONE),
        ([State.CANCELLED], Stage.NONE),
        ([State.SUBMITTED], Stage.PREPARING),
        ([State.QUERIED], Stage.PREPARING),
        ([State.CLARIFYING], Stage.PREPARING),
        ([State.MANDATED], Stage.PREPARING),
        ([State.MATCHING], Stage.PREPARING),
        ([State.ENGAGED], Stage.RUNNING),
        ([State.INTERRUPTED], Stage.RUNNING),
        ([State.CLOSING], Stage.RUNNING),
        ([State.COMPLETED], Stage.DONE),
        ([State.COMPLETED, State.SUBMITTED], Stage.PREPARING),
        ([State.COMPLETED, State.REJECTED, State.ENGAGED], Stage.RUNNING),
    ],
)
@pytest.mark.once
def test_a_place_has_one_plain_stage(states, stage):
    assert portal_map._stage(set(states)) == stage


@pytest.mark.once
def test_what_never_began_or_came_to_nothing_is_told_of_nobody():
    untold = {state for state, row in STATES.items() if row.public_stage == Stage.NONE}

    ended = {State.REJECTED, State.WITHDRAWN, State.CANCELLED, State.ANSWERED_OTHERWISE}
    assert untold == {State.DRAFT} | ended


def test_the_stage_stands_in_words_beside_its_sign(client, named, koko):
    factories.funding_period()
    factories.support_request(State.SUBMITTED, by=koko)
    page = Page(html_of(client))

    assert [cell.text for cell in page.all("td")] == ["BI", "bereitet eine Begleitung vor"]
    assert [entry.text for entry in page.all("li") if entry.parent.has_class("gs-key")] == [
        "bereitet eine Begleitung vor: 1"
    ]


@pytest.mark.once
def test_the_picture_takes_no_focus_and_no_two_tiles_share_a_place(client, named):
    html = html_of(client)
    picture = html[html.index('<svg viewBox="0 0 576 640"') : html.index("</svg>", html.index("0 0 576 640"))]

    assert "<a " not in picture
    assert "tabindex" not in picture
    assert 'role="group"' in picture
    corners = [(tile.x, tile.y) for tile in portal_map.tiles([])]
    assert len(set(corners)) == 53
    assert all(0 <= x <= 516 and 0 <= y <= 580 for x, y in corners)


def test_the_page_costs_the_same_for_one_place_and_for_all(client, named, django_assert_num_queries):
    with django_assert_num_queries(3):
        html_of(client)
    Office.objects.update(is_named_publicly=True)
    with django_assert_num_queries(3):
        html = html_of(client)

    assert len(re.findall(r'class="t-1"', html)) == 53 + 1  # and the key


# --- who agrees ---------------------------------------------------------------------------------
def test_the_lead_agrees_and_takes_it_back(client, koko):
    client.force_login(koko)
    assert agree(client).url == reverse("offices:people", args=[factories.BIELEFELD])
    office = Office.objects.get(key=factories.BIELEFELD)
    assert (office.is_named_publicly, office.naming_changed_by) == (True, koko)
    assert "Bielefeld" in html_of(client)

    agree(client, agreed="no")
    office.refresh_from_db()
    assert (office.is_named_publicly, office.naming_changed_by) == (False, koko)
    client.logout()
    assert "Bielefeld" not in html_of(client)


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 403), ("reader", 403), ("other_koko", 404), ("gib", 404), (None, 302)]
)
def test_nobody_else_decides_it(client, request, koko, who, status):
    if who:
        client.force_login(request.getfixturevalue(who))

    assert agree(client).status_code == status
    assert not Office.objects.filter(is_named_publicly=True).exists()


@pytest.mark.parametrize("agreed", ["", "no", "maybe"])
def test_only_a_clear_yes_agrees(client, koko, agreed):
    client.force_login(koko)
    agree(client, agreed=agreed)

    assert not Office.objects.filter(is_named_publicly=True).exists()


def test_the_act_itself_refuses_staff(gib, named):
    with pytest.raises(PermissionDenied):
        actions.name_publicly(named, by=gib, agreed=False)
    assert Office.objects.get(pk=named.pk).is_named_publicly


def test_colleagues_read_what_is_shown_and_only_leads_get_the_button(client, koko, reader):
    url = reverse("offices:people", args=[factories.BIELEFELD])
    client.force_login(reader)
    html = client.get(url).content.decode()
    assert "Das entscheidet die Leitung der Stelle." in html
    assert "Unseren Ort öffentlich nennen" not in html

    client.force_login(koko)
    assert "Unseren Ort öffentlich nennen" in client.get(url).content.decode()


def test_staff_see_who_agreed_and_when_and_cannot_change_it(client, koko, gib):
    client.force_login(koko)
    agree(client)
    office = Office.objects.get(key=factories.BIELEFELD)
    client.force_login(gib)
    url = reverse("admin:offices_office_change", args=[office.pk])

    assert "wird genannt, seit" in client.get(url).content.decode()
    assert "Karla Koko" in client.get(url).content.decode()
    save(client, url, {"display_name": "Bielefeld", "is_named_publicly": ""})
    assert Office.objects.get(pk=office.pk).is_named_publicly
