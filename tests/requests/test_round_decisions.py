"""Rounds by other rules, ended early, decided in a meeting, with answers that the office enters."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import escape

from gsvo.links.models import Link
from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail, Status
from requests import actions, round_words, timeline
from requests.models import MeetingDecision, Round, Seat, Statement
from requests.workflow import State, WaitingOn, WorkflowRole
from tests import factories
from tests.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def asked(case, koko, *, members=5, rule="", days=28, **of_committee):
    """An open round of a committee that decides so, without mails so far."""
    factories.decides(factories.committee(case.office, members=members), **of_committee)
    round_ = factories.opened_round(case, by=koko, days=days, rule=rule)
    OutgoingMail.objects.all().delete()
    return round_


def say(round_, *answers):
    for seat, said in zip(round_.seats.order_by("pk"), answers, strict=False):
        if said:
            factories.answer(seat, said)


def run_out(round_):
    """Let the deadline pass and the clock close the round."""
    Round.objects.filter(pk=round_.pk).update(answer_by=today(-1))
    actions.close_due_rounds()
    round_.refresh_from_db()
    return round_


def minutes():
    return SimpleUploadedFile("Niederschrift.pdf", samples.pdf("Beschluss"))


def mails(kind):
    return sorted(OutgoingMail.objects.filter(kind=f"requests/{kind}").values_list("to_email", flat=True))


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


# --- pages -----------------------------------------------------------------------------------------
def address(case, *parts):
    return "/".join(["/anfragen", case.oid, "auftrag", *parts, ""])


def test_the_round_page_explains_and_offers_every_act(client, case, koko):
    round_ = asked(case, koko, rule="majority", quorum=3)
    say(round_, "agree")
    client.force_login(koko)
    page = client.get(address(case, "runde", round_.oid)).content.decode()
    for words in (
        "Regel: Mehrheit",
        "Quorum 3 noch nicht erreicht",
        "Runde vor der Frist beenden",
        "Beschluss aus einer Sitzung eintragen",
        "Antwort eintragen",
        "Jetzt erinnern",
    ):
        assert words in page


def test_an_answer_is_entered_on_its_page_and_nothing_typed_is_lost(client, case, koko):
    round_ = asked(case, koko, members=2)
    seat = round_.seats.select_related("member").first()
    url = address(case, "runde", round_.oid, seat.member.oid, "antwort")
    client.force_login(koko)
    assert seat.member.name in client.get(url).content.decode()
    sent = {"came_by": "mail", "said_on": today().isoformat(), "name": "Mia", "answer": "change"}
    page = client.post(url, sent | {"remark": ""}).content.decode()
    assert escape("Schreiben Sie bitte dazu, was sich ändern soll.") in page
    assert 'value="Mia"' in page

    response = client.post(url, sent | {"remark": "Mehr Praxis."})

    assert response.url == address(case, "runde", round_.oid)
    assert Statement.objects.get().remarks == {"overall": "Mehr Praxis."}
    assert "eingetragen von der Koordinierungsstelle" in client.get(response.url).content.decode()


def test_a_meeting_is_entered_on_its_page_with_minutes(client, case, koko):
    body = factories.committee(case.office, members=3)
    factories.filled(case.mandate.latest)
    client.force_login(koko)
    url = address(case, "sitzung")
    assert client.get(url).status_code == 200
    votes = {f"vote_{member.oid}": "agree" for member in body.members.all()}
    sent = {"held_on": today().isoformat(), "rule": "all", **votes}
    photo = SimpleUploadedFile("foto.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64)
    refused = client.post(url, sent | {"minutes": photo}).content.decode()
    assert "Bitte wählen Sie eine Datei in der Form PDF" in refused
    assert not MeetingDecision.objects.exists()

    response = client.post(url, sent | {"minutes": minutes()})

    page = client.get(response.url).content.decode()
    assert "Beschlossen in der Sitzung am" in page
    assert "Niederschrift.pdf" in page


def test_a_round_is_ended_early_on_its_page(client, case, koko):
    round_ = asked(case, koko, members=3)
    client.force_login(koko)
    url = address(case, "runde", round_.oid, "beenden")
    assert "bekommt eine Mail mit Ihrer Begründung" in client.get(url).content.decode()
    assert "warum die Runde vor der Frist endet" in client.post(url, {"reason": ""}).content.decode()
    page = client.post(url, {"reason": "Es eilt."}, follow=True).content.decode()
    assert "Vor der Frist beendet:" in page
    assert "Es eilt." in page


@pytest.mark.parametrize("name", ["beenden", "erinnern"])
def test_a_second_press_gets_a_sentence(client, case, koko, name):
    round_ = asked(case, koko, members=3)
    actions.close_early(round_, by=koko, reason="Vorbei.")
    client.force_login(koko)
    url = address(case, "runde", round_.oid, name)
    page = client.post(url, {"reason": "Noch einmal."}, follow=True).content.decode()
    assert "beendet" in page


# --- always a way forward --------------------------------------------------------------------------
def test_there_is_always_a_way_forward(client, case, koko):
    factories.filled(case.mandate.latest)
    client.force_login(koko)
    empty = client.get(address(case, "abstimmen")).content.decode()
    assert "Tragen Sie zuerst die Mitglieder ein." in empty
    assert "/gremium/05711/" in empty
    round_ = asked(case, koko, members=2)
    case.office.committee.members.update(is_chair=False, email="gleich@example.org")
    for seat in round_.seats.all():
        actions.mail_again(factories.statement_link(seat))
    OutgoingMail.objects.update(status=Status.FAILED, to_email="gleich@example.org")

    page = client.get(address(case, "runde", round_.oid)).content.decode()

    for words in (
        "Keine der Mails kommt an.",
        "keinen Vorsitz",
        "für jeden Sitz eine Mail",
        "Entscheidet das Gremium doch in einer Sitzung?",
    ):
        assert words in page
    run_out(round_)
    page = client.get(address(case, "runde", round_.oid)).content.decode()
    assert "Dieselbe Fassung noch einmal vorlegen" in page
    assert address(case, "sitzung") in page


def test_a_deadline_on_a_day_off_gets_a_hint(client, case, koko):
    round_ = asked(case, koko, members=2)
    sunday = today(21) + dt.timedelta(days=6 - today(21).weekday())
    Round.objects.update(answer_by=sunday)
    client.force_login(koko)
    page = client.get(address(case, "runde", round_.oid)).content.decode()
    assert "ist kein Arbeitstag. Viele lesen dann keine Mails." in page
