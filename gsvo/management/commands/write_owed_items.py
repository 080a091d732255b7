"""`manage.py write_owed_items`: write the table of docs/owed.md from the table in code."""

from django.conf import settings

from advisors.owed import TABLE
from gsvo.lib.written_tables import TableCommand


class Command(TableCommand):
    help = "Schreibt die Tabelle der Beiträge zum Abschluss in docs/owed.md neu."
    document = settings.BASE_DIR / "docs" / "owed.md"
    begin = "<!-- items: manage.py write_owed_items writes from here -->"
    end = "<!-- items: to here -->"

    def rows(self):
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
