"""`manage.py resume`: resume sending after a restore, once somebody has looked at the outbox."""

from django.core.management.base import BaseCommand

from gsvo.status.models import SystemStatus


class Command(BaseCommand):
    help = "Lässt den Versand weitergehen, der nach einer Rücksicherung angehalten ist."

    def handle(self, **options):
        SystemStatus.objects.resume_sending()
        self.stdout.write("Der Versand geht weiter.")
