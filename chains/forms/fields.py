"""Form fields for actors, who are typed by name: with suggestions, by keyboard, without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gsvo.lib.widgets import OneEach

SUGGESTIONS = "stellen"  # the id of the datalist on the page: templates/chains/_suggestions.html
LONGEST = 200


def by_typing():
    return forms.TextInput(attrs={"list": SUGGESTIONS, "autocomplete": "off"})


class ActorField(forms.CharField):
    """One actor by name. `names`: chains.actor_names.ActorNames, set by the form."""

    names = None

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=LONGEST, widget=by_typing(), **kwargs)

    def prepare_value(self, value):
        return _name(self.names, value)

    def clean(self, value):
        return _found(self.names, super().clean(value))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class ActorsField(forms.Field):
    """Several actors by name, each in an input of its own."""

    names = None

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=OneEach(by_typing()), **kwargs)
        self.one = forms.CharField(required=False, max_length=LONGEST)

    def prepare_value(self, value):
        return [_name(self.names, item) for item in value or ()]

    def clean(self, value):
        actors, wrong = [], []
        for text in value or ():
            try:
                actors.append(_found(self.names, self.one.clean(text)))
            except ValidationError as error:
                wrong += error.messages
        if wrong:
            raise ValidationError(list(dict.fromkeys(wrong)))
        return list(dict.fromkeys(filter(None, actors)))

    def has_changed(self, initial, data):
        return sorted(self.prepare_value(initial)) != sorted(data or ())


def _name(names, value):
    """Return an actor's name; what was typed stays as it is."""
    if isinstance(value, str):
        return value
    key = getattr(value, "pk", value)
    return names.by_key[key].name if key in names.by_key else ""


def _found(names, text):
    if not text:
        return None
    actor = names.find(text)
    if actor is None:
        raise ValidationError(_unknown(names, text))
    return actor


def _unknown(names, text):
    if nearest := names.nearest(text):
        return _("„%(name)s“ steht nicht im Verzeichnis. Meinten Sie: %(names)s?") % {
            "name": text,
            "names": "; ".join(nearest),
        }
    return _("„%(name)s“ steht nicht im Verzeichnis. Wählen Sie bitte einen Namen aus den Vorschlägen.") % {
        "name": text
    }
