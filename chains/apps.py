from django.apps import AppConfig


class ChainsConfig(AppConfig):
    name = "chains"
    label = "chains"
    verbose_name = "Verantwortungsketten"
