"""What a member is asked at first sight, the three answers, the draft, and what follows from an answer."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from gsvo.lib import dates
from gsvo.links.models import Link
from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Round, Statement
from requests.statement_words import ABSTENTIONS
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of, words

pytestmark = pytest.mark.django_db
Answer = Statement.Answer


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


@pytest.fixture
def seats(case, koko):
    """The three seats of an open round."""
    return list(factories.opened_round(case, by=koko).seats.all())


def open_link(client, seat):
    """Follow the mail's link in this browser; returns the address of the page."""
    return client.get(factories.statement_link(seat).url().removeprefix(settings.BASE_URL)).url


def shown(client, url):
    return words(main_of(client.get(url)))


def summary(client, url, **answers):
    return words(main_of(client.post(url, {"step": "check", **answers}, follow=True)))


def send(client, url, **answers):
    return client.post(url, {"step": "send", "name": "Mia Mitglied", **answers})


# --- at first sight ------------------------------------------------------------------------------
def test_the_page_says_what_how_much_by_when_and_who_asks(client, case, koko, seats):
    top = shown(client, open_link(client, seats[0])).partition('id="h-auf"')[0]
    for said in (
        case.title,
        "6 Tage",
        f"{koko.name}, Koordinierungsstelle Bielefeld",
        dates.weekday(seats[0].round.answer_by),
    ):
        assert said in top, said


def test_the_personal_line_stands_on_the_page_and_in_the_mail(client, case, koko):
    factories.filled(case.mandate.latest)
    factories.committee(case.office)
    round_ = actions.open_round(
        case,
        by=koko,
        answer_by=timezone.localdate() + dt.timedelta(days=14),
        personal_line="Rufen Sie mich gern an.",
    )
    seat = round_.seats.first()

    assert "Rufen Sie mich gern an." in shown(client, open_link(client, seat))
    asked = OutgoingMail.objects.get(kind="requests/statement_asked", link=factories.statement_link(seat))
    assert f"> „Rufen Sie mich gern an.“\n> {koko.name}" in asked.text
    assert "Ihre Vertretung, bitte leiten Sie ihn sonst nicht weiter" in asked.text


def test_others_are_shown_by_institution_without_the_function(client, case, seats):
    type(seats[1]).objects.filter(pk=seats[1].pk).update(function="Teamleitung Reha")
    page = shown(client, open_link(client, seats[0]))
    assert seats[1].institution in page
    assert "Teamleitung Reha" not in page


# --- three answers -------------------------------------------------------------------------------
def test_a_remark_makes_it_an_agreement_with_a_remark(client, seats):
    url = open_link(client, seats[0])
    assert "Ich stimme zu, mit Anmerkung" in summary(client, url, answer="agree", remark_scope="Gut so.")
    send(client, url, answer="agree", remark_scope="Gut so.")
    assert seats[0].statements.first().answer == Answer.AGREE_REMARKS

    send(client, url, answer="agree")
    assert [row.answer for row in seats[0].statements.all()] == [Answer.AGREE, Answer.AGREE_REMARKS]


def test_an_agreement_with_a_remark_cannot_be_chosen_without_one(client, seats):
    url = open_link(client, seats[0])
    assert send(client, url, answer="agree_remarks").status_code == 200
    assert not Statement.objects.exists()
    without = actions.state_opinion(
        seats[0], by=factories.statement_link(seats[0]), answer="agree_remarks", name="Mia"
    )
    assert without.answer == Answer.AGREE


def test_an_abstention_says_what_it_does_under_the_rule_of_all(client, seats):
    url = open_link(client, seats[0])
    said = "Enthalten Sie sich, kommt keine Zustimmung aller zustande."
    assert said in shown(client, url)
    assert said in summary(client, url, answer="abstain")
    assert said not in summary(client, url, answer="agree")


def test_every_rule_has_words_for_an_abstention():
    assert set(Round.Rule.values) <= set(ABSTENTIONS)


