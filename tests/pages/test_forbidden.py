"""A missing right is said in the frame of where it was missed, with the way back."""

import pytest
from django.urls import reverse

from tests import factories
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db


def refused(client, address, came_from=""):
    headers = {"referer": f"http://testserver{came_from}"} if came_from else {}
    answer = client.get(address, headers=headers)
    assert answer.status_code == 403
    return Page(answer.content.decode())


def test_in_the_workplace_its_frame_and_menu_stay(client, controlling):
    client.force_login(controlling)

    page = refused(client, reverse("admin:pages_feedback_changelist"), "/admin/faelle/?stand=laufend")

    assert page.one("h1").text == "Das dürfen Sie mit diesem Konto nicht"
    assert page.one(id="branding")
    assert page.all("a", href=reverse("admin:cases"))
    assert page.one("a", href="/admin/faelle/?stand=laufend").text == "Zurück zur vorigen Seite"


def test_in_the_portal_its_frame_stays(client, reader):
    client.force_login(reader)
    office = reader.memberships.get().office

    page = refused(client, reverse("offices:invite", args=[office.key]), reverse("requests:list"))

    assert page.one("nav", class_="gs-nav")
    assert page.all("a", href=reverse("requests:list"))


@pytest.mark.parametrize("came_from", ["", "//anderswo.example/x"])
def test_from_elsewhere_the_way_leads_to_the_start(client, controlling, came_from):
    client.force_login(controlling)
    headers = {"referer": f"https:{came_from}"} if came_from else {}

    page = Page(client.get(reverse("admin:mail-previews"), headers=headers).content.decode())

    assert not [link for link in page.all("a") if "anderswo" in link.attrs.get("href", "")]
    assert page.all("a", href=reverse("admin:index"))


def test_strangers_see_no_workplace_behind_a_refusal(client, koko):
    client.force_login(factories.member(factories.office("05978")))

    assert client.get(reverse("admin:cases")).status_code == 404
