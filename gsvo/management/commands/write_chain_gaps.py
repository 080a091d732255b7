"""`manage.py write_chain_gaps`: write the table of docs/chain-gaps.md from the gap rules in code."""

from django.conf import settings

from chains.gaps.rules import RULES
from gsvo.lib.written_tables import TableCommand


class Command(TableCommand):
    help = "Schreibt die Tabelle der Lücken einer Kette in docs/chain-gaps.md neu."
    document = settings.BASE_DIR / "docs" / "chain-gaps.md"
    begin = "<!-- rules: manage.py write_chain_gaps writes from here -->"
    end = "<!-- rules: to here -->"

    def rows(self):
        yield "Lücke", "im Code", "Schwere", "warum sie zählt", "was hilft", "Quelle"
        yield ["---"] * 6
        for rule in RULES:
            yield (
                str(rule.label),
                f"`{rule.name}`",
                str(rule.severity.label),
                str(rule.why),
                str(rule.remedy),
                rule.source,
            )
