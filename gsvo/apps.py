"""The project itself as an app: template tags, checks and commands that all share."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "gsvo"
    verbose_name = _("Portal")

    def __init__(self, *args):
        from gsvo.lib.error_messages import install_error_messages
        from gsvo.lib.input_cleaning import install_input_cleaning

        super().__init__(*args)
        install_error_messages()  # before any form is made: a field takes its words when its class is read
        install_input_cleaning()

    def ready(self):
        from gsvo.http import sessions  # noqa: F401  register checks and what follows a login
        from gsvo.observability import access_log  # noqa: F401  register checks and what follows a login
        from gsvo.ops import checks  # noqa: F401  register checks and what follows a login
        from gsvo.ops.production_settings import refuse_to_start

        refuse_to_start()
