from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficesConfig(AppConfig):
    name = "gsvo.offices"
    label = "offices"
    verbose_name = _("Koordinierungsstellen")

    def ready(self):
        from gsvo.offices import link_purposes, receivers, reminders  # noqa: F401  listen, and add their rows
