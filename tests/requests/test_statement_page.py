"""What a member of the committee sees and does behind the link."""

import datetime as dt

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Event, Round, Seat, Statement
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


@pytest.fixture
def seat(case, koko):
    """The first of three seats in an open round."""
    return factories.opened_round(case, by=koko).seats.first()


def open_link(client, link):
    """Follow the mail's link in this browser; returns the address of the page."""
    response = client.get(link.url().removeprefix(settings.BASE_URL))
    assert response.status_code == 302
    return response.url


def send(client, url, **answers):
    return client.post(url, {"step": "send", "name": "Mia Mitglied", **answers})


def everything():
    """All that a visit could have changed."""
    models = (Event, Link, OutgoingMail, Round, Seat, Statement)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_opening_the_link_decides_nothing_however_often_and_by_whatever_method(client, seat):
    link = factories.statement_link(seat)
    before = everything()

    for _ in range(5):
        url = open_link(client, link)
        for method in (client.get, client.head, client.options):
            method(link.url().removeprefix(settings.BASE_URL))
            method(url)
            method(reverse("links:statement-not-responsible", args=[link.oid]))

    assert everything() == before


def test_pressing_every_button_without_filling_anything_decides_nothing(client, seat):
    link = factories.statement_link(seat)
    url = open_link(client, link)
    before = everything()

    for data in ({}, {"step": "check"}, {"step": "edit"}, {"step": "send"}, {"step": "send", "name": "Bot"}):
        client.post(url, data)
    client.post(reverse("links:statement-not-responsible", args=[link.oid]))

    assert everything() == before


def test_the_page_shows_the_mandate_in_full_and_no_answer_is_chosen(client, seat):
    url = open_link(client, factories.statement_link(seat))

    page = client.get(url).content.decode()

    assert "Stimmen Sie dem Auftrag zu?" in page
    assert page.count('<details class="gs-remark-here gs-no-print">') == 15  # none is open
    assert "Alle Schulen melden bis 31. Mai." in page
    assert page.count('type="radio"') == 3
    assert "checked" not in page


def test_the_choice_leads_to_a_summary_and_only_that_sends(client, seat):
    url = open_link(client, factories.statement_link(seat))

    summary = client.post(
        url, {"step": "check", "answer": "change", "remark_scope": "Bitte <b>alle</b> Schulen."}, follow=True
    )

    page = summary.content.decode()
    assert "Ich wünsche eine Änderung" in page
    assert "Bitte &lt;b&gt;alle&lt;/b&gt; Schulen." in page
    assert not Statement.objects.exists()

    response = send(client, url, answer="change", remark_scope="Bitte alle.", deputising_for="Frau Amt")

    assert (response.status_code, response.url) == (302, url)
    statement = Statement.objects.get()
    assert (
        statement.seat,
        statement.answer,
        statement.remarks,
        statement.name,
        statement.deputising_for,
    ) == (
        seat,
        "change",
        {"scope": "Bitte alle."},
        "Mia Mitglied",
        "Frau Amt",
    )


def test_back_from_the_summary_keeps_what_was_typed(client, seat):
    url = open_link(client, factories.statement_link(seat))
    page = client.post(
        url, {"step": "edit", "answer": "change", "remark_scope": "Bitte alle Schulen."}, follow=True
    ).content.decode()
    assert "Bitte alle Schulen." in page
    assert page.count("checked") == 1


def test_who_wants_a_change_has_to_say_which(client, seat):
    url = open_link(client, factories.statement_link(seat))
    page = client.post(url, {"step": "check", "answer": "change"}).content.decode()
    assert "<title>Fehler:" in page
    assert page.count("was sich ändern soll") >= 2
    assert 'href="#id_remark_overall"' in page


def test_without_a_name_nothing_is_sent(client, seat):
    url = open_link(client, factories.statement_link(seat))
    page = send(client, url, answer="agree", name="").content.decode()
    assert "Geben Sie Ihren Namen an." in page
    assert not Statement.objects.exists()


def test_after_answering_the_page_shows_the_answer_and_a_way_to_change_it(client, seat):
    url = open_link(client, factories.statement_link(seat))
    send(client, url, answer="agree", remark_scope="Sehr gut.")

    page = client.get(url)
    assert page.status_code == 200
    assert "stimmt mit Anmerkung zu" in page.content.decode()
    form = client.get(url + "?aendern=1").content.decode()
    assert "Sehr gut." in form
    assert "checked" not in form

    send(client, url, answer="abstain")
    assert [row.answer for row in seat.statements.all()] == ["abstain", "agree_remarks"]


def test_sending_the_same_answer_twice_is_one_answer(client, seat):
    url = open_link(client, factories.statement_link(seat))
    send(client, url, answer="agree")
    send(client, url, answer="agree")
    assert (Statement.objects.count(), Event.objects.filter(act="statement").count()) == (1, 1)


