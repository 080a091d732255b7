"""Read a table from an XLSX file, each fault with its place, and write files to fill in.

What the file is was examined before (`gsvo.files.fields.SpreadsheetField`): no macros, no program, not too
large unpacked. openpyxl is imported when it is needed only: no other page pays for it.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gsvo.lib.xml_text import xml_text

MOST_ROWS = 1000  # below the headings; nobody types more, and a file may claim a million
MOST_COLUMNS = 60
MOST_TABLE_BYTES = 20 * 1024 * 1024  # of sheets and their words, unpacked
_TABLE_PARTS = ("xl/worksheets/", "xl/sharedstrings.xml")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Z]+)([0-9]+):([A-Z]+[0-9]+)\"")


@dataclass(frozen=True)
class Column:
    """A column of a table. `kind`: "text", "number" or "day"."""

    name: str
    heading: str
    kind: str = "text"
    is_required: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: sheet, row, letter of the column; 0 and "" for the whole sheet."""

    words: str
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Row:
    """A row with its number in the file; `values` holds what is filled in: texts and days."""

    number: int
    values: dict[str, Any]


@dataclass
class Table:
    sheet: str = ""
    letters: dict[str, str] = field(default_factory=dict)  # of columns, by their name
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unheaded: set[str] = field(default_factory=set)  # letters of columns that a problem names already

    told: set[tuple[int, str]] = field(default_factory=set)  # row and letter of each problem

    def problem(self, words: str, row: int = 0, name: str = "", column: str = "") -> None:
        column = column or self.letters.get(name, "")
        self.problems.append(Problem(words, self.sheet, row, column))
        self.told.add((row, column))

    def is_told(self, row: int, name: str) -> bool:
        """Return whether a problem of this cell is told already."""
        return (row, self.letters.get(name, "")) in self.told

    def by_place(self) -> list[Problem]:
        """Return the problems as one goes through the sheet: what is about the whole first."""
        return sorted(self.problems, key=lambda row: (row.row, len(row.column), row.column))


def read_table(data: bytes, columns: Sequence[Column]) -> Table:
    """Return the first sheet as a table; whoever uses its rows looks at its problems first."""
    table = Table()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            parts = [row for row in container.infolist() if row.filename.lower().startswith(_TABLE_PARTS)]
            if sum(part.file_size for part in parts) > MOST_TABLE_BYTES:
                table.problem(_("Die Tabelle ist zu groß. Löschen Sie Blätter und Zeilen, die leer sind."))
                return table
            _read(data, container, columns, table)
    except Exception:  # nobody knows what a strange workbook does to its reader
        table.rows = []
        table.problem(_("Die Tabelle lässt sich nicht lesen. Speichern Sie sie bitte noch einmal als XLSX."))
    return table


def _read(data: bytes, container: zipfile.ZipFile, columns: Sequence[Column], table: Table) -> None:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        table.sheet = sheet.title
        if book.epoch == CALENDAR_MAC_1904 and any(column.kind == "day" for column in columns):
            table.problem(
                _(
                    "Die Datei zählt Tage ab 1904 statt ab 1900. Schalten Sie das in den Einstellungen der "
                    "Tabelle aus und prüfen Sie danach jedes Datum."
                )
            )
        for letter, row, end in _merged(container, sheet):
            words = _("Die Zellen %(cells)s sind verbunden. Heben Sie die Verbindung auf.")
            table.problem(words % {"cells": f"{letter}{row}:{end}"}, int(row), column=letter)
        sheet.reset_dimensions()  # a file may claim any size
        _read_rows(sheet.iter_rows(max_col=MOST_COLUMNS), columns, table)
    finally:
        book.close()


