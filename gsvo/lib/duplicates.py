"""Ask before a second record of the same name is created. A tick confirms it; nothing is refused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gsvo.lib.forms import UntypedField
from gsvo.lib.text import collapse, fold

Row = TypeVar("Row")
TITLES = {"dr", "prof", "frau", "herr", "dipl", "ing", "med", "phil"}


def name_key(name: str) -> tuple[str, ...]:
    """Return a key for comparing: equal for "Müller, Dr. Anna", "Anna Müller" and "Anna Mueller"."""
    return tuple(sorted(set(re.findall(r"\w+", collapse(fold(name)))) - TITLES))


def same_name(rows: Iterable[Row], name: str, *, of: str = "name") -> list[Row]:
    """Return the rows whose name is the same."""
    key = name_key(name)
    return [row for row in rows if key and name_key(getattr(row, of)) == key]


class ConfirmInput(forms.CheckboxInput):
    """A checkbox whose value says what was confirmed."""

    def __init__(self, value: str) -> None:
        super().__init__(check_test=lambda given: given == value)
        self.value = value

    def format_value(self, value: object) -> str:
        return self.value

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> Any:
        return data.get(name)


class DuplicateWarning(forms.BaseForm):
    """Show a tick to confirm where `find_duplicates()` finds any; without the tick the form is not valid.

    The tick names what was found: once others are found, because the name was changed, it asks again.
    """

    confirm_label = gettext_lazy("Ja, das ist jemand anderes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duplicates: Sequence[models.Model] = []
        self.fields["is_another"] = UntypedField(required=False, label=self.confirm_label)

    def find_duplicates(self) -> Sequence[models.Model]:
        """Return records that this one could be. Called with cleaned data."""
        raise NotImplementedError

    def duplicate_words(self, found: models.Model) -> str:
        """Return how the message names a record."""
        return str(found)

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        given = self.cleaned_data.pop("is_another", "")
        self.duplicates = self.find_duplicates()
        if self.duplicates:
            found = ",".join(sorted(str(row.pk) for row in self.duplicates))
            self.fields["is_another"].widget = ConfirmInput(found)
            if given != found:
                self.add_error("is_another", self._question())
        return self.cleaned_data

    def _question(self) -> str:
        return self.question("; ".join(self.duplicate_words(row) for row in self.duplicates))

    @staticmethod
    def question(found: str) -> str:
        """Return what is asked about the records found, given in words."""
        return _("Das gibt es schon: %(found)s. Prüfen Sie bitte und bestätigen Sie, wenn es stimmt.") % {
            "found": found
        }
