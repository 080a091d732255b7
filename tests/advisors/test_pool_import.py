"""G.I.B. takes advisors over from a table: a dry run first, then all or none, and twice is once."""

import datetime as dt
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from advisors import actions
from advisors.models import Advisor, PoolImport
from gsvo.files.models import StoredFile
from gsvo.offices.models import Office
from requests.workflow import State
from tests import factories
from tests.files import tables

pytestmark = pytest.mark.django_db
HEAD = ["Name", "E-Mail", "Organisation", "Themen", "Orte", "Form", "Tage je Förderzeitraum", "Pause bis"]
SOON = timezone.localdate() + dt.timedelta(days=20)


@pytest.fixture
def browser(gib):
    client = Client()
    client.force_login(gib)
    return client


def _upload(browser, *rows, head=HEAD):
    return browser.post(
        reverse("admin:pool-import"), {"file": tables.upload(tables.table(head, *rows))}, follow=True
    )


def _confirm(browser, page):
    shown = page.context["plan"].digest
    return browser.post(
        reverse("admin:pool-import-confirm", args=[page.context["kept"].oid]), {"shown": shown}
    )


def _rows():
    return [
        [
            "Ada Neu",
            "ada@pool.example",
            "Büro",
            "Moderation; übergaben",
            "Bielefeld; 05978",
            "online",
            "20,5",
            SOON,
        ],
        ["Bea Neu", "bea@pool.example", None, None, "ganz NRW", None, 10, None],
    ]


@pytest.fixture
def places(db):
    factories.topic("Moderation")
    factories.topic("Übergaben")
    return factories.office(factories.BIELEFELD), factories.office(factories.UNNA)


def test_the_dry_run_shows_everything_and_writes_nothing(browser, places):
    page = _upload(browser, *_rows())

    plan = page.context["plan"]
    assert [line.name for line in plan.new] == ["Ada Neu", "Bea Neu"]
    assert (plan.changed, plan.same) == ([], [])
    assert "2 Personen übernehmen" in page.content.decode()
    assert not Advisor.objects.exists()
    assert not StoredFile.objects.exists()


def test_confirmed_all_stand_in_the_pool_with_an_account(browser, places, gib):
    answer = _confirm(browser, _upload(browser, *_rows()))

    ada, bea = Advisor.objects.order_by("name")
    assert answer.status_code == 302
    assert (ada.organisation, ada.mode, ada.quarters_per_period, ada.paused_until) == (
        "Büro", "online", 82, SOON,
    )  # fmt: skip
    assert {topic.name for topic in ada.topics.all()} == {"Moderation", "Übergaben"}
    assert set(ada.offices.all()) == set(places)
    assert (bea.mode, bea.quarters_per_period, bea.offices.count()) == ("mixed", 40, 0)
    assert ada.user.email == "ada@pool.example"
    assert not ada.user.has_usable_password()
    assert not PoolImport.objects.exists()
    assert LogEntry.objects.filter(user=gib, action_flag=1).count() == 2
    assert Advisor.objects.search("moderation").get() == ada


def test_a_second_run_changes_nothing(browser, places):
    _confirm(browser, _upload(browser, *_rows()))
    before = list(Advisor.objects.order_by("pk").values())

    page = _upload(browser, *_rows())

    assert [line.name for line in page.context["plan"].same] == ["Ada Neu", "Bea Neu"]
    assert "übernehmen</span>" not in page.content.decode()
    _confirm(browser, page)
    assert list(Advisor.objects.order_by("pk").values()) == before


def test_only_what_is_filled_in_changes(browser, places):
    advisor = factories.advisor(
        name="Ada", email="Ada@pool.example", account=True, organisation="Alt", profile="Bleibt",
        topics=[factories.topic("Moderation")],
    )  # fmt: skip

    page = _upload(browser, ["Ada", "ada@POOL.example", "Neu", None, None, None, None, None])
    (line,) = page.context["plan"].changed
    assert line.changes == [("Organisation", "Alt", "Neu")]
    _confirm(browser, page)

    advisor.refresh_from_db()
    assert (advisor.organisation, advisor.profile, advisor.topics.count()) == ("Neu", "Bleibt", 1)


def test_a_new_name_is_told_as_in_the_pool(browser):
    case = factories.support_request(State.ENGAGED)
    advisor = case.engagement.advisor

    _confirm(browser, _upload(browser, ["Ganz Anders", advisor.email] + [None] * 6))

    advisor.refresh_from_db()
    assert advisor.name == "Ganz Anders"
    assert case.events.filter(act="advisor_changed").exists()


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["Ada", "keine Adresse"], "B", "Adresse"),
        (["Ada", None], "B", "fehlt eine Angabe: E-Mail"),
        (["Ada", "bea@pool.example"], "B", "steht schon in Zeile 2"),
        (["Ada", "weg@pool.example"], "B", "nicht mehr im Pool"),
        (["Ada", "a@b.example", None, "Unfug"], "D", "„Unfug“ gibt es nicht"),
        (["Ada", "a@b.example", None, None, "Atlantis"], "E", "„Atlantis“ gibt es nicht"),
        (["Ada", "a@b.example", None, None, "ganz NRW; Bielefeld"], "E", "nicht beides"),
        (["Ada", "a@b.example", None, None, None, "per Brief"], "F", "„vor Ort“"),
        (["Ada", "a@b.example", None, None, None, None, "0,3"], "G", "Viertel"),
        (["Ada", "a@b.example", None, None, None, None, None, "1.1.2027"], "H", "als Text"),
        (["Ada", "a@b.example", None, None, None, None, None, dt.date(2020, 1, 1)], "H", "zurück"),
        (["x" * 201, "a@b.example"], "A", "200"),
        (["=1+1", "a@b.example"], "A", "Formel"),
    ],
)
def test_each_fault_is_told_with_row_and_column_and_nothing_is_kept(browser, places, row, column, words):
    factories.advisor(email="weg@pool.example", left_at=timezone.now())
    good = ["Bea", "bea@pool.example", None, None, None, None, None, None]

    page = _upload(browser, good, row + [None] * (8 - len(row)))

    (problem,) = page.context["problems"]
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.words
    assert f"Zeile 3, Spalte {column}" in " ".join(page.content.decode().split())
    assert not PoolImport.objects.exists()
    assert Advisor.objects.count() == 1


