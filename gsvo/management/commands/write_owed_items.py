"""`manage.py write_owed_items`: write the table of docs/owed.md from the table in code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from advisors.owed import TABLE
from gsvo.lib.written_tables import with_table

DOCUMENT = settings.BASE_DIR / "docs" / "owed.md"
BEGIN = "<!-- items: manage.py write_owed_items writes from here -->"
END = "<!-- items: to here -->"


class Command(BaseCommand):
    help = "Schreibt die Tabelle der Beiträge zum Abschluss in docs/owed.md neu."
    requires_system_checks = []

    def handle(self, *args, **options):
        DOCUMENT.write_text(fresh(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


def fresh(text):
    """Return the document with the table of today."""
    return with_table(text, BEGIN, END, _rows())


def _rows():
    yield "Beitrag", "im Code", "von", "fällig", "nötig für den Abschluss", "erinnert", "warum"
    yield ["---"] * 7
    for row in TABLE:
        gates = "ja" if row.gates else "nein"
        yield (
            str(row.kind.label),
            f"`{row.kind}`",
            str(row.owner.label),
            row.when,
            gates,
            f"`{row.reminder}`",
            row.reason,
        )
