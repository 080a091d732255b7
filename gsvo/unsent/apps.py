from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnsentConfig(AppConfig):
    """What was typed and has not arrived."""

    name = "gsvo.unsent"
    label = "unsent"
    verbose_name = _("Nicht gesendete Eingaben")

    def ready(self):
        from gsvo.http import post_data
        from gsvo.unsent.middleware import keep_for

        post_data.register(keep_for)
