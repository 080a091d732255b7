"""Mails speak the language of those who read them, not of whoever happened to press the button."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def in_mail_language(write: Callable[P, R]) -> Callable[P, R]:
    """Decorator for every function that writes a mail: all its words come in the language of the mails."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written
