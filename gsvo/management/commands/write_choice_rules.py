"""`manage.py write_choice_rules`: write the table of docs/choice.md from the rules in code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from advisors.choice import RULES
from gsvo.lib.written_tables import with_table

DOCUMENT = settings.BASE_DIR / "docs" / "choice.md"
BEGIN = "<!-- rules: manage.py write_choice_rules writes from here -->"
END = "<!-- rules: to here -->"


class Command(BaseCommand):
    help = "Schreibt die Tabelle der Regeln in docs/choice.md neu."
    requires_system_checks = []

    def handle(self, *args, **options):
        DOCUMENT.write_text(fresh(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


def fresh(text):
    """Return the document with the table of today."""
    return with_table(text, BEGIN, END, _rows())


def _rows():
    yield "Regel", "im Code", "passt", "Vorbehalt", "passt nicht"
    yield ["---"] * 5
    for rule in RULES:
        words = (rule.fits or "–", rule.reserve or "–", rule.blocked or "–")
        yield rule.label, f"`{rule.judge.__name__}`", *words
