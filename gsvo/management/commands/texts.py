"""`manage.py texts`: collect texts into the catalogues, compile and check them."""

from django.core.management.base import BaseCommand, CommandError

from gsvo.ops import translations


class Command(BaseCommand):
    help = "Collects all texts into gsvo/locale/ and compiles the catalogues."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--compile", action="store_true", help="compile only")
        parser.add_argument(
            "--check", action="store_true", help="only say what is missing, and fail if something is"
        )

    def handle(self, *, compile, check, **options):  # noqa: A002  the option's name
        for language in translations.languages():
            if check:
                self._check(language)
                continue
            if not compile:
                translations.merge(language)
            translations.compile_catalogue(language)

    def _check(self, language):
        troubles = translations.troubles(language)
        for trouble in troubles:
            self.stderr.write(f"{language}: {trouble}")
        if troubles:
            raise CommandError(
                f"{len(troubles)} texts of {language} need attention: manage.py texts, then translate."
            )
