from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "gsvo.links"
    label = "links"
    verbose_name = "Links in E-Mails"