def test_all_faults_are_told_at_once_and_each_once(browser, places):
    page = _upload(
        browser,
        [None, "ada@pool.example", None, None, None, None, None, "1.1.2027"],
        ["Bea", "keine Adresse", None, "Unfug", "Atlantis", "per Brief", "viele", None],
        ["Cem", None, None, None, None, None, None, None],
        ["Dora", None, None, None, None, None, None, None],
        ["=1+1", "ada@pool.example", None, None, None, None, None, None],
    )

    told = [f"{problem.column}{problem.row}" for problem in page.context["problems"]]
    assert told == ["A2", "H2", "B3", "D3", "E3", "F3", "G3", "B4", "B5", "A6", "B6"]


def test_a_table_without_a_needed_column_is_told_just_that(browser, places):
    page = _upload(browser, ["Ada", "Unfug"], ["Bea", "Unfug"], head=["Name", "Themen"])

    (problem,) = page.context["problems"]
    assert "„E-Mail“ fehlt" in problem.words


def test_what_is_no_table_is_asked_for_as_one(browser):
    page = browser.post(reverse("admin:pool-import"), {"file": tables.upload(b"Name;E-Mail", "pool.xlsx")})

    assert "Speichern Sie sie bitte noch einmal als XLSX." in page.content.decode()
    assert "als PDF" not in page.content.decode()


def test_what_changed_meanwhile_is_shown_again_first(browser, places):
    page = _upload(browser, *_rows())
    factories.advisor(name="Ada Neu", email="ada@pool.example", account=True)

    answer = _confirm(browser, page)

    assert answer.status_code == 200
    assert "Der Pool hat sich inzwischen geändert" in answer.content.decode()
    assert Advisor.objects.count() == 1


def test_one_failure_takes_all_back(browser, places, monkeypatch):
    page = _upload(browser, *_rows())
    owner = factories.advisor(name="Wer anders", email="wer@pool.example", account=True)
    owner.user.email = "bea@pool.example"  # the account at this address belongs to somebody else of the pool
    type(owner.user).objects.filter(pk=owner.user.pk).update(email="bea@pool.example")

    answer = _confirm(browser, page)

    assert answer.status_code == 200
    assert "gehört schon jemand anderes im Pool" in answer.content.decode()
    assert list(Advisor.objects.values_list("name", flat=True)) == ["Wer anders"]
    assert PoolImport.objects.exists()


def test_thrown_away_and_confirmed_twice_it_is_gone(browser, places):
    page = _upload(browser, *_rows())
    address = reverse("admin:pool-import-confirm", args=[page.context["kept"].oid])

    assert browser.post(address, {"discard": "1"}).status_code == 302
    again = browser.get(address, follow=True)

    assert "schon übernommen oder verworfen" in again.content.decode()
    assert not Advisor.objects.exists()


def test_a_namesake_is_pointed_out(browser):
    factories.advisor(name="Ada Neu")

    page = _upload(browser, ["Ada Neu", "ada@pool.example"] + [None] * 6)

    assert "Im Pool steht schon jemand mit diesem Namen." in page.content.decode()


def test_the_template_names_topics_and_places(browser, places):
    answer = browser.get(reverse("admin:pool-import-template"))
    book = load_workbook(io.BytesIO(b"".join(answer)))

    heads = [cell.value for cell in book.worksheets[0][1]]
    notes = " ".join(str(row[0].value) for row in book.worksheets[1].rows)
    assert set(HEAD) < set(heads)
    assert "Moderation" in notes
    assert Office.objects.first().display_name in notes


@pytest.mark.parametrize("rows", [1, 3])
def test_a_row_more_costs_no_further_statement_to_look_at(browser, places, rows, django_assert_num_queries):
    lines = [["Ada", f"ada{number}@pool.example"] + [None] * 6 for number in range(rows)]
    kept = _upload(browser, *lines).context["kept"]
    address = reverse("admin:pool-import-confirm", args=[kept.oid])
    browser.get(address)

    with django_assert_num_queries(STATEMENTS):
        browser.get(address)


STATEMENTS = 10


def test_only_who_may_change_the_pool_takes_over(client, controlling, koko):
    for person, status in ((controlling, 403), (koko, 404)):
        client.force_login(person)
        assert client.get(reverse("admin:pool-import")).status_code == status
        assert client.get(reverse("admin:pool-import-template")).status_code == status


def test_the_act_alone_writes_nothing_for_lines_without_change(gib):
    assert actions.take_over([], by=gib) == []
