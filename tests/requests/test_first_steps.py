"""List "So fangen Sie an": what is done, what is open, for whom, and how it goes away."""

import pytest
from django.urls import reverse

from chains.models import Chain, ChainTemplate
from gsvo.offices.models import Membership, Role
from requests.workflow import State
from tests import factories
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db
URL = "/anfragen/"


@pytest.fixture
def lead():
    """The first lead of an office in which nothing has happened yet."""
    return factories.member(factories.office("05711"), Role.LEAD)


def steps(client, person):
    client.force_login(person)
    return [step for place in client.get(URL).context["first_steps"] for step in place.steps]


def done(client, person):
    return [step.is_done for step in steps(client, person)]


def add_colleague():
    factories.member(factories.office("05711"))


def add_committee():
    factories.committee(factories.office("05711"), members=1)


def add_chain():
    template = ChainTemplate.objects.latest("pk")
    Chain.objects.create(office=factories.office("05711"), school_year=2026, template=template)


def add_request():
    factories.support_request(State.SUBMITTED, office=factories.office("05711"))


def test_for_a_new_office_all_is_open_and_each_step_leads_to_its_page(client, lead):
    found = steps(client, lead)

    assert [step.is_done for step in found] == [False] * 4
    key = lead.memberships.get().office.key
    assert [step.url for step in found] == [
        reverse("offices:invite", args=[key]),
        reverse("offices:committee", args=[key]),
        reverse("chains:create"),
        reverse("requests:new"),
    ]
    assert {client.get(step.url).status_code for step in found} == {200}


@pytest.mark.parametrize(
    ("act", "place"), [(add_colleague, 0), (add_committee, 1), (add_chain, 2), (add_request, 3)]
)
def test_each_step_is_done_by_itself(client, lead, act, place):
    act()

    found = done(client, lead)

    assert found[place]
    assert sum(found[1:]) == (place > 0)


def test_an_open_invitation_counts_as_a_colleague(client, lead):
    client.force_login(lead)
    page = reverse("offices:invite", args=["05711"])
    client.post(page, {"name": "Nele Neu", "email": "nele@example.org", "role": "member"})

    assert done(client, lead) == [True, False, False, False]


def test_what_happens_in_another_office_counts_for_nothing(client, lead):
    factories.member(factories.office("05978"))
    factories.committee(factories.office("05978"))
    factories.support_request(State.SUBMITTED, office=factories.office("05978"))

    assert done(client, lead) == [False] * 4


def test_a_draft_is_one_link_away(client, lead):
    draft = factories.support_request(State.DRAFT, by=lead, office=factories.office("05711"))

    step = steps(client, lead)[3]

    assert (step.is_done, step.url) == (False, reverse("requests:detail", args=[draft.oid]))


def test_when_all_is_done_the_steps_are_gone(client, lead):
    for act in (add_colleague, add_committee, add_chain, add_request):
        act()

    assert steps(client, lead) == []
    assert "So fangen Sie an" not in client.get(URL).content.decode()


@pytest.mark.parametrize("has_draft", [False, True])
def test_who_may_only_read_is_told_and_led_to_no_act(client, lead, has_draft):
    reader = factories.member(factories.office("05711"), Role.READER)
    if has_draft:
        factories.support_request(State.DRAFT, by=lead, office=factories.office("05711"))

    found = steps(client, reader)
    urls = [step.url for step in found]

    assert {step.note for step in found} == {"Das tun Ihre Kolleg:innen. Sie lesen mit."}
    page = client.get(URL).content.decode()
    assert "So fängt Ihre Stelle an" in page
    assert "So fangen Sie an" not in page
    acts = {reverse("offices:invite", args=["05711"]), reverse("chains:create"), reverse("requests:new")}
    assert not acts & set(urls)
    assert {client.get(url).status_code for url in urls if url} == {200}


def test_a_member_invites_nobody(client, lead):
    member = factories.member(factories.office("05711"))
    lead.memberships.update(left_at=lead.date_joined)

    assert steps(client, member)[0].url == reverse("offices:people", args=["05711"])


def test_who_puts_them_away_sees_them_no_more_and_others_still_do(client, lead):
    colleague = factories.member(factories.office("05711"), Role.LEAD)
    client.force_login(lead)
    page = Page(client.get(URL).content.decode())
    assert page.one("form", action=reverse("requests:hide_first_steps"))

    answer = client.post(reverse("requests:hide_first_steps"))

    assert answer.url == URL
    assert steps(client, lead) == []
    assert steps(client, colleague)
    assert Membership.objects.filter(hid_first_steps=True).get().user == lead


def test_opening_the_address_hides_nothing(client, lead):
    client.force_login(lead)

    assert client.get(reverse("requests:hide_first_steps")).status_code == 405
    assert steps(client, lead)


@pytest.mark.parametrize("offices", [["05711"], ["05711", "05978", "05513"]])
def test_more_offices_cost_no_more_queries(client, offices, django_assert_num_queries):
    person = factories.member(factories.office(offices[0]), Role.LEAD)
    for key in offices[1:]:
        Membership.objects.create(office=factories.office(key), user=person, role=Role.LEAD)
    client.force_login(person)
    client.get(URL)

    with django_assert_num_queries(8):  # one less where every step is done
        found = client.get(URL).context["first_steps"]

    assert len(found) == len(offices)
