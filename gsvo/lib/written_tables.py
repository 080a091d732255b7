"""Write a table that code holds into a Markdown document, between two marks."""

from collections.abc import Iterable, Sequence

from django.core.management.base import CommandError


def with_table(text: str, begin: str, end: str, rows: Iterable[Sequence[str]]) -> str:
    """Return the document with the rows between the marks. CommandError: the first mark is lost."""
    head, found, rest = text.partition(begin)
    if not found:
        raise CommandError(f"The document has lost its line {begin}")
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    return "\n".join([f"{head}{begin}", *lines, f"{end}{rest.partition(end)[2]}"])
