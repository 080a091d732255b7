"""The days on the page of an engagement: sentence, bars, table and next action say the same."""

import re

import pytest
from django.urls import reverse

from advisors import actions
from requests.models import Milestone, SupportRequest
from requests.workflow import State
from tests import factories
from tests.advisors.entries import day, page_of, planned, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(koko):
    return planned(koko)


def test_the_page_says_draws_and_lists_the_same_days(client, engagement, koko):
    first, second = Milestone.objects.order_by("position")
    signed = factories.worked(engagement, 6, milestone=first, done_on=day(2))
    actions.sign_entries(engagement, [signed], by=koko)
    factories.worked(engagement, 4, milestone=second)
    factories.worked(engagement, 1, done_on=day(1))

    html = page_of(client, koko, engagement.get_absolute_url())

    shown = words(html)
    assert "Von 6 zugesagten Tagen sind 2,75 gebucht. Noch frei: 3,25 Tage." in shown
    assert "gegengezeichnet: 1,5 Tage" in shown
    assert "noch nicht gegengezeichnet: 1,25 Tage" in shown
    assert "Hinweis ab 80 % (4,8 Tage)" in shown
    assert "M1 Auftakt 2 1,5 1,5 0,5" in shown
    assert "M2 Übergaben 3 1 0 2" in shown
    assert "ohne Meilenstein – 0,25 0 0,75" in shown
    assert "Summe 5 2,75 1,5 3,25" in shown
    assert 'class="v-deep" x="0.0" width="80.0"' in html  # 6 of 24 quarters of 320 units
    assert 'd="M256.0 -6v32"' in html
    assert "Sie sind am Zug" in shown
    assert "Zwei Zeiteinträge über zusammen 1,25 Tage warten auf Ihre Gegenzeichnung." in shown
    assert "übernimmt das sonst die G.I.B. in Vertretung." in shown


def test_without_any_entry_the_page_says_so(client, engagement, koko):
    shown = words(page_of(client, koko, engagement.get_absolute_url()))

    assert "Zugesagt: 6 Tage. Gebucht ist noch nichts." in shown
    assert "Sie sind am Zug" not in shown


def test_an_ended_engagement_of_before_says_what_was_used(client, koko):
    engagement = factories.engagement(by=koko, state=State.COMPLETED, account=False)

    html = page_of(client, koko, engagement.get_absolute_url())

    assert "Genutzt: 6 Tage." in html
    assert "gs-bars" not in html


def test_more_planned_than_promised_still_fits_the_picture(client, engagement, koko):
    SupportRequest.objects.update(granted_quarters=16)
    factories.worked(engagement, 6)

    html = page_of(client, koko, engagement.get_absolute_url())

    widths = [float(width) for width in re.findall(r'width="([\d.]+)" height="20"', html)]
    assert max(widths) == 320


def test_while_an_answer_is_open_nobody_is_offered_to_ask_for_more_days_again(client, engagement, koko, gib):
    page = engagement.get_absolute_url()
    pages = [page, reverse("advisors:time_entries", args=[engagement.oid])]
    ask = reverse("advisors:ask_for_days", args=[engagement.oid])
    assert [ask in page_of(client, koko, address) for address in pages] == [True, True]

    actions.ask_for_days(engagement.support_request, by=koko, quarters=4, reason="Für den Norden")
    assert [ask in page_of(client, koko, address) for address in pages] == [False, False]
    assert "1 Tag mehr" in words(page_of(client, koko, page))

    actions.increase_days(engagement.support_request, by=gib, quarters=4, reason="Ja")
    assert [ask in page_of(client, koko, address) for address in pages] == [True, True]
