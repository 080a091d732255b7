"""`manage.py rebuild_search`: rewrite the columns for searching and sorting after a change of rules."""

from django.apps import apps
from django.core.management.base import BaseCommand

from gsvo.lib.search_fields import folded_fields, refold


class Command(BaseCommand):
    help = "Writes the columns for searching and sorting anew, from what stands in each row now."

    def handle(self, *args, **options):
        for model in apps.get_models():
            if folded_fields(model):
                self.stdout.write(f"{model._meta.label}: {refold(model)}")
