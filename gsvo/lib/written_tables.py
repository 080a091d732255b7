"""Write a table that code holds into a Markdown document, between two marks."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError


def with_table(text: str, begin: str, end: str, rows: Iterable[Sequence[str]]) -> str:
    """Return the document with the rows between the marks. CommandError: the first mark is lost."""
    head, found, rest = text.partition(begin)
    if not found:
        raise CommandError(f"The document has lost its line {begin}")
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"{head}{begin}", *lines, f"{end}{rest.partition(end)[2]}"])


class TableCommand(BaseCommand):
    """A command that writes one table of a document anew. Says where it stands, and its `rows`."""

    requires_system_checks = []
    document: Path
    begin: str
    end: str

    def rows(self) -> Iterable[Sequence[str]]:
        raise NotImplementedError

    def fresh(self, text: str) -> str:
        """Return the document with the table of today."""
        return with_table(text, self.begin, self.end, self.rows())

    def handle(self, *args: Any, **options: Any) -> None:
        self.document.write_text(self.fresh(self.document.read_text(encoding="utf-8")), encoding="utf-8")
