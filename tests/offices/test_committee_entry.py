"""Entering a committee: one after the other, or as a list that is checked before anybody is entered."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.text import normalize
from gsvo.offices import committee_actions
from gsvo.offices.committee_list import COLUMNS, read
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.page_text import compact, main_of

pytestmark = pytest.mark.django_db
SIX = """Institution\tFunktion\tName\tE-Mail\tStimme
Schulamt\tSchulaufsicht\tSina Schul\tsina@example.org\tVorsitz

Jobcenter\t\tJo Job\tjo@example.org\tja
Kammer;Bildung;"Dr. Kim ""K"" Kammer";kim@example.org;
Elternschaft;;Eli Eltern;eli@example.org;Gast"""


@pytest.fixture
def page(client, koko):
    client.force_login(koko)
    return reverse("offices:add_committee_members", args=["05711"])


def check(client, page, rows, **ticks):
    """Press "Liste prüfen" and follow to the next page."""
    return client.post(page, {"rows": rows, "step": "check", **ticks}, follow=True)


def entered():
    return list(CommitteeMember.objects.order_by("pk").values_list("name", "is_voting", "is_chair"))


# --- one after the other --------------------------------------------------------------------------
def test_who_saves_may_go_on_with_the_next_member(client, koko):
    client.force_login(koko)
    add = reverse("offices:add_committee_member", args=["05711"])
    fields = {"institution": "Jobcenter", "name": "Jo Job", "email": "jo@example.org", "is_voting": "1"}
    response = client.post(add, fields | {"then": "next", "substitute_name": "Vera Vertretung"})
    assert response.url == add
    assert "Jo Job ist eingetragen." in client.get(add).content.decode()
    assert "Vertretung: Vera Vertretung" in compact(
        client.get(reverse("offices:committee", args=["05711"])).content.decode()
    )


def test_the_office_reads_of_the_substitute_whose_answer_is_awaited(client, koko):
    client.force_login(koko)
    case = factories.support_request("clarifying", by=koko)
    factories.committee(members=2)
    CommitteeMember.objects.filter(name="Mitglied 1").update(substitute_name="Vera Vertretung")
    round_ = factories.opened_round(case, by=koko)
    page = client.get(reverse("requests:round", args=[case.oid, round_.oid])).content.decode()
    assert page.count("Vertretung: Vera Vertretung") == 1


def test_a_substitute_gets_no_mail(koko):
    factories.committee(members=1)
    member = CommitteeMember.objects.get()
    names = ("institution", "function", "name", "email", "is_voting", "is_chair")
    fields = {name: getattr(member, name) for name in names}
    committee_actions.change_member(
        member, by=koko, expected_revision=1, substitute_name="Vera Vertretung", **fields
    )
    assert not OutgoingMail.objects.exists()


# --- a list ---------------------------------------------------------------------------------------
def test_an_empty_committee_offers_the_list(client, koko, page):
    html = client.get(reverse("offices:committee", args=["05711"])).content.decode()
    assert page in html
    assert "Liste einfügen" in html


def test_a_list_is_shown_before_anybody_is_entered(client, page):
    response = check(client, page, SIX)
    text = compact(main_of(response))
    assert "Stimmt die Liste so?" in text
    assert "4 Personen eintragen" in text
    assert "Dr. Kim &quot;K&quot; Kammer" in text
    assert not entered()

    response = client.post(page, {"rows": SIX, "step": "send"})

    assert response.url == reverse("offices:committee", args=["05711"])
    assert entered() == [
        ("Sina Schul", True, True),
        ("Jo Job", True, False),
        ('Dr. Kim "K" Kammer', True, False),
        ("Eli Eltern", False, False),
    ]


def test_who_goes_back_finds_the_list_as_it_was(client, page):
    check(client, page, SIX)
    response = client.post(page, {"rows": SIX, "step": "edit"}, follow=True)
    assert "Jo Job\tjo@example.org" in response.content.decode()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Jobcenter; Jo Job; jo@example.org", "Angaben in dieser Zeile: 3."),
        ("Jobcenter;;Jo Job;jo", "E-Mail: "),
        (";;Jo Job;jo@example.org", "Institution: Bitte füllen Sie dieses Feld aus."),
        ("Jobcenter;;Jo Job;jo@example.org;vielleicht", "Stimme: Schreiben Sie ja, nein oder Vorsitz."),
        ("Jobcenter;;Jo Job;jo@example.org;Vorsitz", "Den Vorsitz hat schon Sina Schul."),
        (
            f"{'J' * 151};;Jo Job;jo@example.org",
            "Institution: Kürzen Sie den Text bitte auf höchstens 150 Zeichen.",
        ),
    ],
)
def test_an_error_names_its_line_and_nothing_is_entered(client, page, line, sentence):
    rows = f"Schulamt;;Sina Schul;sina@example.org;Vorsitz\n\n{line}"
    for step in ("check", "send"):
        html = client.post(page, {"rows": rows, "step": step}).content.decode()
        assert f"Zeile 3 – {sentence}" in html
        assert "Sina Schul;sina@example.org" in html
    assert not entered()


def test_too_many_lines_are_refused_whole(client, page):
    rows = "\n".join(f"Schule {n};;Person {n};p{n}@example.org" for n in range(61))
    assert "Es gehen höchstens 60 Zeilen auf einmal." in check(client, page, rows).content.decode()


def test_somebody_who_stands_there_already_needs_a_tick(client, page):
    member = factories.committee(members=1).members.get()
    rows = f"{member.institution};;{member.name};neu@example.org\nSchule;;Zwei Plätze;neu@example.org"
    html = check(client, page, rows).content.decode()
    assert html.count("Das gibt es schon:") == 4  # at the tick and above, for each line
    assert client.post(page, {"rows": rows, "step": "send"}).status_code == 200

    ticks = {"another_1": str(member.pk), "another_2": "z1"}
    assert "Stimmt die Liste so?" in check(client, page, rows, **ticks).content.decode()
    assert client.post(page, {"rows": rows, "step": "send", **ticks}).status_code == 302
    assert CommitteeMember.objects.count() == 3


def test_nobody_is_entered_if_one_of_them_cannot_be(koko):
    member = factories.committee(members=1).members.get()
    new = {"institution": "Schule", "name": "Neu", "email": "neu@example.org", "is_voting": True}
    with pytest.raises(ActionRefused, match="steht schon im Gremium"):
        committee_actions.add_members(
            factories.office(),
            by=koko,
            entries=[(new, [], []), (new | {"email": member.email, "name": "Andere"}, [], [])],
        )
    assert CommitteeMember.objects.count() == 1


@pytest.mark.parametrize("lines", [1, 3])
def test_checking_costs_the_same_for_one_line_and_for_three(client, page, lines, django_assert_num_queries):
    factories.committee(members=2)
    rows = "\n".join(f"Schule {number};;Person {number};p{number}@example.org" for number in range(lines))
    client.post(page, {"rows": rows, "step": "check"})
    with django_assert_num_queries(8):
        assert "Stimmt die Liste so?" in client.get(f"{page}?pruefen=1").content.decode()


CELL = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12).map(
    lambda text: text.replace(";", "").replace('"', "").strip()
)


@given(
    cells=st.lists(CELL, min_size=4, max_size=4).filter(lambda cells: any(cells)),
    separator=st.sampled_from(["\t", ";", " ; "]),
)
def test_each_cell_is_read_into_its_column(cells, separator):
    found = read("Institution;Funktion;Name;E-Mail\n" + separator.join(cells))
    (line,) = found
    assert [line.values[name] for name in COLUMNS] == [normalize(cell).strip() for cell in cells]
    assert (line.number, line.problems) == (2, [])


@given(text=st.text(max_size=300))
def test_whatever_is_pasted_gives_lines_or_problems(text):
    numbers = [line.number for line in read(text)]
    assert numbers == sorted(set(numbers))
    assert all(line.problems or line.values["name"] is not None for line in read(text))
