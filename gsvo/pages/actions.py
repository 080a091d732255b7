"""Acts on feedback."""

from django.db import IntegrityError, transaction

from gsvo.pages import emails
from gsvo.pages.models import Feedback


def give_feedback(*, sending, kind, page, text, email):
    """Store and mail a message, once per form however often its button is pressed. Returns the Feedback."""
    try:
        with transaction.atomic():
            feedback = Feedback.objects.create(sending=sending, kind=kind, page=page, text=text, email=email)
            emails.notice(feedback)
            if email:
                emails.receipt(feedback)
    except IntegrityError:
        return Feedback.objects.get(sending=sending)
    return feedback
