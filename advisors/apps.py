from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvisorsConfig(AppConfig):
    name = "advisors"
    label = "advisors"
    verbose_name = _("Beratende und Begleitungen")

    def ready(self):
        from advisors import (  # noqa: F401  what it adds
            event_names,
            left_behind,
            link_purposes,
            notification_counts,
            owed_reminders,
            panels,
            receivers,
            reminders,
            reply_to,
            search,
            work_reminders,
        )
