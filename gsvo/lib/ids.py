"""Opaque identifiers for addresses: not guessable, and not countable."""

import base64
import secrets
from typing import Any

from django.db import models

ID_PATTERN = "[a-z2-7]{16}"


def opaque_id() -> str:
    """Return 16 letters and digits (80 random bits) that are safe in an address and easy to read aloud."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()


class OpaqueIdField(models.CharField):
    """The record's opaque identifier in addresses."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 16, "unique": True, "default": opaque_id, "editable": False}
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        """Drop NUL from what a form sends as id; PostgreSQL would raise an error."""
        value = super().get_prep_value(value)
        return value.replace("\0", "") if isinstance(value, str) else value


class OpaqueIdConverter:
    """`<oid:oid>` in URL patterns."""

    regex = ID_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
