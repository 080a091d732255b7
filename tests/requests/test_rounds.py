"""A round: who is asked, when it ends, what follows from the answers."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from requests import actions, tasks
from requests.models import Round
from requests.workflow import State, WaitingOn, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db

CLOCK = "close-rounds-past-their-deadline"


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def acts(case):
    return [event.act for event in reversed(case.events.all())][2:]  # without submit and grant


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def test_opening_freezes_the_version_asks_everybody_and_passes_the_next_step_on(case, koko):
    body = factories.committee(case.office, members=2)
    CommitteeMember.objects.create(
        committee=body, institution="G.I.B.", name="Gast", email="gast@example.org", is_voting=False
    )

    round_ = factories.opened_round(case, by=koko)

    assert case.mandate.latest.is_frozen
    assert [(seat.institution, seat.is_voting) for seat in round_.seats.all()] == [
        ("Schulaufsicht", True),
        ("Agentur für Arbeit", True),
        ("G.I.B.", False),
    ]
    assert (case.waiting_on, case.due_on) == (WaitingOn.COMMITTEE, round_.answer_by)
    event = case.events.first()
    assert (event.act, event.data) == (
        "round_opened",
        {
            "version": 1,
            "seats": 3,
            "voting": 2,
            "rule": "all",
            "answer_by": round_.answer_by.isoformat(),
        },
    )
    mails = OutgoingMail.objects.filter(kind="requests/statement_asked")
    assert mails.count() == 3
    assert all(mail.link.expires_at == round_.deadline for mail in mails)
    assert mails[0].subject.startswith("Antwort bis ")


def test_an_empty_committee_is_refused_with_a_way_on(case, koko):
    factories.filled(case.mandate.latest)
    with pytest.raises(actions.ActionRefused, match="Tragen Sie zuerst die Mitglieder ein"):
        actions.open_round(case, by=koko, answer_by=in_days(14))
    assert not case.mandate.latest.is_frozen


def test_guests_alone_are_no_committee(case, koko):
    factories.filled(case.mandate.latest)
    factories.committee(case.office, members=1).members.update(is_voting=False)
    with pytest.raises(actions.ActionRefused, match="noch niemand mit Stimme"):
        actions.open_round(case, by=koko, answer_by=in_days(14))


def test_missing_sections_are_named(case, koko):
    factories.committee(case.office)
    with pytest.raises(actions.ActionRefused, match="1 Anlass und Ausgangslage, 3 Ziele, 5 Gegenstand"):
        actions.open_round(case, by=koko, answer_by=in_days(14))


def test_a_round_that_would_last_for_years_is_a_slip(case, koko):
    factories.committee(case.office)
    factories.filled(case.mandate.latest)
    with pytest.raises(actions.ActionRefused, match="länger als ein Jahr"):
        actions.open_round(case, by=koko, answer_by=in_days(400))


def test_a_deadline_needs_at_least_a_day(case, koko):
    factories.committee(case.office)
    factories.filled(case.mandate.latest)
    with pytest.raises(actions.ActionRefused, match="mindestens bis morgen"):
        actions.open_round(case, by=koko, answer_by=in_days(0))


def test_one_round_at_a_time(case, koko):
    factories.opened_round(case, by=koko)
    with pytest.raises(actions.ActionRefused, match="stimmt schon ab"):
        factories.opened_round(case, by=koko)


def test_all_agree_and_the_mandate_is_settled(case, koko, settings):
    round_ = factories.opened_round(case, by=koko)
    OutgoingMail.objects.all().delete()

    for seat, said in zip(round_.seats.all(), ["agree", "agree_remarks", "agree"], strict=True):
        factories.answer(seat, said, remarks={"scope": "Gut so."})

    case.refresh_from_db()
    round_.refresh_from_db()
    assert (case.state, case.waiting_on) == (State.MANDATED, WaitingOn.GIB)
    assert (round_.outcome, case.mandate.agreed.number) == (Round.Outcome.AGREED, 1)
    assert acts(case) == ["round_opened", "statement", "statement", "statement", "round_closed", "agree"]
    agreed = case.events.first()
    assert (agreed.by_role, agreed.by_link) == (WorkflowRole.COMMITTEE, factories.statement_link(seat))
    members = sorted(seat.member.email for seat in round_.seats.all())
    assert sorted(OutgoingMail.objects.values_list("kind", "to_email")) == [
        ("requests/mandated", koko.email),
        ("requests/mandated_notice", settings.CONTACT_EMAIL),
        *(("requests/round_outcome", address) for address in members),
        *(("requests/statement_receipt", address) for address in members),
    ]


@pytest.mark.parametrize(
    ("answers", "outcome", "counts"),
    [
        (["agree", "change", "agree"], Round.Outcome.CHANGE, (2, 1, 0, 0)),
        (["agree", "abstain", "agree"], Round.Outcome.NONE, (2, 0, 1, 0)),
        (["abstain", "abstain", "abstain"], Round.Outcome.NONE, (0, 0, 3, 0)),
    ],
)
def test_without_full_agreement_the_office_has_to_act_again(case, koko, answers, outcome, counts):
    round_ = factories.opened_round(case, by=koko)
    for seat, said in zip(round_.seats.all(), answers, strict=True):
        factories.answer(seat, said)

    case.refresh_from_db()
    round_.refresh_from_db()
    assert (case.state, case.waiting_on, case.due_on) == (State.CLARIFYING, WaitingOn.OFFICE, case.clarify_by)
    assert round_.outcome == outcome
    closed = case.events.first()
    tally = dict(zip(("agree", "change", "abstain", "open"), counts, strict=True))
    told = tally | {"version": 1, "outcome": outcome.value, "ending": "answered"}
    assert (closed.act, closed.data) == ("round_closed", told)
    mail = OutgoingMail.objects.get(kind="requests/round_closed", to_email=koko.email)
    assert mail.subject.startswith("Sie sind am Zug")
    assert case.mandate.agreed is None


def test_a_change_of_mind_before_the_last_answer_counts(case, koko):
    round_ = factories.opened_round(case, by=koko)
    first, *others = round_.seats.all()
    factories.answer(first, "change")
    factories.answer(first, "agree")
    for seat in others:
        factories.answer(seat)

    case.refresh_from_db()
    assert case.state == State.MANDATED
    assert [row.answer for row in first.statements.all()] == ["agree", "change"]


def test_guests_are_heard_but_not_counted(case, koko):
    body = factories.committee(case.office, members=2)
    body.members.filter(is_chair=False).update(is_voting=False)
    round_ = factories.opened_round(case, by=koko)
    voter, guest = round_.seats.all()

    factories.answer(guest, "change")
    factories.answer(voter)

    case.refresh_from_db()
    assert case.state == State.MANDATED


def test_old_agreement_does_not_carry_over(case, koko):
    first = factories.opened_round(case, by=koko)
    for seat, said in zip(first.seats.all(), ["agree", "agree", "change"], strict=True):
        factories.answer(seat, said)
    actions.new_version(case, by=koko)

    second = factories.opened_round(case, by=koko)

    assert (second.version.number, second.tally().answered) == (2, 0)


def test_the_same_version_can_be_put_again_after_a_round_without_result(case, koko):
    first = factories.opened_round(case, by=koko)
    for seat in first.seats.all():
        factories.answer(seat, "abstain")

    again = factories.opened_round(case, by=koko)

    assert (again.version, case.mandate.versions.count()) == (first.version, 1)


# --- the clock -------------------------------------------------------------------------------------
def test_the_clock_leaves_a_round_alone_until_its_last_day_is_over(case, koko):
    round_ = factories.opened_round(case, by=koko)
    Round.objects.update(answer_by=in_days(0))

    assert actions.close_due_rounds() == 0
    round_.refresh_from_db()
    assert round_.is_open


def test_the_clock_closes_a_round_as_of_its_deadline_and_only_once(case, koko):
    round_ = factories.opened_round(case, by=koko)
    factories.answer(round_.seats.first())
    Round.objects.update(answer_by=in_days(-3))

    assert (actions.close_due_rounds(), actions.close_due_rounds()) == (1, 0)

    round_.refresh_from_db()
    assert (round_.outcome, round_.closed_at) == (Round.Outcome.NONE, round_.deadline)
    closed = case.events.first()
    assert (closed.act, closed.by_role, closed.data["open"]) == ("round_closed", WorkflowRole.CLOCK, 2)
    case.refresh_from_db()
    assert case.waiting_on == WaitingOn.OFFICE


def test_the_scheduled_task_does_the_same(case, koko):
    factories.opened_round(case, by=koko)
    Round.objects.update(answer_by=in_days(-1))

    tasks.close_due_rounds()

    assert not Round.objects.open().exists()
    assert tasks.close_due_rounds.name == settings.CELERY_BEAT_SCHEDULE[CLOCK]["task"]


def test_one_broken_round_does_not_hold_up_the_others(case, koko, other_koko, monkeypatch, caplog):
    broken = factories.opened_round(case, by=koko)
    other = factories.support_request(
        State.CLARIFYING, by=other_koko, office=factories.office(factories.UNNA)
    )
    factories.opened_round(other, by=other_koko)
    Round.objects.update(answer_by=in_days(-1))
    monkeypatch.setattr(type(case), "recipients", lambda self: 1 / 0 if self.pk == case.pk else [])

    assert actions.close_due_rounds() == 1

    assert list(Round.objects.open()) == [broken]
    assert broken.oid in caplog.text


# --- a round that is overtaken ---------------------------------------------------------------------
@pytest.mark.parametrize(("act", "who"), [("cancel", "leitung"), ("withdraw", "koko")])
def test_who_ends_the_request_ends_the_round_and_kills_its_links(case, koko, act, who, request):
    round_ = factories.opened_round(case, by=koko)

    getattr(actions, act)(case, by=request.getfixturevalue(who), reason="Das Programm endet.")

    round_.refresh_from_db()
    assert round_.outcome == Round.Outcome.NONE
    assert not Link.objects.filter(purpose="statement").usable().exists()
