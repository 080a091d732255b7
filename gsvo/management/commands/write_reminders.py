"""`manage.py write_reminders`: write the table of docs/reminders.md from the tables in code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from gsvo.lib.written_tables import with_table
from gsvo.reminders.registry import kinds
from gsvo.workplace.reminder_types import TABLE

DOCUMENT = settings.BASE_DIR / "docs" / "reminders.md"
BEGIN = "<!-- reminders: manage.py write_reminders writes from here -->"
END = "<!-- reminders: to here -->"


class Command(BaseCommand):
    help = "Schreibt die Tabelle der Erinnerungen in docs/reminders.md neu."
    requires_system_checks = []

    def handle(self, *args, **options):
        DOCUMENT.write_text(fresh(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


def fresh(text):
    """Return the document with the table of today."""
    return with_table(text, BEGIN, END, _rows())


def _rows():
    table = {kind.name: kind for kind in kinds()}
    yield "Woran", "im Code", "wer", "wie", "an welchen Tagen", "weiß davon seit", "Ende", "Ruhe"
    yield ["---"] * 8
    for name, row in TABLE.items():
        days = f"{_steps(table[name])}, gezählt von {row.counts}"
        yield row.what, f"`{name}`", row.owner, row.way, days, row.since, row.end, row.rest


def _steps(kind):
    """Return the steps of a kind in words, as the settings have them."""
    said = [_step(step) for step in kind.rhythm]
    if kind.goes_on:
        said.append(f"dann alle {settings.REMIND_EVERY_DAYS} Tage")
    return ", ".join(said)


def _step(step):
    if step == 0:
        return "am Tag selbst"
    amount = "1 Tag" if abs(step) == 1 else f"{abs(step)} Tage"
    return f"{amount} {'davor' if step < 0 else 'danach'}"
