"""The public feedback form."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.lib.forms import NO_PUPILS
from gsvo.pages.models import Feedback

TEXT_LENGTH = 5000


class FeedbackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Was möchten Sie uns sagen?"), choices=Feedback.Kind.choices, widget=forms.RadioSelect()
    )
    page = forms.CharField(
        label=_("Um welche Seite geht es?"),
        help_text=_("Der Name der Seite oder ihre Adresse."),
        max_length=300,
        required=False,
    )
    text = forms.CharField(
        label=_("Ihre Nachricht"),
        help_text=NO_PUPILS,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    email = forms.EmailField(
        label=_("E-Mail für die Antwort"),
        help_text=_("Ohne Adresse lesen wir Ihre Nachricht auch, können Ihnen aber nicht antworten."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    sending = forms.UUIDField(widget=forms.HiddenInput, required=False)
    trap = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def clean_sending(self):
        return self.cleaned_data["sending"] or uuid.uuid4()

    def clean(self):
        """Refuse a filled honeypot field and empty it, so that a person can send again."""
        cleaned = super().clean()
        if cleaned.pop("trap", ""):
            self.data = self.data.copy()
            self.data["trap"] = ""
            raise ValidationError(
                _(
                    "Ihr Browser hat ein verstecktes Feld ausgefüllt. Wir haben es geleert: "
                    "Senden Sie bitte noch einmal."
                )
            )
        return cleaned
