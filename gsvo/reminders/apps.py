from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "gsvo.reminders"
    label = "reminders"
    verbose_name = _("Erinnerungen")

    def ready(self):
        from gsvo.reminders import digest  # noqa: F401  adds its rule to the outbox
