"""People change while a round is open: who is asked, whose link dies, who has to be found first."""

import pytest
from django.utils import timezone

from gsvo.offices import committee_actions
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Round
from requests.notification_counts import mails_of
from requests.workflow import State, WaitingOn
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def acts(case):
    return [event.act for event in reversed(case.events.all())][2:]  # without submit and grant


def fields_of(member, **changes):
    names = ("institution", "function", "name", "email", "is_voting", "is_chair")
    return {name: getattr(member, name) for name in names} | changes


def test_another_person_on_an_open_seat_gets_a_link_and_the_former_link_dies(case, koko):
    round_ = factories.opened_round(case, by=koko)
    seat = round_.seats.last()
    former = factories.statement_link(seat)

    committee_actions.change_member(
        seat.member,
        by=koko,
        expected_revision=1,
        **fields_of(seat.member, name="Neu", email="neu@example.org"),
    )

    former.refresh_from_db()
    assert not former.is_usable
    assert factories.statement_link(seat).email == "neu@example.org"
    asked = OutgoingMail.objects.filter(to_email="neu@example.org", kind="requests/statement_asked")
    assert asked.count() == 1


@pytest.mark.parametrize("leaves", ["by link", "off the list"])
def test_a_vacant_seat_keeps_the_round_open_until_its_deadline(case, koko, leaves):
    round_ = factories.opened_round(case, by=koko)
    *others, last = round_.seats.all()
    if leaves == "by link":
        actions.not_responsible(last, by=factories.statement_link(last))
    for seat in others:
        factories.answer(seat)
    if leaves == "off the list":
        committee_actions.remove_member(last.member, by=koko)
        assert not factories.statement_link(last).is_usable

    round_.refresh_from_db()
    assert round_.is_open
    Round.objects.update(answer_by=timezone.localdate() - timezone.timedelta(days=1))
    assert actions.close_due_rounds() == 1
    round_.refresh_from_db()
    assert round_.outcome == Round.Outcome.NONE


@pytest.mark.parametrize("how", ["another person on the place", "a new entry"])
def test_a_successor_gets_the_promised_link_and_her_answer_closes_the_round(case, koko, how):
    round_ = factories.opened_round(case, by=koko)
    *others, last = round_.seats.all()
    for seat in others:
        factories.answer(seat)
    actions.not_responsible(last, by=factories.statement_link(last), successor="Frau Neu.")
    if how == "a new entry":
        committee_actions.remove_member(last.member, by=koko)
        committee_actions.add_member(
            case.office, by=koko, **fields_of(last.member, name="Neu", email="neu@example.org")
        )
    else:
        member = CommitteeMember.objects.get(pk=last.member_id)
        fields = fields_of(member, name="Neu", email="neu@example.org")
        committee_actions.change_member(member, by=koko, expected_revision=member.revision, **fields)

    last.refresh_from_db()
    assert factories.statement_link(last).email == "neu@example.org"
    factories.answer(last)
    case.refresh_from_db()
    assert case.state == State.MANDATED


def test_nobody_without_responsibility_gets_mail_and_the_place_must_be_filled_first(case, koko):
    round_ = factories.opened_round(case, by=koko)
    gone, *others = round_.seats.all()
    actions.not_responsible(gone, by=factories.statement_link(gone), successor="Jetzt Frau Neu.")
    for seat in others:
        factories.answer(seat)
    actions.close_round(round_)
    case.refresh_from_db()
    assert (case.state, case.waiting_on) == (State.CLARIFYING, WaitingOn.OFFICE)
    OutgoingMail.objects.all().delete()

    with pytest.raises(actions.ActionRefused, match="Niemand mehr zuständig: Schulaufsicht"):
        factories.opened_round(case, by=koko)
    gone.member.refresh_from_db()
    CommitteeMember.objects.filter(pk=gone.member_id).update(is_voting=False)
    factories.opened_round(case, by=koko)

    assert sorted(OutgoingMail.objects.values_list("to_email", flat=True)) == sorted(
        seat.member.email for seat in others
    )


def test_the_office_learns_at_once_who_is_not_responsible(case, koko):
    round_ = factories.opened_round(case, by=koko)
    seat = round_.seats.first()

    actions.not_responsible(seat, by=factories.statement_link(seat), successor="Bitte Frau Neu fragen.")
    actions.not_responsible(seat, by=factories.statement_link(seat), successor="Bitte Frau Neu fragen.")

    mail = OutgoingMail.objects.get(kind="requests/not_responsible")
    assert mail.to_email == koko.email
    assert "Bitte Frau Neu fragen." in mail.text
    assert acts(case) == ["round_opened", "not_responsible"]


def test_who_was_not_responsible_may_still_answer(case, koko):
    round_ = factories.opened_round(case, by=koko)
    seat = round_.seats.first()
    actions.not_responsible(seat, by=factories.statement_link(seat))

    factories.answer(seat)

    seat.refresh_from_db()
    assert (seat.not_responsible_at, seat.member.not_responsible_at, seat.statement.answer) == (
        None,
        None,
        "agree",
    )


def test_whoever_said_not_to_be_responsible_gets_no_mail_until_replaced(case, koko):
    seat = factories.opened_round(case, by=koko).seats.last()
    actions.not_responsible(seat, by=factories.statement_link(seat))
    OutgoingMail.objects.all().delete()
    promised = sum(count.people for count in mails_of(case, "withdraw", by=koko))

    actions.withdraw(case, by=koko, reason="Anders.")

    sent = set(OutgoingMail.objects.values_list("to_email", flat=True))
    assert seat.member.email not in sent
    assert len(sent) == promised
