"""Normalize every text that arrives by a form, also by those of Django and allauth.

Done to Django's own field classes, as gsvo/lib/error_messages.py does with their words. A class or mixin of
ours would miss the fields that ModelForm, the admin and allauth make, and those that somebody forgets
(docs/adr/0017).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms

from gsvo.lib.text import normalize, normalize_email, one_line


def install_input_cleaning() -> None:
    """Make every text field normalize; called once, before any form is made."""
    forms.CharField.to_python = _cleaning(forms.CharField.to_python)  # type: ignore[method-assign]
    forms.CharField.has_changed = _comparing(forms.CharField.has_changed)  # type: ignore[method-assign]
    forms.EmailField.to_python = _one_spelling  # type: ignore[method-assign, assignment]
    forms.EmailField.default_validators = []  # what they check, and more, `normalize_email` has checked


def clean(field: forms.Field, value: Any) -> Any:
    """Return what was typed into a text field as it is stored.

    Passwords stay as they are: the account brings them into one form, and must know what was typed.
    """
    if not isinstance(value, str) or isinstance(field.widget, forms.PasswordInput):
        return value
    # A hidden field carries along what may have come from several lines.
    has_lines = isinstance(field.widget, forms.Textarea) or field.widget.is_hidden
    return normalize(value) if has_lines else one_line(value)


def _cleaning(to_python: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(to_python)
    def cleaned(field: forms.Field, value: Any) -> Any:
        return to_python(field, clean(field, value))

    return cleaned


def _comparing(has_changed: Callable[..., bool]) -> Callable[..., bool]:
    """Wrap `has_changed` so that other line breaks in the stored text are no change."""

    @wraps(has_changed)
    def compared(field: forms.Field, initial: Any, data: Any) -> bool:
        return has_changed(field, clean(field, initial), data)

    return compared


def _one_spelling(field: forms.CharField, value: Any) -> Any:
    value = forms.CharField.to_python(field, value)
    return value if value in field.empty_values else normalize_email(value)
