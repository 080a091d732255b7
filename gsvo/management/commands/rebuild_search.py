"""`manage.py rebuild_search`: rewrite the columns for searching and sorting, and add missing indexes."""

from django.apps import apps
from django.core.management.base import BaseCommand

from gsvo.lib import trigrams
from gsvo.lib.search_fields import folded_fields, refold


class Command(BaseCommand):
    help = "Writes the columns for searching and sorting anew, and adds the indexes of searches if missing."

    def handle(self, *args, **options):
        for model in apps.get_models():
            if folded_fields(model):
                self.stdout.write(f"{model._meta.label}: {refold(model)}")
        for table in trigrams.add_missing():
            self.stdout.write(f"Index: {table}")
