"""`manage.py purge`: delete what is due by gsvo/retention/table.py."""

from django.core.management.base import BaseCommand, CommandError

from gsvo.retention import purge
from gsvo.retention.table import KINDS


class Command(BaseCommand):
    help = "Löscht, was nach docs/data-protection.md fällig ist, und schreibt darüber ein Protokoll."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--dry-run", action="store_true", help="nur zeigen, wie viel fällig ist")
        how.add_argument(
            "--replay", metavar="PROTOKOLL", help="nach einer Rücksicherung: noch einmal löschen"
        )

    def handle(self, *args, dry_run, replay, **options):
        try:
            if dry_run:
                counts = purge.preview()
            elif replay:
                counts = purge.replay(replay)
            else:
                counts = purge.purge()
        except (purge.PurgeFailed, OSError, LookupError) as trouble:
            raise CommandError(f"Nicht alles ist gelöscht: {trouble}") from trouble
        for kind, count in counts.items():
            term = KINDS[kind].term if kind in KINDS else None
            self.stdout.write(f"{count:7} {kind}" + (f" ({term.setting}={term.days})" if term else ""))
