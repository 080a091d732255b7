from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChainsConfig(AppConfig):
    name = "chains"
    label = "chains"
    verbose_name = _("Verantwortungsketten")

    def ready(self):
        from chains import link_purposes, receivers, reminders, reply_to  # noqa: F401  what it adds
