from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    """How long what is kept. Each app's `retention.py` brings the rules for its own records."""

    name = "gsvo.retention"
    label = "retention"
    verbose_name = _("Löschfristen")

    def ready(self):
        autodiscover_modules("retention")
