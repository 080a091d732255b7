"""`manage.py write_choice_rules`: write the table of docs/choice.md from the rules in code."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from advisors.choice import RULES

DOCUMENT = settings.BASE_DIR / "docs" / "choice.md"
BEGIN = "<!-- rules: manage.py write_choice_rules writes from here -->"
END = "<!-- rules: to here -->"


class Command(BaseCommand):
    help = "Schreibt die Tabelle der Regeln in docs/choice.md neu."
    requires_system_checks = []

    def handle(self, *args, **options):
        DOCUMENT.write_text(with_table(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


def with_table(text):
    """Return the document with the table of today."""
    head, found, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    if not found:
        raise CommandError(f"{DOCUMENT.name} has lost its line {BEGIN}")
    lines = [f"| {' | '.join(cells)} |" for cells in _rows()]
    return "\n".join([f"{head}{BEGIN}", *lines, f"{END}{tail}"])


def _rows():
    yield "Regel", "im Code", "passt", "Vorbehalt", "passt nicht"
    yield ["---"] * 5
    for rule in RULES:
        words = (rule.fits or "–", rule.reserve or "–", rule.blocked or "–")
        yield rule.label, f"`{rule.judge.__name__}`", *words
