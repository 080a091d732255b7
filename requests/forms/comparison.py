"""The form to choose two versions of a mandate."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ComparisonForm(forms.Form):
    """Two of a mandate's versions, by their numbers. Without a choice: the latest and the one before."""

    alt = forms.TypedChoiceField(label=_("Alt"), coerce=int)
    neu = forms.TypedChoiceField(label=_("Neu"), coerce=int)

    def __init__(self, data, versions):
        numbers = [version.number for version in versions]  # the latest first
        chosen = {"neu": numbers[0], "alt": numbers[1]}
        super().__init__({name: data.get(name) or number for name, number in chosen.items()})
        for name in chosen:
            self.fields[name].choices = [(version.number, str(version)) for version in versions]
