"""Django's own words where they are stiff: what a field says that was left empty, or got too much."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

EMPTY = {
    forms.Field: _("Bitte füllen Sie dieses Feld aus."),
    forms.ChoiceField: _("Bitte wählen Sie etwas aus."),
    forms.ModelChoiceField: _("Bitte wählen Sie etwas aus."),
    forms.BooleanField: _("Bitte setzen Sie hier ein Häkchen."),
    forms.FileField: _("Bitte wählen Sie eine Datei aus."),
}


TOO_LONG = _("Kürzen Sie den Text bitte auf höchstens %(limit_value)d Zeichen. Jetzt sind es %(show_value)d.")


def speak_plainly():
    """Every field without words of its own takes these; called once when the project starts."""
    for field_class, text in EMPTY.items():
        own = field_class.__dict__.get("default_error_messages", {})
        field_class.default_error_messages = own | {"required": text}
    MaxLengthValidator.message = TOO_LONG
