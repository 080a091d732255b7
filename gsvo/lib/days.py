"""Advisory days are whole quarters, stored as integers: 21 means 5,25 days."""

from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

QUARTERS_PER_DAY = 4
MOST_QUARTERS = 1_000_000  # more is a slip of the keyboard, and too large for the database's integers


def as_number(quarters: int) -> str:
    """Return quarters as a localized decimal: 21 -> "5,25" (in English 5.25), 32 -> "8"."""
    number = Decimal(quarters) / QUARTERS_PER_DAY
    return f"{number.normalize():f}".replace(".", get_format("DECIMAL_SEPARATOR"))


def as_words(quarters: int) -> str:
    """Return quarters with their unit: 21 -> "5,25 Tage", 4 -> "1 Tag", -2 -> "−0,5 Tage"."""
    return ngettext("%(days)s Tag", "%(days)s Tage", 1 if quarters == QUARTERS_PER_DAY else 2) % {
        "days": as_number(quarters).replace("-", "−")
    }


def parse(text: object) -> int:
    """Read "5,25", "5.25" or "6" as quarters. Raises ValidationError for anything but whole quarters."""
    quarters: Decimal | None = None
    with suppress(InvalidOperation):
        quarters = Decimal(str(text).strip().replace(",", ".")) * QUARTERS_PER_DAY
    if quarters is None or not quarters.is_finite() or abs(quarters) > MOST_QUARTERS:
        raise ValidationError(_("Geben Sie die Tage als Zahl an, zum Beispiel 5,25."), code="invalid")
    if quarters != quarters.to_integral_value():
        raise ValidationError(
            _("Möglich sind ganze Tage und Viertel, zum Beispiel 5,25 oder 5,5."), code="invalid"
        )
    return int(quarters)


class DaysField(forms.CharField):
    """A form field in days (German or English decimals) whose value is a number of quarters."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "too_few": gettext_lazy("Es muss mindestens %(limit)s sein."),
        "too_many": gettext_lazy("Mehr als %(limit)s geht nicht."),
    }

    def __init__(self, *, min_quarters: int = 1, max_quarters: int = 400, **kwargs: Any) -> None:
        self.min_quarters, self.max_quarters = min_quarters, max_quarters
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        if value in self.empty_values:
            return None
        quarters = parse(value)
        if quarters < self.min_quarters:
            raise ValidationError(self.error_messages["too_few"] % {"limit": as_words(self.min_quarters)})
        if quarters > self.max_quarters:
            raise ValidationError(self.error_messages["too_many"] % {"limit": as_words(self.max_quarters)})
        return quarters

    def prepare_value(self, value: Any) -> Any:
        return as_number(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True
