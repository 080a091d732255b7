"""Mails speak the language of those who read them, not of whoever happened to press the button."""

from functools import wraps

from django.conf import settings
from django.utils import translation


def in_mail_language(write):
    """Decorator for every function that writes a mail: all its words come in the language of the mails."""

    @wraps(write)
    def written(*args, **kwargs):
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written
