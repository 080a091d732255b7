"""The office's pages of the mandate: who may see and do what, nothing typed is lost."""

import datetime as dt

import pytest
from django.urls import reverse

from requests import actions
from requests.models import Mandate
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import compact, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def url(name, case, *more):
    return reverse(f"requests:{name}", args=[case.oid, *more])


def posted(goals=(("", ""),), milestones=(), do="save", seen=1, **texts):
    """What the writing page sends."""
    data = {"do": do, "revision": seen, **texts}
    milestones = milestones or [("", "", "", "")]
    for name, rows, fields in (
        ("goals", goals, ("text", "criterion")),
        ("milestones", milestones, ("title", "result", "due_on", "quarters")),
    ):
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            data |= {f"{name}-{number}-{field}": value for field, value in zip(fields, row, strict=True)}
    return data


def values(response, name):
    field = "text" if name == "goals" else "title"
    return [form[field].value() for form in response.context["form"].rows(name)]


PAGES = ["mandate", "edit_mandate", "open_round", "reopen_mandate"]
POSTS = ["start_mandate", "new_version", "edit_mandate", "open_round", "reopen_mandate"]


@pytest.mark.parametrize("name", sorted(set(PAGES) | set(POSTS)))
def test_a_stranger_finds_nothing(client, other_koko, case, name):
    client.force_login(other_koko)
    assert client.get(url(name, case)).status_code in (404, 405)
    assert client.post(url(name, case)).status_code in (404, 405)


def test_a_stranger_finds_no_version_and_no_round(client, other_koko, case, koko):
    round_ = factories.opened_round(case, by=koko)
    client.force_login(other_koko)
    assert client.get(url("version", case, 1)).status_code == 404
    assert client.get(url("round", case, round_.oid)).status_code == 404


def test_without_login_every_page_asks_for_it(client, case):
    assert client.get(url("mandate", case)).status_code == 302


@pytest.mark.parametrize("name", POSTS)
def test_a_reader_changes_nothing(client, reader, case, name):
    client.force_login(reader)
    assert client.post(url(name, case)).status_code == 403


def test_a_reader_reads_without_buttons(client, reader, case, koko):
    round_ = factories.opened_round(case, by=koko)
    client.force_login(reader)
    for page in (url("mandate", case), url("version", case, 1), url("round", case, round_.oid)):
        response = client.get(page)
        assert response.status_code == 200
        assert "<button" not in main_of(response)


def test_a_round_of_another_request_is_not_found_here(client, koko, case):
    other = factories.support_request(State.CLARIFYING, by=koko)
    round_ = factories.opened_round(other, by=koko)
    client.force_login(koko)
    assert client.get(url("round", case, round_.oid)).status_code == 404


def test_looking_at_the_page_begins_nothing_but_the_button_does(client, koko, case):
    Mandate.objects.get().versions.all().delete()
    Mandate.objects.all().delete()
    client.force_login(koko)

    assert "Auftrag beginnen" in client.get(url("mandate", case)).content.decode()
    assert not Mandate.objects.exists()
    response = client.post(url("start_mandate", case))

    assert response.url == url("edit_mandate", case)
    assert Mandate.objects.get().latest.sections["occasion"] == case.occasion_text


# --- writing ---------------------------------------------------------------------------------------
def test_saving_stays_on_the_page_and_says_so(client, koko, case):
    client.force_login(koko)
    response = client.post(
        url("edit_mandate", case),
        posted(
            scope="Übergaben & Lücken",
            goals=[("Ziel A", "Zeichen A"), ("", "")],
            milestones=[("Auftakt", "Plan", "2027-02-15", "1,25")],
        ),
    )

    assert (response.status_code, response.url) == (302, url("edit_mandate", case))
    version = case.mandate.latest
    assert version.sections == {"scope": "Übergaben & Lücken"}
    assert [goal.text for goal in version.goals.all()] == ["Ziel A"]
    milestone = version.milestones.get()
    assert (milestone.quarters, milestone.due_on) == (5, dt.date(2027, 2, 15))
    page = compact(client.get(response.url).content.decode())
    assert page.count("Noch frei: 4,75 Tage") == 2  # beside the text, or above it on a narrow page


ROWS = (("A", "a"), ("B", "b"), ("C", "c"))


