"""What an office's search finds by people's names, and what it must not."""

import pytest

from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def found(client, words):
    return [row["support_request"].title for row in client.get("/anfragen/", {"q": words}).context["rows"]]


def test_an_office_finds_its_engagement_by_the_advisors_name(client, koko):
    support_request = factories.support_request(State.ENGAGED, by=koko, title="Begleitet")
    factories.support_request(State.ENGAGED, by=koko, title="Andere")
    support_request.engagement.assignments.update(advisor=factories.advisor(name="Carl Curtius"))
    client.force_login(koko)

    assert found(client, "curtius") == ["Begleitet"]
    assert found(client, "curtius andere") == []


def test_who_was_asked_and_did_not_accept_is_nobodys_business_there(client, koko, gib):
    factories.invited(gib, [factories.advisor(name="Bea Brückner")], title="Gefragt")
    client.force_login(koko)

    assert found(client, "brückner") == []
    assert found(client, "gefragt") == ["Gefragt"]


def test_a_name_leads_to_no_foreign_request(client, koko, other_koko):
    foreign = factories.support_request(State.ENGAGED, by=other_koko, office=factories.office("05978"))
    foreign.engagement.assignments.update(advisor=factories.advisor(name="Carl Curtius"))
    client.force_login(koko)

    assert found(client, "curtius") == []
