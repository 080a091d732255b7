"""The project itself as an app: template tags, checks and commands that all share."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "gsvo"
    verbose_name = "Portal"

    def ready(self):
        from gsvo import checks, sessions  # noqa: F401  register the system checks, what a login begins with
        from gsvo.production import refuse_to_start
        from gsvo.wording import speak_plainly

        refuse_to_start()
        speak_plainly()
