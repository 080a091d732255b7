"""The mail that G.I.B. gets in the morning."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gsvo.outbox.language import in_mail_language
from gsvo.outbox.letter import one_line
from gsvo.outbox.post import post
from gsvo.workdays import end_of_day


@in_mail_language
def morning(waiting, late, count):
    """To the address of the casework. `waiting`, `late`: lines; `count`: how many cases wait in all."""
    post(
        "workplace/morning",
        to=settings.CONTACT_EMAIL,
        expires_at=end_of_day(localdate()),  # tomorrow there is a newer one
        context={
            "heading": ngettext("Ein Fall wartet auf uns", "%(count)s Fälle warten auf uns", count)
            % {"count": count},
            "waiting": [one_line(line) for line in waiting],
            "late": [one_line(line) for line in late],
            "more": count - len(waiting),
            "url": reverse("admin:index"),
            "action": _("Arbeitsplatz öffnen"),
            "because": _("Sie bekommen diese Mail, weil dies die Adresse der Sachbearbeitung ist."),
        },
    )
