"""Events and states in German sentences."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from gsvo.demo.time_travel import days_ago
from gsvo.lib.dates import months
from requests import actions, timeline
from requests.next_action import request_next_action
from requests.states import ENDS, PROGRESS
from requests.workflow import TRANSITIONS, State, WaitingOn, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db
TOLD = [
    ("grant", {"quarters": 32, "clarify_by": "2026-12-18"},
     "G.I.B. sagt 8 Tage zu. Auftrag bitte bis 18. Dezember 2026 klären."),
    ("ask_back", {"answer_by": "2026-12-07"}, "Rückfrage der G.I.B., Antwort bitte bis 7. Dezember 2026."),
    ("defer", {"until": "2027-01-11"}, "G.I.B. stellt die Entscheidung bis 11. Januar 2027 zurück."),
    ("withdraw", {"returned_quarters": 5}, "Anfrage zurückgezogen. Zurück in den Förderzeitraum: 1,25 Tage."),
    ("answer", {"changes": [{"field": "title", "old": "A", "new": "B"}]},
     "Anfrage wieder eingereicht. Eine Angabe ist geändert."),
    ("round_opened", {"version": 1, "seats": 9, "answer_by": "2026-11-19"},
     "Fassung 1 ging an das Steuerungsgremium (9 Mitglieder). Offen bis 19. November 2026."),
    ("round_opened", {"version": 2, "seats": 1, "answer_by": "2026-11-19"},
     "Fassung 2 ging an das Steuerungsgremium (1 Mitglied). Offen bis 19. November 2026."),
    ("round_opened", {"version": 3, "seats": 2, "voting": 1, "answer_by": "2026-11-19"},
     "Fassung 3 ging an das Steuerungsgremium (1 Mitglied mit Stimme, 1 Gast). Offen bis 19. November 2026."),
    ("round_opened", {"version": 4, "seats": 3, "voting": 3, "answer_by": "2026-11-19"},
     "Fassung 4 ging an das Steuerungsgremium (3 Mitglieder mit Stimme). Offen bis 19. November 2026."),
    ("round_closed", {"version": 1, "agree": 6, "change": 2, "open": 1, "outcome": "change"},
     "Runde zu Fassung 1 beendet: 6 stimmen zu, 2 wünschen eine Änderung, 1 hat nicht geantwortet."),
    ("round_closed", {"version": 2, "agree": 1, "change": 0, "open": 0, "outcome": "agreed"},
     "Runde zu Fassung 2 beendet: 1 stimmt zu."),
    ("round_closed", {"version": 3, "agree": 0, "change": 0, "abstain": 3, "open": 0, "outcome": "none"},
     "Runde zu Fassung 3 beendet: 3 enthalten sich."),
    ("statement", {"institution": "Jobcenter", "answer": "agree_remarks"},
     "Jobcenter: stimmt mit Anmerkung zu."),
    ("not_responsible", {"institution": "Kammer"}, "Kammer: nach eigener Angabe nicht mehr zuständig."),
    ("invite", {"count": 1}, "G.I.B. fragt eine Person aus dem Pool an."),
    ("invite", {"count": 3}, "G.I.B. fragt 3 Personen aus dem Pool an."),
    ("accept", {"advisor": "Bea Beratung"}, "Bea Beratung nimmt an. Die Begleitung beginnt."),
    ("interrupt", {"until": "2027-03-01"}, "Begleitung unterbrochen, voraussichtlich bis 1. März 2027."),
    ("change_advisor", {"advisor": "Bea"}, "Die Beratung wechselt: Für Bea wird Ersatz gesucht."),
    ("complete", {"returned_quarters": 4}, "Begleitung abgeschlossen. Zurück in den Förderzeitraum: 1 Tag."),
    ("hand_over", {"to": "Kim"}, "Jetzt kümmert sich Kim um die Anfrage."),
    ("share", {"office": "Kreis Unna"}, "Kreis Unna liest mit."),
    ("attached", {"name": "Plan 100 %.pdf"}, "Unterlage hinzugefügt: Plan 100 %.pdf."),
]  # fmt: skip


def EVERYTHING(event):  # noqa: N802
    return True


def event(row, act, **data):
    actions.lock(row)
    return actions.record(row, act, by=None, role=WorkflowRole.CLOCK, data=data)


@pytest.mark.parametrize(("act", "data", "said"), TOLD)
def test_an_event_is_told(act, data, said, koko):
    row = factories.support_request(State.SUBMITTED, by=koko)

    assert timeline.sentence(event(row, act, **data), for_staff=True) == said


def test_the_history_is_told_by_time_not_by_when_it_was_written(koko):
    row = factories.support_request(State.CLARIFYING)
    with days_ago(3):
        event(row, "hand_over", to="Kim")
    with days_ago(7):
        event(row, "share", office="Kreis Unna")

    told = [line["at"] for line in timeline.log(row, row.events.all())]

    assert told == sorted(told, reverse=True)
    assert told != [each.at for each in row.events.all()]


@pytest.mark.parametrize("act", [*TRANSITIONS, "round_opened", "round_closed", "statement", "attached"])
def test_an_event_without_its_data_is_still_told(act, koko):
    row = factories.support_request(State.SUBMITTED, by=koko)

    assert timeline.sentence(event(row, act)).endswith(".")


def test_every_transition_has_a_sentence():
    assert set(TRANSITIONS) <= set(timeline.SENTENCES)


def test_staff_read_who_declined(koko):
    row = factories.support_request(State.MATCHING, by=koko)
    told = event(row, "decline", advisor="Bea Beratung", decline_reason="no_time")

    assert timeline.sentence(told, for_staff=True) == "Bea Beratung kann nicht übernehmen."
    assert timeline.sentence(told) == "Eine angefragte Person kann nicht übernehmen."


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (WorkflowRole.OFFICE, "Koordination Bielefeld"),
        (WorkflowRole.CASEWORK, "Sachbearbeitung G.I.B."),
        (WorkflowRole.LEADERSHIP, "Leitung G.I.B."),
        (WorkflowRole.COMMITTEE, "Steuerungsgremium"),
        (WorkflowRole.ADVISOR, "Berater:in"),
        (WorkflowRole.CLOCK, "automatisch"),
    ],
)
def test_who_did_it_is_told_by_function(part, name, koko):
    row = factories.support_request(State.SUBMITTED, by=koko)
    actions.lock(row)
    told = actions.record(row, "attached", by=None, role=part)

    assert str(timeline.actor_name(told, row)) == name


# --- how far it is -------------------------------------------------------------------------------
@pytest.mark.parametrize("state", PROGRESS)
def test_the_way_has_seven_states_and_one_is_now(state, koko):
    row = factories.support_request(state, by=koko)

    way = timeline.progress(row, list(row.events.all()))

    place = PROGRESS.index(state)
    assert [step["status"] for step in way] == ["done"] * place + ["now"] + ["open"] * (6 - place)
    assert [str(step["label"]) for step in way] == [State(step).label for step in PROGRESS]
    assert way[place]["mark"] == state


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (State.QUERIED, ["Entwurf", "Rückfrage", "Auftragsklärung"]),
        (State.INTERRUPTED, ["Beratung angefragt", "Unterbrochen", "Abschluss"]),
        (State.COMPLETED, ["In Begleitung", "Abgeschlossen"]),
        (State.REJECTED, ["Entwurf", "Abgelehnt"]),
        (State.WITHDRAWN, ["Entwurf", "Zurückgezogen"]),
        (State.CANCELLED, ["Entwurf", "Abgebrochen"]),
    ],
)
def test_off_the_way_a_state_stands_in_the_place_of_another(state, labels, koko):
    row = factories.support_request(state, by=koko)

    way = timeline.progress(row, list(row.events.all()))

    now = next(number for number, step in enumerate(way) if step["status"] == "now")
    assert [str(step["label"]) for step in way[now - 1 : now + 2]] == labels


def test_a_state_is_dated_by_its_last_beginning(koko, gib):
    row = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(row, by=gib, question="Was?")

    way = timeline.progress(row, list(row.events.all()))

    assert [step["when"] != "" for step in way] == [True, True, *[False] * 5]
    assert way[1]["when"].startswith("seit ")


# --- who has to act ----------------------------------------------------------------------------
@pytest.mark.parametrize("state", sorted(set(State) - ENDS))
@pytest.mark.parametrize("reader", [WaitingOn.OFFICE, WaitingOn.GIB, None])
def test_whoever_has_to_act_is_told_so_and_the_others_who_has_it(state, reader, koko):
    row = factories.support_request(state, by=koko)

    panel = request_next_action(row, list(row.events.all()), {reader} - {None}, reads=EVERYTHING)

    assert panel.mine == (reader == row.waiting_on)
    assert (str(panel.heading) == "Sie sind am Zug") == panel.mine
    assert panel.text


@pytest.mark.parametrize("state", sorted(ENDS))
def test_at_the_end_nobody_has_to_act(state, koko):
    row = factories.support_request(state, by=koko)

    panel = request_next_action(row, list(row.events.all()), {WaitingOn.OFFICE}, reads=EVERYTHING)

    assert not panel.mine
    assert "am Zug" not in str(panel.heading)


def test_the_question_stands_in_the_panel_with_its_day(koko, gib):
    row = factories.support_request(State.SUBMITTED, by=koko)
    actions.ask_back(row, by=gib, question="Welche Kollegs?", answer_by=timezone.localdate())

    panel = request_next_action(row, list(row.events.all()), {WaitingOn.OFFICE}, reads=EVERYTHING)

    assert panel.text == "Die G.I.B. fragt: „Welche Kollegs?“"
    assert panel.deadline.startswith("Bitte bis ")


def test_a_day_that_has_passed_is_said_without_blame(koko):
    row = factories.support_request(State.QUERIED, by=koko)
    row.due_on = dt.date(2026, 3, 2)

    panel = request_next_action(row, list(row.events.all()), {WaitingOn.OFFICE}, reads=EVERYTHING)

    assert panel.deadline.startswith("Die Frist war am 2. März 2026.")


def test_wishes_for_change_are_counted(koko):
    row = factories.support_request(State.CLARIFYING, by=koko)
    event(row, "round_closed", version=1, agree=1, change=2, open=0, outcome="change")

    panel = request_next_action(row, list(row.events.all()), {WaitingOn.OFFICE}, reads=EVERYTHING)

    assert panel.text.startswith("2 Mitglieder wünschen Änderungen am Auftrag.")


# --- the page ------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_a_longer_history_costs_no_more_queries(rows, koko, client, django_assert_num_queries):
    row = factories.support_request(State.SUBMITTED, by=koko)
    for number in range(rows):
        event(row, "attached", name=f"{number}.pdf")
    client.force_login(koko)

    with django_assert_num_queries(12):
        client.get(reverse("requests:detail", args=[row.oid]))


def test_the_page_shows_old_and_new_wording(koko, client):
    row = factories.support_request(State.QUERIED, by=koko, title="Alter Titel")
    actions.save_answers(row, by=koko, expected_revision=row.revision, values={"title": "Neuer Titel"})
    actions.answer(row, by=koko, reason="Jetzt klarer.")
    client.force_login(koko)

    page = client.get(reverse("requests:detail", args=[row.oid])).content.decode()

    assert '<del class="gs-del">Alter Titel</del>' in page
    assert '<ins class="gs-ins">Neuer Titel</ins>' in page


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        (dt.date(2027, 2, 1), dt.date(2027, 10, 31), "Februar bis Oktober 2027"),
        (dt.date(2026, 12, 1), dt.date(2027, 6, 1), "Dezember 2026 bis Juni 2027"),
        (dt.date(2027, 5, 2), dt.date(2027, 5, 30), "Mai 2027"),
        (None, dt.date(2027, 5, 30), ""),
    ],
)
def test_a_period_is_told_in_months(begin, end, said):
    assert months(begin, end) == said