def test_only_who_is_the_last_is_told_that_the_round_ends(client, seats):
    first, second, last = seats
    said = "Mit Ihrer Antwort endet die Runde"
    factories.answer(first)
    assert said not in shown(client, open_link(client, last))
    factories.answer(second)
    url = open_link(client, last)
    assert said in shown(client, url)
    assert said in summary(client, url, answer="agree")
    assert said not in shown(client, open_link(client, first) + "?aendern=1")


def test_a_changed_answer_keeps_name_and_deputy(client, seats):
    url = open_link(client, seats[0])
    send(client, url, answer="agree", name="Dana Vertretung", deputising_for="Frau Amt")
    page = summary(client, f"{url}?aendern=1", answer="abstain")
    assert 'value="Dana Vertretung"' in page
    assert 'value="Frau Amt"' in page


# --- the draft -----------------------------------------------------------------------------------
def test_a_draft_is_kept_by_a_button_and_found_again_by_the_mails_link(client, seats):
    url = open_link(client, seats[0])
    assert 'name="_go"' in shown(client, url)
    draft = {"answer": "change", "remark_scope": "Noch nicht fertig.", "_go": f"{url}?aendern=1&entwurf=1"}

    response = client.post(url, draft)
    page = shown(client, response.url)
    later = client_of_another_device(seats[0])

    assert "Ihr Entwurf ist gespeichert." in page
    assert "Gesendet ist es noch nicht." in page
    for text in (page, later):
        assert "Noch nicht fertig." in text
        assert '<details class="gs-remark-here gs-no-print" open' in text
        assert "checked" in text
    assert not Statement.objects.exists()


def client_of_another_device(seat):
    phone = Client()
    return shown(phone, open_link(phone, seat))


def test_who_has_answered_is_told_of_the_draft_of_another_answer(client, seats):
    url = open_link(client, seats[0])
    send(client, url, answer="agree")
    said = "Der Entwurf ist noch da"
    assert said not in shown(client, url)
    client.post(url, {"answer": "change", "remark_scope": "Doch nicht.", "_go": f"{url}?aendern=1"})
    assert said in shown(client, url)
    assert "Doch nicht." in shown(client, f"{url}?aendern=1")


# --- trouble -------------------------------------------------------------------------------------
TYPED = {"answer": "change", "remark_scope": "Mein langer Text."}


def test_a_new_version_while_the_page_is_open_leads_to_it_and_loses_no_text(client, case, koko, seats):
    url = open_link(client, seats[0])
    actions.close_round(seats[0].round)
    actions.new_version(case, by=koko)
    factories.opened_round(case, by=koko)

    for step in ("check", "send"):
        response = client.post(url, TYPED | {"step": step, "name": "Mia"})
        page = words(response.content.decode())
        assert response.status_code == 410
        assert "Jetzt bittet die Koordinierungsstelle um Ihre Antwort auf Fassung 2" in page
        assert "Mein langer Text." in page
    assert not Statement.objects.exists()


def test_a_member_removed_while_answering_reads_so_and_keeps_the_text(client, koko, seats):
    url = open_link(client, seats[0])
    committee_actions.remove_member(seats[0].member, by=koko)

    response = send(client, url, **TYPED)
    page = words(response.content.decode())

    assert response.status_code == 410
    assert "Sie sind nicht mehr als Mitglied des Gremiums eingetragen." in page
    assert "Mein langer Text." in page
    assert not Statement.objects.exists()


def test_an_answer_after_the_end_reads_so_and_keeps_the_text(client, seats):
    url = open_link(client, seats[0])
    Link.objects.filter(pk=factories.statement_link(seats[0]).pk).update(
        expires_at=timezone.now() - dt.timedelta(seconds=1)
    )
    type(seats[0].round).objects.update(answer_by=timezone.localdate() - dt.timedelta(days=1))

    response = send(client, url, **TYPED)
    page = words(response.content.decode())

    assert response.status_code == 410
    assert "Antworten kann zu ihr niemand mehr." in page
    assert "Mein langer Text." in page
    assert not Statement.objects.exists()
