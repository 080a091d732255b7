"""Pages on which a round is extended and days are granted: they ask before a slip."""

import pytest
from django.urls import reverse

from requests.models import FundingPeriod
from requests.workflow import State
from tests import factories
from tests.requests.test_corrections import DAY, ahead

pytestmark = pytest.mark.django_db


def test_the_round_is_extended_on_a_page_of_its_own(client, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(case, by=koko, days=5)
    client.force_login(koko)
    address = reverse("requests:extend_round", args=[case.oid, round_.oid])
    assert address in client.get(reverse("requests:round", args=[case.oid, round_.oid])).content.decode()

    page = client.get(address).content.decode()
    early = client.post(address, {"until": ahead(3).isoformat(), "reason": "Ferien."}).content.decode()
    done = client.post(address, {"until": ahead(9).isoformat(), "reason": "Ferien."})

    assert "3 Mails gehen hinaus" in page
    assert "Die Frist geht schon bis" in early
    assert "Ferien." in early
    assert done.status_code == 302
    round_.refresh_from_db()
    assert round_.answer_by == ahead(9)


def test_granting_more_than_wished_is_asked_and_what_was_typed_stays(client, gib):
    factories.funding_period()
    case = factories.support_request(State.SUBMITTED, quarters=9 * DAY)
    client.force_login(gib)
    address = reverse("admin:act", args=[case.oid, "grant"])
    sent = {
        "revision": case.revision,
        "quarters": "99,75",
        "clarify_by": ahead(40).isoformat(),
        "period": FundingPeriod.objects.get().pk,
    }

    asked = client.post(address, sent)

    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Gewünscht: 9 Tage, zugesagt würde mehr: 99,75 Tage." in page
    assert 'value="99,75"' in page
    case.refresh_from_db()
    assert case.state == State.SUBMITTED
    confirmed = f"{399}-{sent['period']}"
    assert client.post(address, sent | {"quarters": "90", "confirmed": confirmed}).status_code == 200
    assert client.post(address, sent | {"confirmed": confirmed}).status_code == 302


def test_a_period_that_does_not_cover_the_wish_is_asked(client, gib):
    period = factories.funding_period(service_until=ahead(100), accounting_until=ahead(200))
    case = factories.support_request(State.SUBMITTED)  # wishes until in 210 days
    client.force_login(gib)
    address = reverse("admin:act", args=[case.oid, "grant"])
    sent = {
        "revision": case.revision,
        "quarters": "6",
        "clarify_by": ahead(40).isoformat(),
        "period": period.pk,
    }

    page = client.post(address, sent).content.decode()

    assert f"Der Förderzeitraum {period.name} geht vom" in page
    assert client.post(address, sent | {"confirmed": f"24-{period.pk}"}).status_code == 302


def test_no_round_goes_on_after_the_last_service(client, koko):
    period = factories.funding_period(service_until=ahead(20), accounting_until=ahead(200))
    case = factories.support_request(State.CLARIFYING, by=koko, period=period)
    factories.filled(case.mandate.latest)
    factories.committee(case.office)
    client.force_login(koko)
    over = "Wählen Sie einen früheren Tag."
    opening = reverse("requests:open_round", args=[case.oid])

    assert over in client.post(opening, {"rule": "all", "answer_by": ahead(21).isoformat()}).content.decode()
    assert client.post(opening, {"rule": "all", "answer_by": ahead(19).isoformat()}).status_code == 302
    round_ = case.mandate.latest.rounds.get()
    address = reverse("requests:extend_round", args=[case.oid, round_.oid])
    late = {"until": ahead(21).isoformat(), "reason": "Ferien."}
    assert over in client.post(address, late).content.decode()
    assert client.post(address, late | {"until": ahead(20).isoformat()}).status_code == 302
