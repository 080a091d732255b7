"""Mails about what the public sends: to G.I.B., and a receipt to whoever left an address with feedback."""

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


@queues_mails
def access_asked(asked):
    """Mail G.I.B. who asks for access. The person gets none: the form would fill anybody's mailbox."""
    return Mail(
        "pages/access_asked",
        to=settings.CONTACT_EMAIL,
        about=asked,
        context={
            "asked": asked,
            "office": asked.office.display_name,
            "url": reverse("admin:pages_accessrequest_change", args=[asked.pk]),
        },
    )
