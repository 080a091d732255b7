"""Read a list of committee members as it is copied from Excel, Word or a mail. Pure functions."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gsvo.lib.text import collapse, fold, normalize

MOST_LINES = 60
COLUMNS = ("institution", "function", "name", "email")
WITH_VOTE = {"", "ja", "j", "x", "1", "yes", "stimme", "mit stimme", "mitglied", "stimmberechtigt"}
WITHOUT_VOTE = {"nein", "n", "0", "no", "-", "gast", "ohne", "ohne stimme", "beratend"}
CHAIR = {"vorsitz", "vorsitzende", "vorsitzender", "vorsitzende/r"}
HEADINGS = {"institution", "name", "e-mail", "email", "mail", "funktion", "stimme"}


@dataclass
class Line:
    """One person in the list. `number`: which line, counted from 1 as the writer sees them."""

    number: int
    values: dict
    problems: list = field(default_factory=list)


def read(text: str) -> list[Line]:
    """Return the people of a list, each with what is wrong there. Empty lines and a heading are not."""
    rows = [
        (number, _cells(line)) for number, line in enumerate(normalize(text).split("\n"), 1) if line.strip()
    ]
    if rows and len(HEADINGS & {cell.casefold() for cell in rows[0][1]}) > 1:
        rows = rows[1:]
    return [_line(number, cells) for number, cells in rows]


def _cells(line):
    cells = [_unquoted(cell.strip()) for cell in line.split("\t" if "\t" in line else ";")]
    while len(cells) > len(COLUMNS) and not cells[-1]:
        cells.pop()
    return cells


def _unquoted(cell):
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"').strip() if is_quoted else cell


def _line(number, cells):
    if not len(COLUMNS) <= len(cells) <= len(COLUMNS) + 1:
        values = dict(zip(COLUMNS, cells, strict=False))
        problem = _(
            "Angaben in dieser Zeile: %(count)s. Nötig sind Institution, Funktion, Name und E-Mail, dann "
            "vielleicht die Stimme; eine leere Funktion braucht trotzdem ihr Trennzeichen."
        ) % {"count": len(cells)}
        return Line(number, values, [problem])
    vote = collapse(fold(cells[4])) if len(cells) > len(COLUMNS) else ""
    values = {
        **dict(zip(COLUMNS, cells, strict=False)),
        "is_voting": "0" if vote in WITHOUT_VOTE else "1",
        "is_chair": vote in CHAIR,
    }
    problems = []
    if vote not in WITH_VOTE | WITHOUT_VOTE | CHAIR:
        problems.append(_("Stimme: Schreiben Sie ja, nein oder Vorsitz."))
    return Line(number, values, problems)
