"""The mail that G.I.B. gets in the morning."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.lib.workdays import end_of_day
from gsvo.outbox.queue import Mail, queues_mails
from gsvo.outbox.rendering import one_line


@queues_mails
def morning(*, waiting, failed, late, cases, mails):
    """To the address of the casework. The lists hold lines; `cases` waits in all, `mails` failed in all."""
    told = [
        cases
        and ngettext("Ein Fall wartet auf uns", "%(count)s Fälle warten auf uns", cases) % {"count": cases},
        mails
        and ngettext("Eine Mail kam nicht an", "%(count)s Mails kamen nicht an", mails) % {"count": mails},
    ]
    return Mail(
        "workplace/morning",
        to=settings.CONTACT_EMAIL,
        expires_at=end_of_day(localdate()),  # tomorrow there is a newer one
        context={
            "heading": " · ".join(filter(None, told)) or _("Manches braucht einen Blick"),
            "waiting": [one_line(line) for line in waiting],
            "more_cases": cases - len(waiting),
            "failed": [one_line(line) for line in failed],
            "more_mails": mails - len(failed),
            "late": [one_line(line) for line in late],
            "url": reverse("admin:index"),
            "action": _("Arbeitsplatz öffnen"),
            "because": _("Sie bekommen diese Mail, weil dies die Adresse der Sachbearbeitung ist."),
        },
    )
