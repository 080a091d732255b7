"""The pages on which the office acts: hand in, answer, withdraw, hand over, share, copy, delete."""

import re

import pytest
from django.urls import reverse

from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


def url(name, row, *more):
    return reverse(f"requests:{name}", args=[row.oid, *more])


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


# --- handing in ----------------------------------------------------------------------------------
def test_the_check_page_shows_every_answer_and_submits(koko, client):
    factories.funding_period()
    row = factories.support_request(by=koko)
    client.force_login(koko)

    page = text_of(client.get(url("check", row)))
    sent = client.post(url("check", row), {"privacy_read": "on"})
    receipt = text_of(client.get(sent.url))

    row.refresh_from_db()
    assert row.goal_1 in page
    assert sent.url == url("submitted", row)
    assert row.number in receipt
    assert OutgoingMail.objects.filter(kind="requests/receipt").count() == 1


def test_sending_twice_makes_one_submission_and_a_sentence(koko, client):
    factories.funding_period()
    row = factories.support_request(by=koko)
    client.force_login(koko)

    client.post(url("check", row), {"privacy_read": "on"})
    again = client.post(url("check", row), {"privacy_read": "on"}, follow=True)

    assert "Uhr, Sie selbst): Anfrage eingereicht." in text_of(again)
    assert row.events.count() == 1


def test_missing_answers_are_linked_and_nothing_is_submitted(koko, client):
    factories.funding_period()
    row = factories.support_request(by=koko, mode="", title="")
    client.force_login(koko)

    page = text_of(client.post(url("check", row), {"privacy_read": "on"}))

    row.refresh_from_db()
    assert row.state == State.DRAFT
    assert "2 Angaben fehlen noch" in page
    assert f'<a href="{url("step", row, 4)}?zurueck=1">Wie möchten Sie zusammenarbeiten?</a>' in page


def test_the_privacy_notice_has_to_be_confirmed(koko, client):
    factories.funding_period()
    row = factories.support_request(by=koko)
    client.force_login(koko)

    page = text_of(client.post(url("check", row)))

    row.refresh_from_db()
    assert row.state == State.DRAFT
    assert "<title>Fehler:" in page
    assert "Bestätigen Sie bitte" in page


def test_without_an_open_period_the_check_page_says_so(koko, client):
    row = factories.support_request(by=koko)
    client.force_login(koko)

    page = text_of(client.post(url("check", row), {"privacy_read": "on"}))

    row.refresh_from_db()
    assert row.state == State.DRAFT
    assert "Zurzeit ist kein Förderzeitraum offen." in page


def test_an_answer_goes_out_with_the_question_in_sight(koko, gib, client):
    factories.funding_period()
    row = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(row, by=gib, question="Welche Berufskollegs sind dabei?")
    client.force_login(koko)

    page = text_of(client.get(url("answer", row)))
    empty = text_of(client.post(url("answer", row), {"reason": ""}))
    client.post(url("answer", row), {"reason": "Zwei weitere."})

    row.refresh_from_db()
    assert "Welche Berufskollegs sind dabei?" in page
    assert "Schreiben Sie Ihre Antwort" in empty
    assert (row.state, row.events.first().reason) == (State.SUBMITTED, "Zwei weitere.")


def test_an_answer_that_comes_too_late_keeps_its_words(koko, client):
    row = factories.support_request(State.CLARIFYING, by=koko)
    client.force_login(koko)

    page = text_of(client.post(url("answer", row), {"reason": "Lange überlegt und geschrieben."}))

    assert "ist im Stand „Auftragsklärung“ nicht möglich." in page
    assert "Lange überlegt und geschrieben." in page


def test_a_change_of_ones_own_opens_the_form_and_needs_no_words(koko, client):
    row = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)

    opened = client.post(url("revise", row), {"reason": ""})
    states = [SupportRequest.objects.get().state]
    client.post(opened.url, {"reason": ""})
    states.append(SupportRequest.objects.get().state)

    assert states == [State.QUERIED, State.SUBMITTED]


# --- the other acts ------------------------------------------------------------------------------
def test_withdrawing_needs_a_reason_and_a_post(koko, client):
    row = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)

    client.get(url("withdraw", row))
    client.post(url("withdraw", row), {"reason": ""})
    row.refresh_from_db()
    before = row.state
    client.post(url("withdraw", row), {"reason": "Wir brauchen es nicht mehr."})
    row.refresh_from_db()

    assert (before, row.state) == (State.SUBMITTED, State.WITHDRAWN)


