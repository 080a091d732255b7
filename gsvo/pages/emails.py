"""Mails about feedback: to G.I.B., and a receipt to whoever left an address."""

from django.conf import settings
from django.urls import reverse

from gsvo.outbox.queue import Mail, queues_mails


@queues_mails
def notice(feedback):
    return Mail(
        "pages/feedback_notice",
        to=settings.CONTACT_EMAIL,
        about=feedback,
        context={
            "feedback": feedback,
            "kind": feedback.get_kind_display(),
            "days": settings.ANSWER_FEEDBACK_WITHIN_DAYS,
            "url": reverse("admin:pages_feedback_change", args=[feedback.pk]),
        },
    )


@queues_mails
def receipt(feedback):
    """Mail a receipt without the message: otherwise the form could send anything to anybody in our name."""
    return Mail(
        "pages/feedback_receipt",
        to=feedback.email,
        about=feedback,
        context={
            "kind": feedback.get_kind_display(),
            "days": settings.ANSWER_FEEDBACK_WITHIN_DAYS,
        },
        introduces=False,  # she gave it herself: Art. 13 GDPR, and the form says so
    )
