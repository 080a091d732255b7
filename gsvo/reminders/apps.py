from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "gsvo.reminders"
    label = "reminders"
    verbose_name = "Erinnerungen"
