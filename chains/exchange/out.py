"""A chain as a file: a table to edit, a document, a paper, or JSON. Pure: a `ChainContent` in, bytes out.

Whoever calls hands in `ChainContent.public()`: contacts, deputies, notes and counts leave no office.
"""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from chains.content import ChainContent
from chains.exchange.columns import COLUMNS, LOCAL_NAMES, cells_of
from chains.models import school_year_name
from chains.rows import Row, rows_of_content
from gsvo.files import papers
from gsvo.files.file_types import DOCX, PDF, XLSX, Kind
from gsvo.lib import dates
from gsvo.lib.xml_text import xml_text

JSON = Kind("JSON", "application/json", ("json",))


def as_xlsx(content: ChainContent) -> bytes:
    """Return the table with all columns, and a second sheet with what actors are called in the place."""
    numbers = {step.id: step.number for step in content.steps}
    steps = [cells_of(step, numbers) for step in content.steps]
    head = [column.heading for column in COLUMNS]
    rows = [[cells[column.name] for column in COLUMNS] for cells in steps]
    return workbook(
        {
            "Kette": ([head, *rows], [column.width for column in COLUMNS]),
            LOCAL_NAMES: ([["Stelle", "Name vor Ort"], *map(list, content.local_names.items())], [40, 40]),
        }
    )


def workbook(sheets: Mapping[str, tuple[list[list[str]], list[int]]]) -> bytes:
    """Return an XLSX file. `sheets`: rows of texts, the first as headings, and widths, by name."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.active)
    for title, (rows, widths) in sheets.items():
        sheet = book.create_sheet(title)
        for number, texts in enumerate(rows, 1):
            for place, text in enumerate(texts, 1):
                if not text:
                    continue
                cell = sheet.cell(number, place, xml_text(text))
                cell.data_type = "s"  # never a formula, whatever somebody typed
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=number == 1)
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = width
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_json(content: ChainContent) -> bytes:
    """Return the stored form (docs/chain-json.md)."""
    return json.dumps(content.as_json(), ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class Origin:
    """Whose chain it is and when it last changed: what a paper says besides the steps."""

    office: str
    changed_at: Any


def as_docx(content: ChainContent, origin: Origin) -> bytes:
    return papers.as_docx(paper_of(content, origin), origin.changed_at)


def as_pdf(content: ChainContent, origin: Origin) -> bytes:
    return papers.as_pdf(paper_of(content, origin), origin.changed_at)


def paper_of(content: ChainContent, origin: Origin) -> papers.Content:
    """Return the table Wann / Was / Wer as a paper."""
    rows = [_cells(row) for row in rows_of_content(content)]
    table = papers.Table(
        [_("Nr."), _("Wann?"), _("Was?"), _("Wer?"), _("Übergibt")],
        [[xml_text(text) for text in row] for row in rows],
        widths=[2, 8, 10, 9, 9],  # "Schuljahresbeginn" fits its column
    )
    block = papers.Block(table=table) if rows else papers.Block(_("Diese Kette hat keine Schritte."))
    author = xml_text(_("Koordinierungsstelle %(office)s") % {"office": origin.office})
    return papers.Content(
        title=_("Verantwortungskette"),
        subject=xml_text(f"{origin.office} {school_year_name(content.school_year)}"),
        author=author,
        number=school_year_name(content.school_year),
        facts=[
            (_("Schuljahr"), school_year_name(content.school_year)),
            (_("Stand"), dates.day(origin.changed_at)),
        ],
        sections=[papers.Section(_("Wann? Was? Wer?"), [block])],
    )


def _cells(row: Row) -> list[str]:
    step = row.step
    return [
        str(step.number),
        _lines(row.when, row.anchor),
        _lines(step.title, _("Ergebnis: %(result)s") % {"result": step.result} if step.result else ""),
        _lines(
            row.lead or _("noch offen"),
            _("mit %(names)s") % {"names": row.participants} if row.participants else "",
        ),
        _lines(
            step.handover,
            _("an %(names)s") % {"names": row.receivers} if row.receivers else "",
            _("weiter mit Schritt %(numbers)s") % {"numbers": row.next_steps} if row.next_steps else "",
            _("Grundlage: %(basis)s") % {"basis": step.legal_basis} if step.legal_basis else "",
        ),
    ]


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


FORMS: dict[str, tuple[Kind, Callable[[ChainContent, Origin], bytes]]] = {
    "xlsx": (XLSX, lambda content, _origin: as_xlsx(content)),
    "docx": (DOCX, as_docx),
    "pdf": (PDF, as_pdf),
    "json": (JSON, lambda content, _origin: as_json(content)),
}


def written(content: ChainContent, form: str, origin: Origin) -> tuple[Kind, bytes]:
    """Return a chain in one of FORMS as others may read it, in German, whoever opens it."""
    kind, write = FORMS[form]
    with translation.override("de"):
        return kind, write(content.public(), origin)
