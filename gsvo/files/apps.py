from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "gsvo.files"
    label = "files"
    verbose_name = _("Dateien")
