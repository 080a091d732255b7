"""Model fields of the portal."""

from typing import Any

from django.db import models
from django.db.models.lookups import IExact

from gsvo.lib.text import normalize_email


def validate_email(value: str) -> None:
    """Raise ValidationError with the reason for an address that no server takes."""
    normalize_email(value)


class EmailField(models.EmailField):
    """Store and look up addresses in one spelling (`normalize_email`)."""

    default_validators = [validate_email]

    def to_python(self, value: Any) -> Any:
        return _one_spelling(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        """Normalize lookups as well, so that `filter(email=…)` and `email__iexact` compare like with like."""
        return _one_spelling(super().get_prep_value(value))

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = _one_spelling(value)
            setattr(instance, self.attname, value)
        return value


@EmailField.register_lookup
class _SameEmail(IExact):
    """`email__iexact` with a normalized right-hand side."""

    prepare_rhs = True


def _one_spelling(value: Any) -> Any:
    return normalize_email(value, strict=False) if isinstance(value, str) and value else value
