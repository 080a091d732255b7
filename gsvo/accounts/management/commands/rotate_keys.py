"""`manage.py rotate_keys`: encrypt second factors' secrets with the current SECRET_KEY."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from gsvo.accounts.adapter import SEALED_FOR
from gsvo.lib import encryption

SECRETS = ("secret", "seed")  # allauth's names: of the app, of the list for emergencies


class Command(BaseCommand):
    help = "Encrypt the second factors anew with today's SECRET_KEY."

    def handle(self, *args, **options):
        done = lost = 0
        for pk in Authenticator.objects.values_list("pk", flat=True):
            with transaction.atomic():
                row = Authenticator.objects.select_for_update().get(pk=pk)
                names = [name for name in SECRETS if name in row.data]
                try:
                    row.data |= {name: encryption.rotate(row.data[name], SEALED_FOR) for name in names}
                except encryption.DecryptionError:
                    lost += 1
                    continue
                row.save(update_fields=["data"])
                done += bool(names)
        self.stdout.write(f"{done} secrets under today's key, {lost} under none of ours.")
