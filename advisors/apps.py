from django.apps import AppConfig


class AdvisorsConfig(AppConfig):
    name = "advisors"
    label = "advisors"
    verbose_name = "Beratende und Begleitungen"

    def ready(self):
        from advisors import panels, receivers, reminders  # noqa: F401  what this app adds to a request
