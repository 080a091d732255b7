from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "gsvo.outbox"
    label = "outbox"
    verbose_name = "Postausgang"
