"""Reading tables: values as they are meant, each fault with its place, nothing that eats memory."""

import datetime as dt
import io
import time

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from gsvo.files import spreadsheets
from gsvo.files.fields import SpreadsheetField
from gsvo.files.spreadsheets import Column, read_table, write_template
from tests.files import samples, tables

COLUMNS = (
    Column("name", "Name", is_required=True),
    Column("count", "Anzahl", "number"),
    Column("since", "Seit", "day"),
)
HEAD = ["Name", "Anzahl", "Seit"]
DAY = dt.date(2027, 3, 1)


def _read(*rows, change=None):
    return read_table(tables.table(*rows, change=change), COLUMNS)


def _told(table):
    return [(problem.row, problem.column, problem.words) for problem in table.problems]


def test_values_come_as_they_are_meant():
    table = _read(HEAD, ["Ada", 2.5, DAY], [" Bea ", 3.0, None], [None, None, None], ["Cem", "1,5", None])

    assert _told(table) == []
    assert [(row.number, row.values) for row in table.rows] == [
        (2, {"name": "Ada", "count": "2.5", "since": DAY}),
        (3, {"name": "Bea", "count": "3"}),
        (5, {"name": "Cem", "count": "1,5"}),
    ]


def test_columns_are_found_by_their_heading_wherever_they_stand():
    table = _read([None], ["SEIT", None, " name "], [DAY, None, "Ada"])

    assert _told(table) == []
    assert table.letters == {"since": "A", "name": "C"}
    assert [row.values for row in table.rows] == [{"since": DAY, "name": "Ada"}]


def _merge(book, sheet):
    sheet.merge_cells("A3:B4")


def _from_1904(book, sheet):
    book.epoch = CALENDAR_MAC_1904


@pytest.mark.parametrize(
    ("rows", "change", "place", "words"),
    [
        ([HEAD, ["=A1&B1", 1, DAY]], None, (2, "A"), "Formel"),
        ([HEAD, ["Ada", "=1+1", DAY]], None, (2, "B"), "Formel"),
        ([HEAD, ["Ada", 1, "1.3.2027"]], None, (2, "C"), "als Text"),
        ([HEAD, ["Ada", 1, 44000]], None, (2, "C"), "als Text oder Zahl"),
        ([HEAD, ["Ada", DAY, None]], None, (2, "B"), "ein Datum"),
        ([HEAD, ["Ada", True, None]], None, (2, "B"), "WAHR"),
        ([HEAD, ["#N/A", 1, None]], None, (2, "A"), "Fehlerwert"),
        ([HEAD, ["Ada", 1], ["Bea", 2], ["", ""]], _merge, (3, "A"), "A3:B4 sind verbunden"),
        ([HEAD, ["Ada", 1, DAY]], _from_1904, (0, ""), "ab 1904"),
        ([HEAD, [None, 1, DAY]], None, (2, "A"), "fehlt eine Angabe: Name"),
        ([[*HEAD, "Farbe"], ["Ada"]], None, (1, "D"), "„Farbe“ kennen wir nicht"),
        ([[*HEAD, "Name"], ["Ada"]], None, (1, "D"), "steht zweimal"),
        ([HEAD, ["Ada", None, None, "lose"]], None, (2, "D"), "keine Überschrift"),
        ([["Anzahl"], [1]], None, (1, ""), "„Name“ fehlt"),
        ([HEAD], None, (0, ""), "steht nichts"),
    ],
)
def test_each_fault_is_told_with_its_place(rows, change, place, words):
    table = _read(*rows, change=change)

    (problem,) = table.problems
    assert (problem.row, problem.column) == place
    assert words in problem.words
    assert problem.sheet == "Pool"


def test_one_strange_column_is_told_once():
    table = _read(HEAD, *[["Ada", None, None, "lose"]] * 50)

    assert len(table.problems) == 1


def test_a_hundred_thousand_rows_are_refused_soon():
    data = tables.table(HEAD, *([f"Person {number}"] for number in range(100_000)))
    begin = time.thread_time()

    table = read_table(data, COLUMNS)

    assert time.thread_time() - begin < 2
    assert "Mehr als 1000 Zeilen" in table.problems[-1].words
    assert table.problems[-1].row == 1002
    assert len(table.rows) == 1000


def test_a_file_that_claims_a_million_rows_costs_nothing():
    part = "xl/worksheets/sheet1.xml"
    xml = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension '
        b'ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>A</t></is></c></row></sheetData></worksheet>'
    )
    begin = time.thread_time()

    table = read_table(tables.with_part(tables.table(HEAD), part, xml), COLUMNS)

    assert time.thread_time() - begin < 2
    assert table.rows == []
    assert table.problems


def test_a_table_that_unpacks_to_much_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_TABLE_BYTES", 100)

    assert "zu groß" in _read(HEAD, ["Ada"]).problems[0].words


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Name;E-Mail\nAda;a@b.de\n"])
def test_what_is_no_table_is_said(data):
    table = read_table(data, COLUMNS)

    assert "lässt sich nicht lesen" in table.problems[0].words


def test_a_broken_workbook_is_said():
    broken = tables.with_part(tables.table(HEAD, ["Ada"]), "xl/workbook.xml", b"<workbook")

    assert "lässt sich nicht lesen" in read_table(broken, COLUMNS).problems[0].words


def test_the_template_can_be_filled_in_and_read():
    data = write_template(COLUMNS, ["So geht es."], title="Leute")

    table = read_table(data, COLUMNS)

    assert table.sheet == "Leute"
    assert set(table.letters) == {"name", "count", "since"}
    assert SpreadsheetField().clean(tables.upload(data))


def test_notes_are_words_whatever_they_hold():
    data = write_template(COLUMNS, ["=1+1", "Ein\x0bBruch", "x" * 40_000], title="Leute")

    cells = [row[0] for row in load_workbook(io.BytesIO(data)).worksheets[1].rows]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert cells[1].value == "EinBruch"


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda: b"MZ", "pool.xlsm", "Form XLSX"),
        (samples.pdf, "pool.pdf", "Form XLSX"),
        (samples.pdf, "pool.xlsx", "passt nicht zu ihrem Namen"),
        (lambda: b"Name;E-Mail", "pool.csv", "Form XLSX"),
        (lambda: tables.with_part(tables.table(HEAD), "xl/vbaProject.bin", b"x"), "pool.xlsx", "Makros"),
        (lambda: tables.with_part(tables.table(HEAD), "xl/bombe.xml", bytes(201 << 20)), "pool.xlsx", "groß"),
    ],
    ids=["program", "PDF", "PDF named XLSX", "CSV", "macros", "bomb"],  # not the bytes: they hold the time
)
def test_the_field_takes_tables_only(make, name, words):
    with pytest.raises(Exception, match=words):
        SpreadsheetField().clean(tables.upload(make(), name))
