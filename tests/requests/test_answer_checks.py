"""Dates and figures of the form that cannot be right are refused or asked at their field."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from requests import actions, answer_checks
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def ahead(days):
    return timezone.localdate() + dt.timedelta(days=days)


def save(client, case, step, **data):
    """Save a step as the button does; returns the page, or "" where it was taken."""
    case.refresh_from_db()
    answer = client.post(
        reverse("requests:step", args=[case.oid, step]), {"revision": case.revision, "weiter": "", **data}
    )
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.fixture
def draft(client, koko):
    factories.funding_period(service_until=ahead(330))
    client.force_login(koko)
    return factories.support_request(State.DRAFT, by=koko)


PERIOD = {"wanted_quarters": "6", "mode": "mixed"}


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [(30, 400, "period_to"), (340, 400, "period_from"), (-60, -1, "period_to"), (-800, 100, "period_from")],
)
def test_a_wish_outside_of_what_is_paid_is_refused_with_the_days(client, draft, begin, end, field):
    page = save(client, draft, 4, period_from=ahead(begin), period_to=ahead(end), **PERIOD)

    assert f'id="id_{field}_error"' in page or f"id_{field}-error" in page or "gs-errors" in page
    assert page
    if end > 330:
        assert "Gefördert wird zurzeit vom" in page


def test_a_wish_within_is_taken_and_the_days_stand_beside_the_field(client, draft):
    page = client.get(reverse("requests:step", args=[draft.oid, 4])).content.decode()

    assert "Gefördert wird zurzeit vom" in page
    assert save(client, draft, 4, period_from=ahead(30), period_to=ahead(300), **PERIOD) == ""


def test_without_a_period_every_wish_is_taken(client, koko):
    client.force_login(koko)
    case = factories.support_request(State.DRAFT, by=koko)

    assert save(client, case, 4, period_from=ahead(30), period_to=ahead(900), **PERIOD) == ""


def test_very_many_days_are_asked_about_once_and_what_was_typed_stays(client, draft):
    wish = {"period_from": ahead(30), "period_to": ahead(300), "mode": "mixed", "wanted_quarters": "100"}

    page = save(client, draft, 4, **wish)

    assert "100 Tage sind sehr viel." in page
    assert 'value="100"' in page
    assert save(client, draft, 4, **wish, confirmed="396")  # another figure was confirmed
    assert save(client, draft, 4, **wish, confirmed="400") == ""
    assert save(client, draft, 4, **wish) == ""  # stored, and not asked again


@pytest.mark.parametrize(
    ("status", "days", "words"),
    [
        ("planned", -1, "dieser Tag liegt aber schon zurück"),
        ("planned", 0, ""),
        ("informed", 1, "Ist die Sitzung noch geplant?"),
        ("decided", 30, "Ist die Sitzung noch geplant?"),
        ("decided", 0, ""),
    ],
)
def test_a_planned_meeting_lies_ahead_and_one_that_was_does_not(client, draft, status, days, words):
    page = save(client, draft, 5, committee_status=status, committee_on=ahead(days))

    assert (words in page) if words else page == ""


def test_an_agreement_is_not_made_in_the_future(client, draft):
    fields = {"goal_1": "Alle Schulen melden bis Ende Mai.", "chain_status": "agreed"}

    page = save(client, draft, 3, chain_agreed_on=ahead(5), **fields)

    assert "Wann ist die Kette vereinbart worden?" in page


def test_a_draft_that_waited_is_asked_once_more_when_it_is_submitted(client, draft, koko):
    SupportRequest.objects.filter(pk=draft.pk).update(committee_status="planned", committee_on=ahead(-2))
    draft.refresh_from_db()
    page = client.get(reverse("requests:check", args=[draft.oid])).content.decode()

    assert "Eine Angabe passt nicht mehr" in page
    with pytest.raises(actions.ActionRefused, match="liegt aber schon zurück"):
        actions.submit(draft, by=koko, privacy_read=True)
    assert set(answer_checks.wrong_answers({"committee_status": "planned", "committee_on": ahead(-2)})) == {
        "committee_on"
    }


# --- mandate and workplace ------------------------------------------------------------------------------
def test_a_milestone_outside_of_the_funding_period_is_refused_at_its_row(client, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    client.force_login(koko)
    address = reverse("requests:edit_mandate", args=[case.oid])
    data = {
        "revision": case.mandate.latest.revision,
        "goals-TOTAL_FORMS": "0",
        "goals-INITIAL_FORMS": "0",
        "milestones-TOTAL_FORMS": "1",
        "milestones-INITIAL_FORMS": "0",
        "milestones-0-title": "Auftakt",
        "do": "save",
    }

    late = client.post(address, data | {"milestones-0-due_on": "2031-05-01"})
    fits = client.post(address, data | {"milestones-0-due_on": ahead(60).isoformat()})

    assert f"Der Förderzeitraum {case.period.name} geht vom" in late.content.decode()
    assert fits.status_code == 302


@pytest.mark.parametrize(
    ("act", "state", "field"),
    [
        ("interrupt", State.ENGAGED, "until"),
        ("extend_clarification", State.CLARIFYING, "until"),
        ("grant", State.SUBMITTED, "clarify_by"),
        ("defer", State.SUBMITTED, "until"),
        ("ask_back", State.SUBMITTED, "answer_by"),
    ],
)
def test_the_workplace_takes_no_day_behind_the_funding_period_or_a_year_ahead(client, gib, act, state, field):
    period = factories.funding_period(service_until=ahead(300))
    case = factories.support_request(state, period=period if state != State.SUBMITTED else None)
    client.force_login(gib)
    data = {
        "revision": case.revision,
        "reason": "Weil.",
        "question": "Wie viele?",
        "quarters": "6",
        "period": period.pk,
    }
    days = (400,) if act in ("defer", "ask_back") else (310, 400)

    pages = [
        client.post(reverse("admin:act", args=[case.oid, act]), data | {field: ahead(number).isoformat()})
        for number in days
    ]

    assert [page.status_code for page in pages] == [200] * len(pages)
    case.refresh_from_db()
    assert case.state == state
