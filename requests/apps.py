from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequestsConfig(AppConfig):
    """Support requests. Always named by this path: `requests` is also an HTTP library (docs/adr/0002)."""

    name = "requests"
    label = "requests"
    verbose_name = _("Anfragen")

    def ready(self):
        from requests import (  # noqa: F401  what it adds
            left_behind,
            link_purposes,
            receivers,
            reminders,
            reply_to,
        )
        from requests.views import mandate_panel  # noqa: F401  registers it
