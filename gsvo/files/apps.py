from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gsvo.files"
    label = "files"
    verbose_name = "Dateien"
