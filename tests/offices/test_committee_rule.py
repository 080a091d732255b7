"""The committee's own rule of decision, kept by its office."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from gsvo.lib.exceptions import StaleRecord
from gsvo.offices import committee_actions
from gsvo.offices.models import Committee, Role
from requests import timeline
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
SENT = {
    "rule": "majority",
    "quorum": "2",
    "rule_decided_on": "2025-03-04",
    "rule_reference": "Geschäftsordnung, § 7",
    "revision": "1",
}
RULE = {
    "rule": "majority",
    "quorum": 2,
    "allows_silence": False,
    "rule_reference": "",
    "rule_decided_on": None,
    "shares_remarks": False,
}


def url(name):
    return reverse(f"offices:{name}", args=["05711"])


def test_without_a_rule_on_record_all_have_to_agree(client, koko):
    client.force_login(koko)
    assert "Alle mit Stimme müssen zustimmen." in client.get(url("committee")).content.decode()


def test_the_rule_stands_on_the_committees_page_and_in_the_history(client, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    factories.committee(members=3)
    client.force_login(koko)

    response = client.post(url("committee_rule"), SENT | {"allows_silence": "on", "shares_remarks": "on"})

    assert response.url == url("committee")
    page = client.get(response.url).content.decode()
    for words in (
        "Mindestens 2 müssen antworten.",
        "Im Ausnahmefall ist Verschweigung erlaubt.",
        "Beschlossen am 4. März 2025: Geschäftsordnung, § 7.",
        "Mitglieder lesen nach der Runde die Anmerkungen der anderen.",
    ):
        assert words in page
    event = case.events.first()
    assert event.act == "committee_rule"
    assert "Mehrheit, Quorum 2, Verschweigung im Ausnahmefall erlaubt" in timeline.sentence(event)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"allows_silence": "on", "rule_reference": ""}, "Wo steht er?"),
        ({"allows_silence": "on", "rule_decided_on": ""}, "Von wann ist er?"),
        ({"rule_decided_on": "2098-01-01"}, "noch vor uns"),
        ({"quorum": "4"}, "nur 3 Mitglieder mit Stimme"),
        ({"quorum": "viele"}, "0 für kein Quorum"),
        ({"revision": "7"}, "Ihr Text steht noch hier."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(client, koko, changes, sentence):
    factories.committee(members=3)
    client.force_login(koko)
    page = client.post(url("committee_rule"), SENT | changes).content.decode()
    assert sentence in page
    assert Committee.objects.get().rule == "all"


def test_a_slower_writer_is_told_and_a_stranger_refused(koko, other_koko):
    office = factories.committee(members=1).office
    committee_actions.set_rule(office, by=koko, expected_revision=1, **RULE)
    with pytest.raises(StaleRecord):
        committee_actions.set_rule(office, by=koko, expected_revision=1, **RULE | {"quorum": 0})
    with pytest.raises(PermissionDenied):
        committee_actions.set_rule(office, by=other_koko, expected_revision=2, **RULE)
    reader = factories.member(office, Role.READER)
    with pytest.raises(PermissionDenied):
        committee_actions.set_rule(office, by=reader, expected_revision=2, **RULE)


def test_only_the_word_on_remarks_is_no_event(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    office = factories.committee(members=1).office
    before = case.events.count()
    same = {"rule": "all", "quorum": 0, "shares_remarks": True}
    committee_actions.set_rule(office, by=koko, expected_revision=1, **RULE | same)
    assert case.events.count() == before


def test_an_open_round_keeps_the_rule_by_which_it_was_opened(koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(case, by=koko)
    committee_actions.set_rule(case.office, by=koko, expected_revision=1, **RULE)
    round_.refresh_from_db()
    assert (round_.rule, round_.quorum) == ("all", 0)
