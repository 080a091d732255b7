"""Acts of the coordinator on a round: reminders by hand, answers that the office enters, meetings."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests import actions, timeline
from requests.models import MeetingDecision, Round, Seat, Statement
from requests.workflow import State
from tests import factories
from tests.helpers.rounds import asked, mails, minutes, run_out, say, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


# --- reminders by hand -----------------------------------------------------------------------------
def test_who_is_missing_is_reminded_at_most_once_a_day(case, koko):
    round_ = asked(case, koko, members=3)
    say(round_, "agree")
    with pytest.raises(actions.ActionRefused, match="heute schon"):
        actions.remind_round(round_, by=koko)  # the first mail is of today
    Link.objects.update(created_at=timezone.now() - dt.timedelta(days=3))

    assert actions.remind_round(round_, by=koko) == 2
    with pytest.raises(actions.ActionRefused, match="heute schon"):
        actions.remind_round(round_, by=koko)

    assert len(mails("statement_reminder")) == 2
    assert {(seat.reminders, bool(seat.reminded_at)) for seat in round_.seats.all()[1:]} == {(1, True)}
    assert timeline.sentence(case.events.first()) == "An die Stellungnahme erinnert: 2 Mitglieder."


# --- answers that the office enters ----------------------------------------------------------------
def enter(seat, koko, answer="agree", **values):
    values = {"name": "Mia Mitglied", "came_by": "telephone", "said_on": today()} | values
    return actions.enter_answer(seat, by=koko, answer=answer, **values)


def test_an_answer_by_telephone_counts_and_the_member_reads_it(case, koko):
    round_ = asked(case, koko, members=2)
    first, last = round_.seats.all()
    factories.answer(first)

    statement = enter(last, koko, remarks={"overall": "Bitte bald."})

    case.refresh_from_db()
    assert case.state == State.MANDATED
    assert (statement.answer, statement.link, statement.entered_by) == ("agree_remarks", None, koko)
    event = case.events.get(act="statement_entered")
    assert "stimmt mit Anmerkung zu" in timeline.sentence(event)
    assert "am Telefon" in timeline.sentence(event)
    mail = OutgoingMail.objects.get(kind="requests/answer_entered")
    assert mail.to_email == last.member.email
    assert "Bitte bald." in mail.text


def test_the_member_changes_what_was_entered_by_the_link(case, koko):
    round_ = asked(case, koko, members=2)
    seat = round_.seats.first()
    enter(seat, koko, came_by="mail")
    factories.answer(seat, "change")
    assert Seat.objects.get(pk=seat.pk).answer == "change"
    assert seat.statements.count() == 2


def test_an_answer_that_came_meanwhile_is_not_overwritten_unseen(case, koko):
    round_ = asked(case, koko, members=2)
    seat = round_.seats.first()
    own = factories.answer(seat, "change")
    with pytest.raises(actions.ActionRefused, match="Inzwischen steht dort"):
        enter(seat, koko)
    assert enter(seat, koko, seen=own.pk).answer == "agree"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"said_on": dt.date(2020, 1, 1)}, "begann erst"),
        ({"said_on": dt.date(2099, 1, 1)}, "noch vor uns"),
        ({"answer": "change"}, "was sich ändern soll"),
    ],
)
def test_what_cannot_be_is_refused(case, koko, values, sentence):
    round_ = asked(case, koko, members=2)
    with pytest.raises(actions.ActionRefused, match=sentence):
        enter(round_.seats.first(), koko, **values)
    assert not Statement.objects.exists()


def test_after_the_deadline_nothing_is_entered_even_if_the_clock_is_late(case, koko):
    round_ = asked(case, koko, members=2)
    Round.objects.update(answer_by=today(-1))
    seat = Seat.objects.select_related("round").get(pk=round_.seats.first().pk)
    with pytest.raises(actions.ActionRefused, match="beendet"):
        enter(seat, koko, said_on=today(-1))


# --- meetings --------------------------------------------------------------------------------------
def meet(case, koko, votes, **values):
    values = {"held_on": today(), "votes": votes} | values
    return actions.decide_in_meeting(case, by=koko, **values)


def votes_of(case, *answers):
    members = case.office.committee.members.order_by("pk")
    return {row.oid: said for row, said in zip(members, answers, strict=False) if said}


@pytest.mark.parametrize("rule", ["all", "majority"])
@pytest.mark.parametrize(
    "answers",
    [
        ["agree", "agree", "agree"],
        ["agree", "agree", "change"],
        ["agree", "change", "abstain"],
        ["agree", None, None],
        ["abstain", "abstain", "abstain"],
    ],
)
def test_a_meeting_decides_what_the_same_votes_by_link_would(case, koko, other_koko, rule, answers):
    by_link = factories.support_request(
        State.CLARIFYING, by=other_koko, office=factories.office(factories.UNNA)
    )
    linked = asked(by_link, other_koko, members=3, rule=rule)
    say(linked, *answers)
    if None in answers:
        run_out(linked)
    factories.committee(case.office, members=3)
    factories.filled(case.mandate.latest)

    decided = meet(case, koko, votes_of(case, *answers), rule=rule, wishes="Kürzer, bitte.")

    linked.refresh_from_db()
    case.refresh_from_db()
    by_link.refresh_from_db()
    assert (decided.outcome, case.state) == (linked.outcome, by_link.state)
    assert decided.tally() == linked.tally()


def test_a_committee_that_was_never_mailed_decides_in_a_meeting(case, koko):
    factories.committee(case.office, members=3)
    factories.filled(case.mandate.latest)

    round_ = meet(case, koko, votes_of(case, "agree", "agree", "agree"), minutes=minutes())

    case.refresh_from_db()
    decision = MeetingDecision.objects.get()
    assert (case.state, round_.ending, decision.round) == (State.MANDATED, "meeting", round_)
    assert (decision.held_on, decision.minutes.file.name) == (today(), "Niederschrift.pdf")
    assert mails("statement_asked") == mails("round_ended") == []
    acts = [event.act for event in reversed(case.events.all())][2:]
    assert acts == ["round_opened", "meeting", "round_closed", "agree"]
    assert "lag dem Steuerungsgremium in einer Sitzung vor" in timeline.sentence(
        case.events.get(act="round_opened")
    )


def test_a_meeting_closes_an_open_round_and_earlier_answers_count_on(case, koko):
    round_ = asked(case, koko, members=3)
    say(round_, "agree")

    decided = meet(case, koko, votes_of(case, None, "agree", "agree"))

    case.refresh_from_db()
    assert (decided, case.state) == (round_, State.MANDATED)
    assert len(mails("round_ended")) == 2  # whoever answered by link knows


def test_a_meeting_without_anybody_decides_nothing(case, koko):
    factories.committee(case.office, members=3)
    factories.filled(case.mandate.latest)
    with pytest.raises(actions.ActionRefused, match="wer da war"):
        meet(case, koko, {})
    with pytest.raises(actions.ActionRefused, match="noch vor uns"):
        meet(case, koko, votes_of(case, "agree"), held_on=today(1))
    with pytest.raises(actions.ActionRefused, match="inzwischen geändert"):
        meet(case, koko, {"gibt-es-nicht": "agree"})
    assert not case.mandate.latest.is_frozen
