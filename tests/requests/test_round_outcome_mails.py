"""The receipt after each answer, and what every asked member reads at the end of a round."""

import pytest

from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.actions.outcomes import asked_seats, has_answered
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


@pytest.fixture
def seats(case, koko):
    found = list(factories.opened_round(case, by=koko).seats.all())
    OutgoingMail.objects.all().delete()
    return found


def mails(kind):
    return {mail.to_email: mail for mail in OutgoingMail.objects.filter(kind=f"requests/{kind}")}


def test_the_receipt_says_the_answer_in_her_words_and_leads_to_the_page(seats):
    seat = seats[0]
    factories.answer(seat, "agree", remarks={"scope": "Auch die Förderschulen.", "overall": "Danke."})

    receipt = mails("statement_receipt")[seat.member.email]

    assert receipt.link == factories.statement_link(seat)
    assert (
        f"Mia Mitglied hat für {seat.institution} geantwortet: „Ich stimme zu, mit Anmerkung“."
        in receipt.text
    )
    assert "> „Auch die Förderschulen.“\n> 5 Gegenstand und Grenzen" in receipt.text
    assert "> „Danke.“\n> Zum Auftrag insgesamt" in receipt.text
    assert "können Sie Ihre Antwort auf derselben Seite ändern" in " ".join(receipt.text.split())


@pytest.mark.parametrize("members", [1, 3])
def test_whoever_was_asked_is_found_with_the_answers_in_two_queries(
    case, koko, members, django_assert_num_queries
):
    round_ = factories.opened_round(case, by=koko)
    for seat in list(round_.seats.all())[members:]:
        seat.member.left_at = seat.round.opened_at
        seat.member.save()
    factories.answer(round_.seats.first(), "change")
    with django_assert_num_queries(2):
        found = [(seat.member.email, seat.statement, has_answered(seat)) for seat in asked_seats(round_)]
    assert len(found) == members


def test_each_change_has_a_receipt_and_a_double_click_has_none(seats):
    for given in ("agree", "agree", "abstain"):
        factories.answer(seats[0], given)
    found = OutgoingMail.objects.filter(kind="requests/statement_receipt").order_by("pk")
    assert ["Ich stimme zu" in mail.text for mail in found] == [True, False]


def test_who_was_deputised_reads_by_whom(seats):
    seat = seats[0]
    actions.state_opinion(
        seat, by=factories.statement_link(seat), answer="agree", name="Dana", deputising_for="Frau Amt"
    )
    text = " ".join(mails("statement_receipt")[seat.member.email].text.split())
    assert f"Dana hat in Vertretung für Frau Amt ({seat.institution}) geantwortet" in text
    assert "Waren Sie das nicht, antworten Sie bitte auf diese Mail." in text


@pytest.mark.parametrize(
    ("answers", "subject", "follows"),
    [
        (["agree", "agree", "agree"], "Das Gremium stimmt", "Der Auftrag ist damit geklärt."),
        (["agree", "change", "agree"], "Das Gremium wünscht Änderungen", "werden Sie wieder gefragt"),
        (["agree", "abstain", "agree"], "endet ohne Ergebnis", "noch einmal vorlegen oder eine neue"),
    ],
)
def test_every_asked_member_reads_the_outcome_and_the_rule(seats, answers, subject, follows):
    for seat, given in zip(seats, answers, strict=True):
        factories.answer(seat, given)

    told = mails("round_outcome")

    assert set(told) == {seat.member.email for seat in seats}
    for mail in told.values():
        text = " ".join(mail.text.split())
        assert subject in mail.subject
        assert follows in text
        assert "3 von 3 mit Stimme haben geantwortet" in text
        assert "Regel: " in text
        assert mail.link


def test_at_the_deadline_who_was_silent_reads_it_without_a_link(seats):
    factories.answer(seats[0])
    actions.close_round(seats[0].round)

    told = mails("round_outcome")

    assert [bool(told[seat.member.email].link) for seat in seats] == [True, False, False]
    assert "Von Ihnen kam keine." in told[seats[1].member.email].text
    assert "Von Ihnen kam keine." not in told[seats[0].member.email].text


def test_who_is_gone_or_not_responsible_reads_nothing(koko, seats):
    actions.not_responsible(seats[0], by=factories.statement_link(seats[0]))
    committee_actions.remove_member(seats[1].member, by=koko)
    actions.close_round(seats[0].round)
    assert set(mails("round_outcome")) == {seats[2].member.email}
