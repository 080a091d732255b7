from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatusConfig(AppConfig):
    """State of the running portal: heartbeat, pause of sending, forms sent twice."""

    name = "gsvo.status"
    label = "status"
    verbose_name = _("Betrieb")
