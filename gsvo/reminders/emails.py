"""The one mail a morning to whoever has an account."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.outbox.queue import Mail, queues_mails
from gsvo.outbox.rendering import one_line


@queues_mails
def digest(person, matters):
    """To one account holder: what lies with her or him, the most urgent first."""
    count = len(matters)
    heading = ngettext("Eine Sache wartet auf Sie", "%(count)s Sachen warten auf Sie", count) % {
        "count": count
    }
    return Mail(
        "reminders/digest",
        to=person,
        context={
            "heading": heading,
            "lines": [one_line(str(matter.line())) for matter in matters],
            "url": reverse("arrive"),
            "action": _("Zu Ihren Aufgaben"),
            "because": _(
                "Sie bekommen diese Mail höchstens einmal am Tag, weil im Portal etwas bei Ihnen liegt."
            ),
        },
    )
