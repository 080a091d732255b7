"""Records as staff read them: days in days, a dash for nothing, a sentence before there is anything."""

import re

import pytest
from django.urls import reverse

from requests import actions
from requests.models import Event, LedgerEntry
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import compact

pytestmark = pytest.mark.django_db


def facts(client, name, record):
    html = client.get(reverse(f"admin:{name}_change", args=[record.pk])).content.decode()
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", compact(html))
    return {label: re.sub(r"<[^>]+>", "", value) for label, value in found}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("advisors_invitation", "Hier stehen die Einladungen"),
        ("advisors_engagement", "Hier stehen die Begleitungen"),
        ("advisors_advisor", "Noch steht niemand im Pool."),
        ("outbox_outgoingmail", "Hier stehen die Mails"),
        ("pages_accessrequest", "Hier steht, wer über"),
        ("pages_feedback", "Hier stehen die Rückmeldungen"),
        ("requests_event", "Hier steht noch nichts."),
        ("requests_fundingperiod", "Ohne ihn lassen sich Anfragen nicht einreichen."),
    ],
)
def test_an_empty_list_says_what_will_stand_there_and_asks_for_no_search(client, gib, name, sentence):
    client.force_login(gib)
    address = reverse(f"admin:{name}_changelist")

    html = client.get(address).content.decode()
    searched = client.get(address, {"q": "xyz"}).content.decode()

    assert sentence in html
    assert 'role="search"' not in html
    assert sentence not in searched
    assert "Dazu gibt es keinen Eintrag." in searched


def test_an_event_without_further_words_shows_a_dash(client, gib):
    factories.support_request(State.SUBMITTED)
    client.force_login(gib)

    shown = facts(client, "requests_event", Event.objects.earliest("pk"))

    assert shown["Angaben, wie sie gespeichert sind"] == "–"
    assert "None" not in shown.values()


def test_a_booking_is_told_in_days(client, gib):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED)
    actions.grant(case, by=gib, quarters=21)
    client.force_login(gib)

    shown = facts(client, "requests_ledgerentry", LedgerEntry.objects.get())

    assert shown["Tage"] == "5,25 Tage"
    assert "Vierteltage" not in shown
