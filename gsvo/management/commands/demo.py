"""`manage.py demo`: create demo data. Refuses without DEMO=1."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gsvo.demo import cast, concerns, goals, looking_back, mails, people, sessions, story
from requests.models import SupportRequest


class Command(BaseCommand):
    help = "Legt Demodaten an (nur mit DEMO=1). Ein zweiter Lauf ändert nichts."

    @transaction.atomic
    def handle(self, *args, verbosity, **options):
        if not settings.DEMO:
            raise CommandError("Demodaten gibt es nur mit DEMO=1.")
        people.staff()
        people.offices()
        people.committees()
        people.chains()
        people.pool()
        people.changed_profile()
        people.funding_period()
        if not SupportRequest.objects.exists():
            story.play()
            sessions.play()
            goals.play()
            concerns.play()
            looking_back.play()
            mails.deliver_the_past()
        if verbosity:
            self.stdout.write(cast.logins())
