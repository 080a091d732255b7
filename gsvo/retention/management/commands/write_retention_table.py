"""`manage.py write_retention_table`: write the two tables of docs/data-protection.md from those in code."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from gsvo.lib.written_tables import with_table
from gsvo.retention.impersonal import IMPERSONAL
from gsvo.retention.table import KINDS

DOCUMENT = settings.BASE_DIR / "docs" / "data-protection.md"
END = "<!-- table: to here -->"


class Command(BaseCommand):
    help = "Schreibt die Tabellen in docs/data-protection.md neu; mit --check nur prüfen."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check, **options):
        text = DOCUMENT.read_text(encoding="utf-8")
        fresh = _replace(_replace(text, "kinds", _kinds()), "impersonal", _impersonal())
        if check and fresh != text:
            raise CommandError(f"{DOCUMENT.name} is stale: run manage.py write_retention_table.")
        if not check:
            DOCUMENT.write_text(fresh, encoding="utf-8")


def _replace(text, name, rows):
    begin = f"<!-- table: manage.py write_retention_table writes {name} from here -->"
    return with_table(text, begin, END, rows)


def _kinds():
    yield "Kind", "Where", "Why it is kept", "Term begins", "Term in days", "Then"
    yield ["---"] * 6
    first = {}  # kinds that keep the same columns are written once
    for kind in KINDS.values():
        same = first.setdefault(id(kind.columns), kind)
        yield (
            f"`{kind.name}`",
            _columns(kind.columns) if same is kind else f"as `{same.name}`",
            kind.purpose,
            kind.begins,
            f"`{kind.term.setting}` ({kind.term.days})",
            kind.outcome,
        )


def _impersonal():
    yield "Where", "What it is"
    yield ["---"] * 2
    for row in IMPERSONAL:
        yield _columns(row.columns), row.what


def _columns(columns):
    return "; ".join(f"`{label}`: {names}" if names else f"`{label}`" for label, names in columns.items())
