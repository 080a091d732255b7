"""Going back from a record leads to its list as it was: filter, order, page."""

import pytest
from django.urls import reverse

from requests.workflow import State
from tests import factories
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db


def links(client, address):
    return {link.attrs.get("href") for link in Page(client.get(address).content.decode()).all("a")}


def test_from_a_case_back_to_the_cases_that_were_chosen_also_after_an_act(client, gib):
    case = factories.support_request(State.SUBMITTED)
    client.force_login(gib)
    cases, page = reverse("admin:cases"), reverse("admin:case", args=[case.oid])
    client.get(f"{cases}?stand=laufend&sort=-frist")
    client.get(reverse("admin:act", args=[case.oid, "grant"]))

    assert f"{cases}?stand=laufend&sort=-frist" in links(client, page)


def test_all_cases_again_when_all_were_seen_last(client, gib):
    case = factories.support_request(State.SUBMITTED)
    client.force_login(gib)
    cases = reverse("admin:cases")
    client.get(f"{cases}?stand=laufend")
    client.get(cases)

    assert not [link for link in links(client, reverse("admin:case", args=[case.oid])) if "laufend" in link]


def test_from_a_record_back_to_its_list(client, gib):
    advisor = factories.advisor()
    client.force_login(gib)
    listed = reverse("admin:advisors_advisor_changelist")
    client.get(f"{listed}?mode__exact=mixed&o=1")

    assert f"{listed}?mode__exact=mixed&o=1" in links(
        client, reverse("admin:advisors_advisor_change", args=[advisor.pk])
    )


def test_from_a_request_back_to_the_list_of_the_office(client, koko):
    row = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)
    client.get("/anfragen/?stand=laufend&q=erstes")

    assert "/anfragen/?stand=laufend&q=erstes" in links(client, row.get_absolute_url())


def test_from_a_profile_back_to_the_pool(client, koko):
    advisor = factories.advisor()
    client.force_login(koko)
    client.get(reverse("advisors:pool") + "?q=ada")

    assert reverse("advisors:pool") + "?q=ada" in links(
        client, reverse("advisors:profile", args=[advisor.oid])
    )


def test_a_very_long_query_is_not_kept(client, gib):
    case = factories.support_request(State.SUBMITTED)
    client.force_login(gib)
    client.get(reverse("admin:cases") + "?q=" + "x" * 600)

    assert reverse("admin:cases") in links(client, reverse("admin:case", args=[case.oid]))
