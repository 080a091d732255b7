"""The pages of a round: what they explain, the coordinator's acts on them, the ways forward."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from gsvo.outbox.models import OutgoingMail, Status
from requests import actions
from requests.models import MeetingDecision, Round, Statement
from requests.workflow import State
from tests import factories
from tests.files import samples
from tests.helpers.rounds import asked, minutes, run_out, say, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


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


def test_for_a_guest_no_vote_can_be_entered(client, case, koko):
    round_ = asked(case, koko, members=2)
    seat = round_.seats.select_related("member").last()
    round_.seats.filter(pk=seat.pk).update(is_voting=False)
    url = address(case, "runde", round_.oid, seat.member.oid, "antwort")
    client.force_login(koko)
    page = client.get(url).content.decode()
    assert "hat den Auftrag gelesen" in page
    assert "stimmt zu" not in page

    sent = {"came_by": "mail", "said_on": today().isoformat(), "name": "Mia", "remark": ""}
    assert client.post(url, sent | {"answer": "abstain"}).status_code == 200
    assert not Statement.objects.exists()
    assert client.post(url, sent | {"answer": "agree"}).status_code == 302
    assert Statement.objects.get().word == "hat nichts angemerkt"


def test_first_stand_the_acts_then_what_was_said_then_who_answered(client, case, koko):
    round_ = asked(case, koko, members=2)
    factories.answer(round_.seats.first(), "change")
    client.force_login(koko)
    page = client.get(address(case, "runde", round_.oid)).content.decode()
    headings = [page.index(f'id="{name}"') for name in ("h-runde", "h-wunsch", "h-wer")]
    assert headings == sorted(headings)


def test_an_open_round_says_once_how_it_stands_and_until_when(client, case, koko):
    round_ = asked(case, koko, rule="majority", quorum=3)
    say(round_, "agree")
    client.force_login(koko)
    page = client.get(address(case, "runde", round_.oid)).content.decode()
    assert page.count("1 von 5 mit Stimme hat geantwortet") == 1
    assert page.lower().count("offen bis") == 1


def test_the_page_of_an_earlier_round_says_that_it_went_on(client, case, koko):
    first = asked(case, koko, members=2)
    say(first, "change", "agree")
    client.force_login(koko)
    assert "ging es weiter" not in client.get(address(case, "runde", first.oid)).content.decode()
    actions.new_version(case, by=koko)
    case.refresh_from_db()
    factories.opened_round(case, by=koko)
    page = client.get(address(case, "runde", first.oid)).content.decode()
    assert "Nach dieser Runde ging es weiter, inzwischen mit Fassung 2." in page
    assert "Antworten ansehen" in page


def test_a_meeting_is_entered_on_its_page_with_minutes(client, case, koko):
    body = factories.committee(case.office, members=3)
    factories.filled(case.mandate.latest)
    client.force_login(koko)
    url = address(case, "sitzung")
    assert client.get(url).status_code == 200
    votes = {f"vote_{member.oid}": "agree" for member in body.members.all()}
    sent = {"held_on": today().isoformat(), "rule": "all", **votes}
    response = client.post(url, sent | {"minutes": minutes()})

    page = client.get(response.url).content.decode()
    assert "Beschlossen in der Sitzung am" in page
    assert "Niederschrift.pdf" in page


UNFIT_MINUTES = {
    "foto.heic": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64, "Bitte wählen Sie eine Datei in der Form PDF"),
    "mit Makros.docx": (samples.docx({"word/vbaProject.bin": "x"}), "Makros"),
    "ehemals docm.docx": (samples.docx(main="wordprocessingml.document.macroEnabled"), "Makros"),
    "Niederschrift.docm": (samples.docx({"word/vbaProject.bin": "x"}), "Bitte wählen Sie eine Datei"),
}


@pytest.mark.parametrize("name", UNFIT_MINUTES)
def test_minutes_that_do_not_fit_decide_nothing_and_nothing_typed_is_lost(client, case, koko, name):
    body = factories.committee(case.office, members=3)
    factories.filled(case.mandate.latest)
    client.force_login(koko)
    data, words = UNFIT_MINUTES[name]
    votes = {f"vote_{member.oid}": "change" for member in body.members.all()}
    sent = {"held_on": today().isoformat(), "rule": "all", "wishes": "Bitte früher.", **votes}

    response = client.post(address(case, "sitzung"), sent | {"minutes": SimpleUploadedFile(name, data)})

    form = response.context["form"]
    assert words in form.errors["minutes"][0]
    assert {field: form[field].value() for field in sent} == sent
    assert not MeetingDecision.objects.exists()
    assert not Round.objects.exists()


def test_a_meeting_asks_once_more_while_remarks_have_no_answer(client, case, koko):
    round_ = asked(case, koko, members=2)
    say(round_, "change", "agree")
    actions.new_version(case, by=koko)
    client.force_login(koko)
    url = address(case, "sitzung")
    page = client.get(url).content.decode()
    assert "Noch ohne Antwort" in page
    votes = {f"vote_{seat.member.oid}": "agree" for seat in round_.seats.all()}
    sent = {"held_on": today().isoformat(), "rule": "all", **votes}
    assert "without_answers" in client.post(url, sent).context["form"].errors
    assert not MeetingDecision.objects.exists()

    client.post(url, sent | {"without_answers": "on"})

    case.refresh_from_db()
    assert case.state == State.MANDATED


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


# --- queries ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["runde", "sitzung", "abstimmen"])
def test_more_members_cost_no_more_queries(client, koko, other_koko, page):
    client.force_login(koko)
    counts = []
    for members, leader, key in ((1, koko, factories.BIELEFELD), (3, other_koko, factories.UNNA)):
        case = factories.support_request(State.CLARIFYING, by=leader, office=factories.office(key))
        parts = [page]
        if page == "abstimmen":
            factories.committee(case.office, members=members)
            factories.filled(case.mandate.latest)
        else:
            round_ = asked(case, leader, members=members, rule="majority")
            parts += [round_.oid] if page == "runde" else []
        client.force_login(leader)
        client.get(address(case, *parts))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(case, *parts)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