def test_handing_over_offers_the_colleagues_who_write(koko, colleague, reader, client):
    row = factories.support_request(State.SUBMITTED, by=koko)
    client.force_login(koko)

    page = text_of(client.get(url("hand_over", row)))
    client.post(url("hand_over", row), {"to": colleague.pk})

    row.refresh_from_db()
    assert row.handled_by == colleague
    assert "Leo Leser" not in page


def test_sharing_and_its_end(koko, client):
    row = factories.support_request(State.SUBMITTED, by=koko)
    unna = factories.office(factories.UNNA)
    client.force_login(koko)

    client.post(url("share", row), {"office": unna.pk})
    reading = list(row.partner_offices.all())
    client.post(url("unshare", row, unna.key))

    assert (reading, list(row.partner_offices.all())) == ([unna], [])


def test_copying_leads_to_the_first_step_of_one_new_draft(koko, client):
    row = factories.support_request(State.REJECTED, by=koko)
    client.force_login(koko)

    first = client.post(url("copy", row), {"creation_key": "a"})
    again = client.post(url("copy", row), {"creation_key": "a"})

    draft = SupportRequest.objects.get(state=State.DRAFT)
    assert first.url == again.url == url("step", draft, 1)


def test_a_draft_is_deleted_after_being_asked(koko, client):
    row = factories.support_request(by=koko)
    client.force_login(koko)

    client.get(url("delete_draft", row))
    kept = SupportRequest.objects.count()
    client.post(url("delete_draft", row))

    assert (kept, SupportRequest.objects.count()) == (1, 0)


def test_a_stale_page_gets_a_sentence_not_an_error(koko, colleague, client):
    row = factories.support_request(State.ENGAGED, by=koko)
    client.force_login(koko)

    for page in ("withdraw", "revise", "check", "answer", "delete_draft"):
        sent = {"reason": "Weil.", "privacy_read": "on"}
        answer = client.post(url(page, row), sent, follow=True)
        assert answer.status_code == 200, page
        has_words = page in ("withdraw", "revise", "answer")  # they stay, below what is wrong
        assert ("gs-errors" if has_words else "kern-alert--info") in text_of(answer), page


# --- small ways ----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["lead", "member"])
def test_without_colleagues_the_page_for_handing_over_says_what_to_do(client, role):
    office = factories.office()
    me = factories.member(office, role)
    row = factories.support_request(State.SUBMITTED, by=me)
    client.force_login(me)

    page = client.get(url("hand_over", row))

    assert "niemand Anfragen bearbeiten" in text_of(page)
    address = "offices:invite" if role == "lead" else "offices:people"
    assert reverse(address, args=[office.key]) in page.content.decode()
    assert "Übergeben</span>" not in page.content.decode()


def test_changing_an_answer_from_the_check_leads_back_to_it(client, koko):
    row = factories.support_request(State.DRAFT, by=koko)
    client.force_login(koko)
    step = f"{url('step', row, 2)}?zurueck=1"

    assert step in client.get(url("check", row)).content.decode()
    page = text_of(client.get(step))
    answer = client.post(
        step,
        {
            "revision": row.revision,
            "weiter": "",
            "title": "Neu",
            "occasion": "step",
            "occasion_text": "Es hakt.",
        },
    )

    assert "Speichern und zurück zu allen Antworten" in page
    assert answer.url == f"{url('check', row)}#h-step-2"


def test_the_button_to_work_on_the_mandate_opens_its_editor(client, koko):
    row = factories.support_request(State.CLARIFYING, by=koko)
    client.force_login(koko)

    page = client.get(url("detail", row)).content.decode()

    assert reverse("requests:edit_mandate", args=[row.oid]) in page
    assert client.get(reverse("requests:edit_mandate", args=[row.oid])).status_code == 200


def test_before_there_is_a_mandate_the_button_leads_to_where_it_begins(client, koko):
    row = factories.support_request(State.CLARIFYING, by=koko)
    row.mandate.versions.all().delete()
    row.mandate.delete()
    client.force_login(koko)

    page = client.get(reverse("requests:edit_mandate", args=[row.oid]), follow=True)

    assert "Auftrag beginnen" in text_of(page)
    assert "gerade nicht ändern" not in text_of(page)
