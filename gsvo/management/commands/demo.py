"""`manage.py demo`: create demo data. Refuses without DEMO=1."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gsvo.demo import cast, chapters
from requests.models import SupportRequest


class Command(BaseCommand):
    help = "Legt Demodaten an (nur mit DEMO=1). Ein zweiter Lauf ändert nichts."

    @transaction.atomic
    def handle(self, *args, verbosity, **options):
        if not settings.DEMO:
            raise CommandError("Demodaten gibt es nur mit DEMO=1.")
        chapters.make_people()
        if not SupportRequest.objects.exists():
            chapters.play_cases()
        if verbosity:
            self.stdout.write(cast.logins())
