"""`manage.py write_reminders`: write the table of docs/reminders.md from the tables in code."""

from django.conf import settings

from gsvo.lib.written_tables import TableCommand
from gsvo.reminders.registry import kinds
from gsvo.workplace.reminder_types import TABLE


class Command(TableCommand):
    help = "Schreibt die Tabelle der Erinnerungen in docs/reminders.md neu."
    document = settings.BASE_DIR / "docs" / "reminders.md"
    begin = "<!-- reminders: manage.py write_reminders writes from here -->"
    end = "<!-- reminders: to here -->"

    def rows(self):
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
