"""`manage.py personal_data ADDRESS`: report what is stored about one person, as text or JSON."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from gsvo.retention import data_subjects


class Command(BaseCommand):
    help = "Schreibt, was zu einer E-Mail-Adresse gespeichert ist (Auskunft nach Art. 15 DSGVO)."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="ADRESSE")
        parser.add_argument("--json", action="store_true", help="als JSON statt als Text")

    def handle(self, *args, address, json: bool, **options):
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise CommandError(f"Das ist keine E-Mail-Adresse: {address}") from wrong
        found = data_subjects.report(address)
        self.stdout.write(as_json(found) if json else data_subjects.as_text(found))


def as_json(found):
    return json.dumps(found, ensure_ascii=False, indent=2)