def _merged(container: zipfile.ZipFile, sheet: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (column, row, last cell) of the first cells that are merged with others."""
    text = container.read(sheet._worksheet_path)
    for found in list(_MERGED.finditer(text))[:20]:
        letter, row, end = (part.decode() for part in found.groups())
        yield letter, row, end


def _read_rows(rows: Iterable[Any], columns: Sequence[Column], table: Table) -> None:
    by_place: dict[int, Column] = {}
    first = 0
    for number, cells in enumerate(rows, 1):
        filled = [cell for cell in cells if cell.value not in (None, "")]
        if not filled:
            if number > MOST_ROWS * 2:
                break
            continue
        if not first:
            first = number
            by_place = _headings(filled, columns, table, number)
            continue
        if number - first > MOST_ROWS:
            words = _("Mehr als %(most)s Zeilen lesen wir nicht auf einmal. Teilen Sie die Tabelle.")
            table.problem(words % {"most": MOST_ROWS}, number)
            break
        table.rows.append(_row(number, filled, by_place, table))
    if not table.rows and not table.problems:
        table.problem(_("Unter den Überschriften steht nichts."))
    for column in columns:
        if column.is_required and column.name not in table.letters:
            words = _("Die Spalte „%(heading)s“ fehlt. Nehmen Sie am besten unsere Vorlage.")
            table.problem(words % {"heading": column.heading}, first)


def _headings(cells: Iterable[Any], columns: Sequence[Column], table: Table, row: int) -> dict[int, Column]:
    known = {_plain(column.heading): column for column in columns}
    found: dict[int, Column] = {}
    for cell in cells:
        column = known.get(_plain(str(cell.value)))
        letter = cell.column_letter
        if column is None:
            words = _(
                "Die Überschrift „%(heading)s“ kennen wir nicht. Löschen Sie die Spalte, oder ändern Sie sie."
            )
            table.problem(words % {"heading": str(cell.value)[:60]}, row, column=letter)
            table.unheaded.add(letter)
        elif column.name in table.letters:
            words = _("Die Überschrift „%(heading)s“ steht zweimal da.")
            table.problem(words % {"heading": column.heading}, row, column=letter)
            table.unheaded.add(letter)
        else:
            found[cell.column] = column
            table.letters[column.name] = letter
    return found


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _row(number: int, cells: Iterable[Any], by_place: dict[int, Column], table: Table) -> Row:
    values = {}
    for cell in cells:
        column = by_place.get(cell.column)
        if column is None:
            if cell.column_letter not in table.unheaded:
                table.unheaded.add(cell.column_letter)
                words = _("Über dieser Spalte steht keine Überschrift, die wir kennen.")
                table.problem(words, number, column=cell.column_letter)
            continue
        value, words = _value(cell, column.kind)
        if words:
            table.problem(words, number, column.name)
        elif value not in (None, ""):
            values[column.name] = value
    for column in by_place.values():
        if column.is_required and column.name not in values and not table.is_told(number, column.name):
            words = _("Hier fehlt eine Angabe: %(heading)s.")
            table.problem(words % {"heading": column.heading}, number, column.name)
    return Row(number, values)


def _value(cell: Any, kind: str) -> tuple[Any, str]:
    """Return (what stands in a cell, what is wrong with it)."""
    value = cell.value
    if cell.data_type == "f":
        return None, _(
            "Hier steht eine Formel. Kopieren Sie die Spalte und fügen Sie sie als Werte wieder ein."
        )
    if cell.data_type == "e":
        return None, _("Hier steht ein Fehlerwert (%(value)s).") % {"value": value}
    if kind == "day":
        return _day(value)
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return None, _("Hier steht ein Datum. Stellen Sie als Zellformat Text ein und tippen Sie es neu.")
    if isinstance(value, bool):
        return None, _("Hier steht WAHR oder FALSCH. Tippen Sie es als Text.")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip(), ""


def _day(value: Any) -> tuple[Any, str]:
    if isinstance(value, dt.datetime):
        return value.date(), ""
    if isinstance(value, dt.date):
        return value, ""
    return None, _("Das Datum steht hier als Text oder Zahl. Stellen Sie als Zellformat Datum ein.")


def write_template(columns: Sequence[Column], notes: Sequence[str], *, title: str) -> bytes:
    """Return an XLSX file with the headings, and a second sheet that says what to fill in."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(len(column.heading) + 4, 18)
        if column.kind == "day":
            for row in range(2, 52):
                sheet.cell(row, number).number_format = "dd.mm.yyyy"
    sheet.freeze_panes = "A2"
    told = book.create_sheet("So füllen Sie aus")  # German as its headings, for whoever fills it in
    told.column_dimensions["A"].width = 110
    for number, note in enumerate(notes, 1):
        cell = told.cell(number, 1, xml_text(note))
        cell.data_type = "s"  # never a formula, whatever a note begins with
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
