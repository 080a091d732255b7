"""Pages that ask before somebody leaves say whose requests there are, and lead to handing them over."""

import pytest
from django.urls import reverse

from gsvo.offices.models import Role
from requests.workflow import State
from tests import factories
from tests.requests.test_handler_leaves import membership
from tests.requests.test_office_act_pages import text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def lore(koko):
    """Leads Bielefeld as well."""
    return factories.member(role=Role.LEAD, name="Lore Leitung")


def page_of(client, reader, name, user):
    client.force_login(reader)
    return text_of(client.get(reverse(f"offices:{name}", args=[factories.BIELEFELD, membership(user).pk])))


@pytest.mark.parametrize("name", ["leave", "change_role"])
def test_the_page_says_how_many_cases_there_are_and_leads_to_handing_them_over(
    client, koko, lore, colleague, name
):
    row = factories.support_request(State.SUBMITTED, by=colleague)
    draft = factories.support_request(State.DRAFT, by=colleague, title="")
    factories.support_request(State.REJECTED, by=colleague)

    page = page_of(client, koko, name, colleague)

    assert "Kim Kolleg betreut in Bielefeld 2 offene Anfragen." in page
    assert "Danach tut es die Leitung (Karla Koko, Lore Leitung), bis jemand übernimmt." in page
    assert url("hand_over", row) in page
    assert url("hand_over", draft) in page


def test_who_leaves_alone_reads_it_of_herself(client, koko, lore):
    factories.support_request(State.SUBMITTED, by=koko)
    page = page_of(client, koko, "leave", koko)

    assert "Sie betreuen in Bielefeld eine offene Anfrage. Danach tut es die Leitung (Lore Leitung)" in page


def test_without_cases_the_page_speaks_of_none(client, koko, colleague, reader):
    factories.support_request(State.SUBMITTED, by=koko)
    for user in (colleague, reader):
        for name in ("leave", "change_role"):
            page = page_of(client, koko, name, user)
            assert "offene Anfrage" not in page
            assert "betreut keine Anfragen mehr" not in page


def test_the_gib_reads_it_before_it_stops_an_account_without_drafts(client, koko, gib):
    row = factories.support_request(State.SUBMITTED, by=koko)
    factories.support_request(State.DRAFT, by=koko, title="Geheimes Vorhaben")
    client.force_login(gib)

    page = text_of(client.get(reverse("admin:accounts_act", args=[koko.pk, "sperren"])))

    assert "Karla Koko betreut in Bielefeld eine offene Anfrage. Danach tut es niemand" in page
    assert reverse("admin:case", args=[row.oid]) in page
    assert "Geheimes Vorhaben" not in page
    ends = text_of(client.get(reverse("admin:accounts_act", args=[koko.pk, "abmelden"])))
    assert "offene Anfrage" not in ends


@pytest.mark.parametrize("rows", [1, 3])
def test_more_cases_cost_the_page_no_more_queries(client, koko, lore, rows, django_assert_num_queries):
    for _row in range(rows):
        factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)
    address = reverse("offices:leave", args=[factories.BIELEFELD, membership(koko).pk])
    client.get(address)
    # session, user, menu, office, membership, then: another lead, where she writes, her cases,
    # the other leads, those that name her
    with django_assert_num_queries(10):
        client.get(address)


def test_who_is_only_named_in_requests_reads_in_which_and_as_what(client, koko, colleague, reader):
    as_contact = factories.support_request(
        State.ENGAGED, by=koko, contact_name=reader.name, contact_email=reader.email.upper()
    )
    as_deputy = factories.support_request(
        State.SUBMITTED, by=koko, deputy_name=reader.name, deputy_email=reader.email
    )
    for state in (State.DRAFT, State.REJECTED):
        factories.support_request(state, by=koko, contact_email=reader.email, title="Nicht dabei")

    page = page_of(client, reader, "leave", reader)

    assert "Sie sind in Bielefeld in 2 offenen Anfragen genannt, die andere betreuen." in page
    for row, part in ((as_contact, "Ansprechperson"), (as_deputy, "Vertretung")):
        assert f'<span class="gs-nowrap">{row.number}</span>): {part}' in page
        assert row.get_absolute_url() in page
    assert "Ansprechperson ist danach, wer die Anfrage betreut." in page
    assert "Als Vertretung bleibt der Name stehen." in page
    assert "Nicht dabei" not in page


def test_who_names_no_deputy_reads_nothing_of_one(client, koko, colleague):
    row = factories.support_request(
        State.SUBMITTED, by=koko, contact_name=colleague.name, contact_email=colleague.email
    )
    factories.support_request(State.SUBMITTED, by=colleague, contact_email=colleague.email)

    page = page_of(client, koko, "leave", colleague)

    assert "Kim Kolleg ist in Bielefeld in einer offenen Anfrage genannt, die jemand anderes betreut." in page
    assert f'<span class="gs-nowrap">{row.number}</span>): Ansprechperson' in page
    assert "Vertretung" not in page
    assert "genannt" not in page_of(client, koko, "change_role", colleague)


def test_the_gib_reads_who_is_named_before_it_stops_an_account(client, koko, reader, gib):
    row = factories.support_request(
        State.SUBMITTED, by=koko, contact_name=reader.name, contact_email=reader.email
    )
    client.force_login(gib)

    page = text_of(client.get(reverse("admin:accounts_act", args=[reader.pk, "sperren"])))

    assert "in einer offenen Anfrage genannt, die jemand anderes betreut." in page
    assert reverse("admin:case", args=[row.oid]) in page
