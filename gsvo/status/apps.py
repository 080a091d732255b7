from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatusConfig(AppConfig):
    """What the portal knows about its own running."""

    name = "gsvo.status"
    label = "status"
    verbose_name = _("Betrieb")
