from django.apps import AppConfig


class OperationConfig(AppConfig):
    """What the portal knows about its own running."""

    name = "gsvo.operation"
    label = "operation"
    verbose_name = "Betrieb"
