"""The project itself as an app: template tags, checks and commands that all share."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gsvo"
    verbose_name = "Portal"

    def ready(self):
        from gsvo import checks  # noqa: F401  registers the system checks
        from gsvo.wording import speak_plainly

        speak_plainly()
