"""Form widgets of the portal."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

TIMES = ["%H:%M", "%H:%M:%S", "%H.%M", "%H"]  # as people type a time of day


class DateInput(forms.DateInput):
    """The browser's own date field: ISO dates in the HTML, the user's format on screen.

    With a latest day a year has four digits, and whoever types one cannot overrun the field.
    """

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = "%Y-%m-%d") -> None:  # noqa: A002  Django's name
        super().__init__({"max": "2099-12-31", **(attrs or {})}, format)

    def format_value(self, value: Any) -> str | None:
        """Return the day in ISO format, also one that was typed: browsers show nothing else in this field."""
        return super().format_value(_understood(value, forms.DateField()))


class Choice(forms.RadioSelect):
    """Radio buttons of a decision: whole rows with consequences, none preselected.

    `consequences` maps a choice's value to a sentence. `legend` says how the question is set: "heading" or
    "hidden", where a heading on the page asks it already.
    """

    is_decision = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Iterable[Any] = (),
        consequences: Mapping[str, Any] | None = None,
        legend: str = "heading",
    ) -> None:
        super().__init__(attrs, choices)
        self.consequences = consequences or {}
        self.legend = legend

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["consequence"] = self.consequences.get(str(value), "")
        if option["consequence"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_consequence"
        return option


class TimeInput(forms.TimeInput):
    """The browser's own field for a time of day, in hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None, format: str | None = "%H:%M") -> None:  # noqa: A002  Django's name
        super().__init__(attrs, format)

    def format_value(self, value: Any) -> str | None:
        """Return the time with two digits each, also one that was typed: browsers show nothing else here."""
        return super().format_value(_understood(value, forms.TimeField(input_formats=TIMES)))


def _understood(value: Any, field: forms.Field) -> Any:
    """Return what the field makes of a typed value, or the value itself if that is no day or time."""
    if not isinstance(value, str):
        return value
    try:
        return field.to_python(value) or value
    except ValidationError:
        return value
