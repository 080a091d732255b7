"""Public forms: feedback, and the wish for access."""

import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.lib.forms import NO_PUPILS, UnseenUUIDField
from gsvo.offices.models import Office
from gsvo.pages.models import Feedback

TEXT_LENGTH = 5000
TOO_MANY = ValidationError(
    _(
        "Von Ihrem Anschluss kamen gerade viele Nachrichten. "
        "Ihr Text steht noch hier: bitte später noch einmal."
    ),
    code="too_many",
)


class PublicForm(forms.Form):
    """A form for everybody: sent twice it counts once (`sending`), and a program falls into its trap."""

    sending = UnseenUUIDField()
    trap = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    @property
    def status(self):
        """Return the HTTP status of the page that shows the form."""
        return 429 if self.has_error(NON_FIELD_ERRORS, TOO_MANY.code) else 200

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


class FeedbackForm(PublicForm):
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


class AccessForm(PublicForm):
    """Whoever works in an office without people here asks G.I.B. for an invitation."""

    office = forms.ModelChoiceField(
        label=_("Ihre Koordinierungsstelle"),
        queryset=Office.objects.all(),
        to_field_name="key",
        empty_label=_("Bitte wählen"),
    )
    name = forms.CharField(
        label=_("Ihr Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    function = forms.CharField(
        label=_("Ihre Funktion"),
        help_text=_("Zum Beispiel: Leitung der Koordinierungsstelle."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    email = forms.EmailField(
        label=_("Ihre dienstliche E-Mail-Adresse"),
        help_text=_("Dorthin geht die Einladung."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Dienstliche Telefonnummer"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    text = forms.CharField(
        label=_("Möchten Sie uns etwas dazu sagen?"),
        help_text=NO_PUPILS,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
