"""A request's number stays on one line wherever a page shows it: browsers break at its hyphens."""

import re

import pytest
from django.urls import reverse

from gsvo.lib.case_numbers import CASE_NUMBER
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of

pytestmark = pytest.mark.django_db
WHOLE = re.compile(rf'class="[^"]*(?:gs-nowrap|gs-vh)[^"]*">[^<]*{CASE_NUMBER.pattern}')


def breakable(page):
    """The numbers on a page that a narrow column may break; one in its title is no text on it."""
    head = page.content.decode().partition('<nav class="gs-crumbs')[2].partition("</nav>")[0]
    return CASE_NUMBER.findall(WHOLE.sub("", head + main_of(page)))


@pytest.fixture
def case(koko, gib):
    case = factories.support_request(State.ENGAGED, by=koko)
    factories.support_request(State.QUERIED, by=koko)
    factories.invited(gib)
    return case


@pytest.mark.parametrize("name", ["invitation", "engagement", "assignment", "preference"])
def test_in_lists_of_records(client, gib, case, name):
    case.preferences.create(advisor=factories.advisor(), kind="wish")
    client.force_login(gib)

    page = client.get(reverse(f"admin:advisors_{name}_changelist"))

    assert page.status_code == 200
    assert breakable(page) == []


def test_on_the_pages_of_staff(client, gib, case):
    client.force_login(gib)
    for url in (reverse("admin:index"), reverse("admin:cases"), reverse("admin:case", args=[case.oid])):
        assert breakable(client.get(url)) == [], url


def test_on_the_pages_of_an_office(client, koko, case):
    client.force_login(koko)
    queried = koko.memberships.get().office.support_requests.get(state=State.QUERIED)
    for url in (
        reverse("requests:list"),
        case.get_absolute_url(),
        reverse("requests:step", args=[queried.oid, 2]),
        reverse("requests:mandate", args=[case.oid]),
        reverse("advisors:engagements"),
        case.engagement.get_absolute_url(),
    ):
        page = client.get(url)
        assert page.status_code == 200, url
        assert breakable(page) == [], url
