from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "gsvo.offices"
    label = "offices"
    verbose_name = "Koordinierungsstellen"
