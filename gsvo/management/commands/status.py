"""`manage.py status`: print in words what /readyz checks."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from gsvo.ops.health import warnings_now
from gsvo.status.models import SystemStatus


class Command(BaseCommand):
    help = "Sagt in Worten, ob alles läuft. Endet mit 1, wenn etwas fehlt."
    requires_system_checks = []

    def handle(self, **options):
        try:
            row = SystemStatus.objects.read()
            self.stdout.write(f"Letztes Lebenszeichen der Zeitsteuerung: {_when(row.beat_at)}")
            self.stdout.write(
                f"Versand: {f'angehalten seit {_when(row.paused_at)}' if row.paused_at else 'läuft'}"
            )
        except DatabaseError:
            pass  # the next lines say so
        warnings = warnings_now()
        for warning in warnings:
            self.stdout.write(f"- {warning}")
        if warnings:
            raise CommandError("Es ist nicht alles in Ordnung.")
        self.stdout.write("Alles in Ordnung.")


def _when(moment):
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "nie"
