"""Form widgets of the portal."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any, Self

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


class OneEach(forms.Widget):
    """Inputs one below the other, one for each value of a list: what is there, then some to fill in.

    Works without JavaScript: whoever needs more than the spare ones saves and gets new ones.
    """

    is_list = True
    MOST = 60  # are read, whatever is sent

    def __init__(self, widget: forms.Widget, attrs: dict[str, Any] | None = None, spare: int = 2) -> None:
        super().__init__(attrs)
        self.widget, self.spare = widget, spare

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        one: Any = super().__deepcopy__(memo)
        one.widget = copy.deepcopy(self.widget, memo)
        return one

    @property
    def choices(self) -> Any:
        return getattr(self.widget, "choices", ())

    @choices.setter
    def choices(self, choices: Iterable[Any]) -> None:
        self.widget.choices = [("", "–"), *choices]  # type: ignore[attr-defined]  # asked once, for all inputs

    def inputs(self, name: str, values: Iterable[Any] | None, attrs: dict[str, Any]) -> list[tuple[str, str]]:
        """Return (id, HTML) of each input."""
        shown = [*(value for value in values or () if value not in ("", None)), *[""] * self.spare]
        ids = [f"{attrs['id']}_{number}" for number in range(len(shown))]
        return [
            (id_, self.widget.render(f"{name}_{number}", value, {**attrs, "id": id_}))
            for number, (id_, value) in enumerate(zip(ids, shown, strict=True))
        ]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        sent = (data.get(f"{name}_{number}") for number in range(self.MOST))
        return [value for value in sent if value not in ("", None)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False  # with nothing filled in it is an empty list

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


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
