"""`manage.py write_choice_rules`: write the table of docs/choice.md from the rules in code."""

from django.conf import settings

from advisors.choice import RULES
from gsvo.lib.written_tables import TableCommand


class Command(TableCommand):
    help = "Schreibt die Tabelle der Regeln in docs/choice.md neu."
    document = settings.BASE_DIR / "docs" / "choice.md"
    begin = "<!-- rules: manage.py write_choice_rules writes from here -->"
    end = "<!-- rules: to here -->"

    def rows(self):
        yield "Regel", "im Code", "passt", "Vorbehalt", "passt nicht"
        yield ["---"] * 5
        for rule in RULES:
            words = (rule.fits or "–", rule.reserve or "–", rule.blocked or "–")
            yield rule.label, f"`{rule.judge.__name__}`", *words
