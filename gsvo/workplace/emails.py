"""The mail that G.I.B. gets in the morning."""

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from gsvo.lib.workdays import end_of_day
from gsvo.outbox.queue import Mail, queues_mails
from gsvo.outbox.rendering import one_line


@queues_mails
def morning(*, waiting, failed, late, cases, mails):
    """To the address of the casework. The lists hold lines; `cases` waits in all, `mails` failed in all."""
    return Mail(
        "workplace/morning",
        to=settings.CONTACT_EMAIL,
        expires_at=end_of_day(localdate()),  # tomorrow there is a newer one
        context={
            "cases": cases,
            "mails": mails,
            "waiting": [one_line(line) for line in waiting],
            "more_cases": cases - len(waiting),
            "failed": [one_line(line) for line in failed],
            "more_mails": mails - len(failed),
            "late": [one_line(line) for line in late],
            "url": reverse("admin:index"),
        },
    )
