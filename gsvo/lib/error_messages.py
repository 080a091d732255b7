"""Our words for validation errors: what is wrong, and how to mend it.

They hold for every form, also those that Django and allauth make. Fields with their own words keep them.
"""

from typing import Any

from django import forms
from django.core import validators
from django.db import models
from django.utils.translation import gettext_lazy as _

EMPTY = _("Bitte füllen Sie dieses Feld aus.")
NOTHING_CHOSEN = _("Bitte wählen Sie etwas aus.")
NOT_OFFERED = _("Diese Auswahl gibt es hier nicht (mehr). Bitte wählen Sie etwas anderes.")
NO_NUMBER = _("Bitte geben Sie hier eine ganze Zahl an.")

WORDS: dict[Any, dict[str, Any]] = {
    forms.Field: {"required": EMPTY},
    forms.ChoiceField: {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED},
    forms.MultipleChoiceField: {"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED},
    forms.ModelChoiceField: {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED},
    forms.ModelMultipleChoiceField: {
        "required": NOTHING_CHOSEN,
        "invalid_choice": NOT_OFFERED,
        "invalid_list": NOT_OFFERED,
        "invalid_pk_value": NOT_OFFERED,
    },
    forms.BooleanField: {"required": _("Bitte setzen Sie hier ein Häkchen.")},
    forms.FileField: {"required": _("Bitte wählen Sie eine Datei aus.")},
    forms.DateField: {
        "invalid": _("Bitte geben Sie Tag, Monat und Jahr an, zum Beispiel 15.01.2027."),
    },
    forms.IntegerField: {"invalid": NO_NUMBER},
    models.Field: {"unique": _("Das gibt es hier schon. Bitte geben Sie etwas anderes an.")},
}
VALIDATORS: dict[Any, Any] = {
    validators.EmailValidator: _(
        "Geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@kreis.example."
    ),
    validators.MaxLengthValidator: _(
        "Kürzen Sie den Text bitte auf höchstens %(limit_value)d Zeichen. Jetzt sind es %(show_value)d."
    ),
    validators.MinValueValidator: _("Bitte geben Sie hier mindestens %(limit_value)s an."),
    validators.MaxValueValidator: _("Bitte geben Sie hier höchstens %(limit_value)s an."),
    validators.ProhibitNullCharactersValidator: _(
        "Im Text steckt ein unsichtbares Zeichen, das niemand tippt (NUL). "
        "Bitte löschen Sie den Text und tippen Sie ihn noch einmal."
    ),
}


def install_error_messages() -> None:
    """Set our messages on Django's field classes; called once at start. Own messages of a field win."""
    for field_class, words in WORDS.items():
        own = field_class.__dict__.get("default_error_messages", {})
        field_class.default_error_messages = own | words
    for validator, message in VALIDATORS.items():
        validator.message = message
