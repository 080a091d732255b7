from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "gsvo.offices"
    label = "offices"
    verbose_name = "Koordinierungsstellen"

    def ready(self):
        from gsvo.offices import reminders  # noqa: F401  adds its row
