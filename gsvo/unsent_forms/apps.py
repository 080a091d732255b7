from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnsentFormsConfig(AppConfig):
    """Forms that were filled in and not received."""

    name = "gsvo.unsent_forms"
    label = "unsent_forms"
    verbose_name = _("Nicht gesendete Eingaben")

    def ready(self):
        from gsvo.http import post_data
        from gsvo.unsent_forms.middleware import keep_for

        post_data.register(keep_for)
