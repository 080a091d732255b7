"""Mails about feedback: to G.I.B., and a receipt to whoever left an address."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def notice(feedback):
    return Mail(
        "pages/feedback_notice",
        to=settings.CONTACT_EMAIL,
        about=feedback,
        context={
            "kind": feedback.get_kind_display(),
            "text": feedback.text,
            "days": settings.ANSWER_FEEDBACK_WITHIN_DAYS,
            "facts": [(_("Seite"), feedback.page), (_("Antwort an"), feedback.email or _("nicht gewünscht"))],
            "url": reverse("admin:pages_feedback_change", args=[feedback.pk]),
            "action": _("Rückmeldung öffnen"),
            "because": _("Diese Mail geht an die Kontaktadresse des Portals."),
        },
    )


@queues_mails
def receipt(feedback):
    """Says that it arrived, without its words: else the form could send anything to anybody in our name."""
    return Mail(
        "pages/feedback_receipt",
        to=feedback.email,
        about=feedback,
        context={
            "days": settings.ANSWER_FEEDBACK_WITHIN_DAYS,
            "facts": [(_("Worum es geht"), feedback.get_kind_display())],
            "because": _(
                "Sie bekommen diese Mail, weil jemand auf der Seite „Rückmeldung“ diese Adresse für die "
                "Antwort angegeben hat. Waren Sie das nicht? Dann brauchen Sie nichts zu tun."
            ),
        },
        introduces=False,  # she gave it herself: Art. 13 GDPR, and the form says so
    )
