"""`manage.py backup FOLDER`: back up database, uploads and deletion log of the running portal."""

from django.core.management.base import BaseCommand, CommandError

from gsvo.ops.backup.engines import Failed
from gsvo.ops.backup.folder import write


class Command(BaseCommand):
    help = "Sichert Datenbank, Unterlagen und Löschprotokoll des laufenden Portals in einen neuen Ordner."
    requires_system_checks = []  # in an emergency nobody asks for the look

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="ORDNER", help="neu oder leer; nur für Sie lesbar")

    def handle(self, *, folder, **options):
        try:
            manifest = write(folder)
        except (Failed, OSError) as trouble:
            raise CommandError(f"Es ist nichts gesichert: {trouble}") from trouble
        self.stdout.write(f"Gesichert: {', '.join(manifest['files'])}. Stand: {manifest['made_at']}")
