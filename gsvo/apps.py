"""The project itself as an app: template tags, checks and commands that all share."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "gsvo"
    verbose_name = _("Portal")

    def __init__(self, *args):
        from gsvo.lib.error_messages import speak_plainly
        from gsvo.lib.input_cleaning import clean_what_is_typed

        super().__init__(*args)
        speak_plainly()  # before any form is made: a field takes its words when its class is read
        clean_what_is_typed()

    def ready(self):
        from gsvo.http import sessions  # noqa: F401  register checks and what follows a login
        from gsvo.observability import access_log  # noqa: F401  register checks and what follows a login
        from gsvo.ops import checks  # noqa: F401  register checks and what follows a login
        from gsvo.ops.production_settings import refuse_to_start

        refuse_to_start()
