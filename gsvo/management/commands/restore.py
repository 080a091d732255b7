"""`manage.py restore FOLDER`: restore a backup. Web server, worker and scheduler must be stopped."""

from django.core.management.base import BaseCommand, CommandError

from gsvo.ops.backup import engines
from gsvo.ops.backup.folder import verify
from gsvo.ops.backup.restore import is_live, restore
from gsvo.retention.purge import PurgeFailed


class Command(BaseCommand):
    help = "Bringt eine Sicherung zurück. Der Versand ist danach angehalten (manage.py resume)."
    requires_system_checks = []  # in an emergency nobody asks for the look

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="ORDNER", help="was manage.py backup geschrieben hat")
        parser.add_argument("--force", action="store_true", help="überschreiben, was da ist")
        parser.add_argument("--end-links", action="store_true", help="alle Links aus Mails beenden")

    def handle(self, *, folder, force, end_links, **options):
        try:
            manifest = verify(folder)
            if not force and is_live():
                raise CommandError(
                    "Hier gibt es schon Konten oder Unterlagen. Mit --force überschreiben Sie sie."
                )
            done = restore(folder, end_links=end_links)
        except (engines.Failed, PurgeFailed, OSError) as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"Zurück auf dem Stand von {manifest['made_at']}.")
        for what, count in done.items():
            self.stdout.write(f"{count:7} {what}")
        self.stdout.write("Der Versand ist angehalten. Sehen Sie die Post durch, dann: manage.py resume")