def test_everybody_sees_who_has_answered_but_not_the_remarks_of_others(client, seat):
    other = seat.round.seats.last()
    factories.answer(other, "change", remarks={"scope": "Nur für die Koordination."})

    page = client.get(open_link(client, factories.statement_link(seat))).content.decode()

    assert "wünscht eine Änderung" in page
    assert "1 von 3 mit Stimme hat geantwortet, 0 stimmen zu." in page
    assert "Nur für die Koordination." not in page


def test_a_closed_round_is_shown_for_reading_and_takes_no_answer(client, seat):
    url = open_link(client, factories.statement_link(seat))
    for each in seat.round.seats.all():
        factories.answer(each, "abstain")
    before = everything()

    page = client.get(url)
    late = send(client, url, answer="agree")

    assert (page.status_code, late.status_code) == (200, 410)
    assert "Die Runde ist beendet" in page.content.decode()
    assert "<button" not in main_of(page)
    assert everything() == before


def test_what_was_typed_is_shown_when_the_round_ended_meanwhile(client, seat, monkeypatch):
    url = open_link(client, factories.statement_link(seat))

    def too_late(*args, **kwargs):
        Round.objects.update(closed_at=timezone.now(), outcome="none")
        raise actions.ActionRefused("Die Runde ist beendet.")

    monkeypatch.setattr(actions, "state_opinion", too_late)
    page = send(client, url, answer="change", remark_scope="Mein langer Text.").content.decode()
    assert "Mein langer Text." in page


def test_a_withdrawn_request_kills_the_link_even_of_an_open_page(client, seat, case, leitung):
    url = open_link(client, factories.statement_link(seat))
    actions.cancel(case, by=leitung, reason="Ende")
    before = everything()

    assert client.get(url).status_code == 410
    assert send(client, url, answer="agree").status_code == 410
    assert everything() == before


def test_an_expired_link_answers_410_and_the_fresh_one_goes_to_the_registered_address(client, seat):
    link = factories.statement_link(seat)
    url = open_link(client, link)
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    seat.member.email = "neu@example.org"
    seat.member.save()
    OutgoingMail.objects.all().delete()

    assert client.get(url).status_code == 410
    page = client.post(reverse("links:statement-renew", args=[link.oid]), follow=True)

    assert "Bitte sehen Sie in Ihr Postfach" in page.content.decode()
    assert OutgoingMail.objects.get().to_email == "neu@example.org"


def test_no_fresh_link_when_the_round_is_over(client, seat):
    link = factories.statement_link(seat)
    open_link(client, link)
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    Round.objects.update(closed_at=timezone.now(), outcome="none")
    OutgoingMail.objects.all().delete()

    page = client.get(link.page_url()).content.decode()
    assert "Die Runde zu Fassung 1 endete am" in page
    assert "Neuen Link schicken" not in page
    assert client.post(reverse("links:statement-renew", args=[link.oid])).status_code == 410
    assert not OutgoingMail.objects.exists()


def test_another_browser_is_asked_kindly_and_a_forged_link_is_not_found(client, seat):
    link = factories.statement_link(seat)
    path = link.url().removeprefix(settings.BASE_URL)
    assert client.get(link.page_url()).status_code == 403
    assert client.post(link.page_url(), {"answer": "agree"}).status_code == 403
    assert client.get(reverse("links:statement-not-responsible", args=[link.oid])).status_code == 403
    forged = path[:-2] + ("a" if path[-2] != "a" else "b") + "/"
    assert client.get(forged).status_code == 404


def test_a_link_opens_its_own_seat_only(client, seat):
    other = factories.statement_link(seat.round.seats.last())
    open_link(client, factories.statement_link(seat))
    assert client.get(other.page_url()).status_code == 403


def test_not_responsible_needs_the_box_and_can_be_taken_back(client, seat):
    link = factories.statement_link(seat)
    url = open_link(client, link)
    page = reverse("links:statement-not-responsible", args=[link.oid])

    assert client.post(page, {"successor": "Frau Neu"}).status_code == 200
    response = client.post(page, {"is_sure": "on", "successor": "Frau Neu"})

    assert (response.status_code, response.url) == (302, url)
    assert "Sie sind nicht zuständig" in client.get(url).content.decode()
    send(client, url, answer="agree")
    assert "Sie haben geantwortet" in client.get(url).content.decode()


@pytest.mark.parametrize("members", [1, 3])
def test_the_page_costs_the_same_for_one_seat_and_for_three(
    client, case, koko, members, django_assert_num_queries
):
    factories.committee(case.office, members=members)
    seat = factories.opened_round(case, by=koko).seats.first()
    url = open_link(client, factories.statement_link(seat))
    with django_assert_num_queries(13):
        client.get(url)
