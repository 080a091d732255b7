"""Rounds by other rules: what they take over and count, what silence means, what an early end brings."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail, Status
from requests import actions, round_words, timeline
from requests.models import Round, Seat
from requests.workflow import State, WaitingOn, WorkflowRole
from tests import factories
from tests.helpers.rounds import asked, mails, run_out, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


# --- rules -----------------------------------------------------------------------------------------
def test_a_round_takes_over_the_rule_that_the_committee_has_on_record(case, koko):
    decided = {"rule_reference": "Geschäftsordnung, § 7", "rule_decided_on": dt.date(2025, 3, 4)}
    round_ = asked(case, koko, rule="", **{"quorum": 3} | decided)
    assert (round_.rule, round_.quorum) == (Round.Rule.ALL, 0)  # a quorum belongs to a majority

    actions.close_early(round_, by=koko, reason="Andere Regel.")
    again = factories.opened_round(case, by=koko, rule="majority")

    assert (again.version, again.rule, again.quorum) == (round_.version, Round.Rule.MAJORITY, 3)
    assert (again.rule_reference, again.rule_decided_on) == tuple(decided.values())
    assert case.events.first().data["rule"] == "majority"


def test_a_majority_agrees_at_the_deadline_without_those_who_are_silent(case, koko):
    round_ = asked(case, koko, rule="majority", quorum=3)
    say(round_, "agree", "agree_remarks", "change")

    run_out(round_)

    case.refresh_from_db()
    assert (case.state, round_.outcome, round_.ending) == (State.MANDATED, "agreed", "deadline")
    sentence = round_words.closed(round_)
    assert "3 von 5 mit Stimme haben geantwortet, 2 stimmen zu, 1 wünscht eine Änderung" in sentence
    assert "Quorum 3 erreicht" in sentence


def test_without_its_quorum_a_majority_decides_nothing(case, koko):
    round_ = asked(case, koko, rule="majority", quorum=4)
    say(round_, "agree", "agree", "agree")

    run_out(round_)

    case.refresh_from_db()
    assert (case.state, case.waiting_on, round_.outcome) == (State.CLARIFYING, WaitingOn.OFFICE, "none")
    assert "zu wenige" in round_words.closed(round_)


def test_a_quorum_above_the_members_is_refused(case, koko):
    factories.decides(factories.committee(case.office, members=2), rule="majority", quorum=3)
    with pytest.raises(actions.ActionRefused, match="Quorum des Gremiums ist 3"):
        factories.opened_round(case, by=koko)


# --- silence ---------------------------------------------------------------------------------------
def test_silence_needs_a_decision_on_record_and_three_weeks(case, koko):
    body = factories.committee(case.office, members=3)
    with pytest.raises(actions.ActionRefused, match="beschlossen"):
        factories.opened_round(case, by=koko, days=28, rule="silence")
    factories.decides(body, allows_silence=True)
    with pytest.raises(actions.ActionRefused, match="dreimal"):
        factories.opened_round(case, by=koko, days=20, rule="silence")

    factories.opened_round(case, by=koko, days=21, rule="silence")

    mail = OutgoingMail.objects.filter(kind="requests/statement_asked").first()
    assert "Geschäftsordnung, § 7" in mail.text
    assert "4. März 2025" in mail.text
    assert "gilt das nicht als Zustimmung" in " ".join(mail.text.split())


@pytest.mark.parametrize(
    ("answers", "reminders", "outcome"),
    [
        (["agree", None, None], 3, "agreed"),
        (["agree", None, None], 2, "none"),
        (["agree", "abstain", None], 3, "agreed"),
        (["agree", "change", None], 3, "change"),
        ([None, None, None], 3, "none"),
    ],
)
def test_silence_lets_pass_what_somebody_agreed_to_after_three_reminders(
    case, koko, answers, reminders, outcome
):
    round_ = asked(case, koko, members=3, rule="silence", allows_silence=True)
    Seat.objects.update(reminders=reminders)
    say(round_, *answers)

    run_out(round_)

    case.refresh_from_db()
    assert round_.outcome == outcome
    assert (case.state == State.MANDATED) is (outcome == "agreed")


def test_a_member_whose_mails_do_not_arrive_is_not_silent(case, koko):
    round_ = asked(case, koko, members=3, rule="silence", allows_silence=True)
    Seat.objects.update(reminders=3)
    say(round_, "agree")
    missed = round_.seats.last()
    actions.mail_again(factories.statement_link(missed))
    OutgoingMail.objects.update(status=Status.FAILED)

    run_out(round_)

    assert round_.outcome == "none"
    assert "nicht alle drei Erinnerungen" in round_words.closed(round_)


def test_a_silent_seat_is_shown_as_without_statement(client, case, koko):
    round_ = asked(case, koko, members=3, rule="silence", allows_silence=True)
    Seat.objects.update(reminders=3)
    say(round_, "agree")
    run_out(round_)
    client.force_login(koko)
    page = client.get(f"/anfragen/{case.oid}/auftrag/runde/{round_.oid}/").content.decode()
    assert page.count("keine Stellungnahme") == 2


def test_another_person_on_a_seat_is_reminded_from_the_beginning(case, koko):
    round_ = asked(case, koko, members=3, rule="silence", allows_silence=True)
    Seat.objects.update(reminders=3, reminded_at=timezone.now())
    member = round_.seats.last().member
    fields = ("institution", "function", "is_voting", "is_chair")
    values = {name: getattr(member, name) for name in fields}
    values |= {"name": "Nele Neu", "email": "nele@example.org"}
    committee_actions.change_member(member, by=koko, expected_revision=member.revision, **values)
    seat = round_.seats.last()
    assert (seat.reminders, seat.reminded_at) == (0, None)


# --- ended early -----------------------------------------------------------------------------------
def test_an_early_end_says_why_and_agrees_if_nobody_could_have_prevented_it(case, koko):
    round_ = asked(case, koko, rule="majority")
    say(round_, "agree", "agree", "agree")

    actions.close_early(round_, by=koko, reason="Es eilt.")

    case.refresh_from_db()
    agreed, closed = case.events.all()[:2]
    assert (case.state, closed.act, closed.reason) == (State.MANDATED, "round_closed", "Es eilt.")
    assert (agreed.act, agreed.by_role, agreed.by_user) == ("agree", WorkflowRole.COMMITTEE, koko)
    assert "vor der Frist beendet" in timeline.sentence(closed)
    assert len(mails("round_ended")) == 2
    assert "Es eilt." in OutgoingMail.objects.filter(kind="requests/round_ended").first().text


def test_an_early_end_does_not_cut_off_those_who_could_still_prevent_it(case, koko):
    round_ = asked(case, koko, rule="majority")
    say(round_, "agree", "agree")

    actions.close_early(round_, by=koko, reason="Es eilt.")

    case.refresh_from_db()
    round_.refresh_from_db()
    assert (case.state, round_.outcome, round_.ending) == (State.CLARIFYING, "none", "early")
    assert "noch ändern können" in round_words.closed(round_)


def test_nobody_ends_a_round_twice_or_from_elsewhere(case, koko, other_koko):
    round_ = asked(case, koko)
    with pytest.raises(PermissionDenied):
        actions.close_early(round_, by=other_koko, reason="Nein.")
    actions.close_early(round_, by=koko, reason="Ja.")
    with pytest.raises(actions.ActionRefused, match="beendet"):
        actions.close_early(round_, by=koko, reason="Noch einmal.")
