"""What the public pages say about funding periods: open, closed, what comes next, who pays."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gsvo.lib import dates
from requests.models import FundingPeriod
from tests import factories
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db


def in_days(count):
    return timezone.localdate() + dt.timedelta(days=count)


def status(client):
    html = client.get("/").content.decode()
    return " ".join(Page(html).one("div", class_="gs-status").text.split())


def test_closed_with_a_period_to_come_the_home_page_names_the_day(client):
    factories.funding_period(submission_from=in_days(40), submission_until=in_days(90))
    factories.funding_period(submission_from=in_days(80), submission_until=in_days(90))

    assert f"Anfragen sind wieder ab {dates.day(in_days(40))} möglich." in status(client).replace("\xa0", " ")


def test_closed_with_nothing_known_it_says_how_to_hear_of_it(client):
    factories.funding_period(submission_until=in_days(-1))

    said = status(client)

    assert "Wann der nächste beginnt, steht noch nicht fest." in said
    assert settings.CONTACT_EMAIL in said
    assert settings.CONTACT_PHONE in said


def test_while_one_is_open_nothing_is_said_of_the_next(client):
    factories.funding_period()
    factories.funding_period(submission_from=in_days(40), submission_until=in_days(90))

    assert "wieder ab" not in status(client)


@pytest.mark.parametrize(
    ("changes", "is_named"),
    [
        ({}, True),
        ({"submission_until": in_days(-1)}, True),
        ({"submission_until": in_days(-2), "service_until": in_days(-1)}, True),
        ({"service_until": in_days(-5), "accounting_until": in_days(0)}, True),
        ({"service_until": in_days(-5), "accounting_until": in_days(-1)}, False),
        ({"submission_from": in_days(3), "service_from": in_days(9)}, False),
        ({"submission_from": in_days(3), "service_from": in_days(-1)}, True),
    ],
)
def test_the_funder_is_named_as_long_as_service_or_accounting_run(client, changes, is_named):
    dates_before = {"service_from": in_days(-60), "submission_from": in_days(-60)}
    factories.funding_period(funder_line="Gefördert vom Land.", **dates_before | changes)

    assert ("Gefördert vom Land." in client.get("/impressum/").content.decode()) is is_named


def test_a_funder_of_two_periods_is_named_once(client):
    for _number in range(2):
        factories.funding_period(funder_line="Gefördert vom Land.")

    assert client.get("/impressum/").content.decode().count("Gefördert vom Land.") == 1


@pytest.mark.once
@pytest.mark.parametrize("page", ["/", "/so-funktionierts/"])
def test_no_public_page_promises_what_the_portal_has_not(client, page):
    """Sessions, days used and results are not there yet."""
    html = client.get(page).content.decode()

    assert "Termine, Tage und Ergebnisse" not in html
    assert "wie viele Tage noch frei sind" not in html


@pytest.mark.once
def test_the_language_is_chosen_in_the_head(client):
    page = Page(client.get("/").content.decode())

    form = page.one("form", class_="gs-languages")
    above = form
    while above.tag != "header":
        above = above.parent
    assert above.has_class("gs-head")


@pytest.mark.once
def test_after_a_logout_headline_and_introduction_stay_together(client, koko):
    FundingPeriod.objects.all().delete()
    client.force_login(koko)

    html = client.post("/konto/logout/", follow=True).content.decode()

    message, headline = html.index("gs-messages"), html.index("<h1")
    assert message < headline
    assert "gs-messages" not in html[headline : html.index("gs-intro")]


def test_where_a_draft_waits_for_a_period_the_day_is_named_too(client, koko):
    factories.funding_period(submission_from=in_days(40), submission_until=in_days(90))
    draft = factories.support_request("draft", by=koko)
    client.force_login(koko)

    for address in (reverse("requests:new"), reverse("requests:check", args=[draft.oid])):
        html = client.get(address).content.decode().replace("\xa0", " ")
        assert f"Anfragen sind wieder ab {dates.day(in_days(40))} möglich." in html, address
