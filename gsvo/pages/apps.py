from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "gsvo.pages"
    label = "pages"
    verbose_name = "Öffentliche Seiten"
