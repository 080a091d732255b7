from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Support requests. Always named by this path: `requests` is also an HTTP library (docs/adr/0002)."""

    name = "requests"
    label = "requests"
    verbose_name = "Anfragen"

    def ready(self):
        from requests import receivers, reminders  # noqa: F401  connects them, adds its rows
        from requests.views import mandate_panel  # noqa: F401  registers it
