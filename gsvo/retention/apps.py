from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    """Retention and deletion. Each app registers rules for its records in its `retention.py`."""

    name = "gsvo.retention"
    label = "retention"
    verbose_name = _("Löschfristen")

    def ready(self):
        autodiscover_modules("retention")