@pytest.mark.parametrize(
    ("do", "after"),
    [
        ("add-goals", ["A", "B", "C", ""]),
        ("remove-goals-1", ["A", "C"]),
        ("up-goals-2", ["A", "C", "B"]),
        ("up-goals-0", ["A", "B", "C"]),
        ("down-goals-0", ["B", "A", "C"]),
        ("down-goals-2", ["A", "B", "C"]),
        ("remove-goals-9", ["A", "B", "C"]),
    ],
)
def test_rows_come_go_and_move_and_nothing_typed_is_lost(client, koko, case, do, after):
    client.force_login(koko)
    response = client.post(
        url("edit_mandate", case),
        posted(do=do, goals=ROWS, milestones=[("M", "", "morgen", "viel")], scope="noch nicht gespeichert"),
    )

    page = response.content.decode()
    assert values(response, "goals") == after
    assert "noch nicht gespeichert" in page
    assert 'value="viel"' in page
    assert case.mandate.latest.goals.count() == 0


def test_the_last_goal_can_be_taken_away_and_an_empty_row_remains(client, koko, case):
    client.force_login(koko)
    response = client.post(url("edit_mandate", case), posted(do="remove-goals-0", goals=[("A", "a")]))
    assert values(response, "goals") == [""]


def test_there_are_never_more_than_five_goals(client, koko, case):
    client.force_login(koko)
    five = [(f"Ziel {number}", "Zeichen") for number in range(5)]

    response = client.post(url("edit_mandate", case), posted(do="add-goals", goals=five))
    assert len(values(response, "goals")) == 5
    response = client.post(url("edit_mandate", case), posted(goals=[*five, ("Ziel 6", "Zeichen")]))
    assert response.status_code == 200
    assert case.mandate.latest.goals.count() == 0


def test_more_days_than_promised_are_refused_and_what_was_typed_stays(client, koko, case):
    client.force_login(koko)
    page = client.post(
        url("edit_mandate", case), posted(scope="Bleibt stehen", milestones=[("M", "", "", "7")])
    ).content.decode()
    assert "brauchen zusammen 7 Tage. Zugesagt: 6 Tage." in page
    assert "Bleibt stehen" in page
    assert case.mandate.latest.sections == {}


def test_absurd_numbers_in_hidden_fields_break_nothing(client, koko, case):
    client.force_login(koko)
    huge = {"revision": "9" * 5000, "goals-TOTAL_FORMS": "9" * 5000}
    for do in ("save", "add-goals"):
        response = client.post(url("edit_mandate", case), posted(scope="Bleibt stehen", do=do) | huge)
        assert response.status_code == 200
        assert "Bleibt stehen" in response.content.decode()


def test_errors_lead_to_the_field_in_an_open_fold(client, koko, case):
    client.force_login(koko)
    page = client.post(
        url("edit_mandate", case), posted(milestones=[("", "", "", "1,3")], occasion="Grund")
    ).content.decode()
    assert "<title>Fehler:" in page
    assert 'href="#id_milestones-0-quarters"' in page
    assert "ganze Tage und Viertel" in page
    assert "Grund" in page


def test_the_second_writer_sees_both_texts_and_may_then_save(client, koko, colleague, case):
    actions.save_mandate(
        case, by=colleague, expected_revision=1, sections={"scope": "von Kim"}, goals=[], milestones=[]
    )
    client.force_login(koko)

    page = client.post(url("edit_mandate", case), posted(scope="von Karla")).content.decode()
    assert "Ihr Text steht noch hier" in page
    assert "So steht es inzwischen da:" in page
    assert "von Kim" in page
    assert "von Karla" in page
    assert case.mandate.latest.sections == {"scope": "von Kim"}

    client.post(url("edit_mandate", case), posted(scope="von Karla", seen=2))
    assert case.mandate.latest.sections == {"scope": "von Karla"}


def test_a_version_that_went_out_meanwhile_keeps_what_was_typed(client, koko, case):
    client.force_login(koko)
    factories.opened_round(case, by=koko)
    page = client.post(url("edit_mandate", case), posted(scope="zu spät")).content.decode()
    assert "Fassung 1 ging an das Gremium und bleibt, wie sie ist." in page
    assert "zu spät" in page
    assert case.mandate.latest.sections["scope"] == "Gegenstand und Grenzen in Bielefeld."
