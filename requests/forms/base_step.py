"""Base class and fields of the request form's steps."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.files.fields import UploadField
from gsvo.files.filenames import safe_name
from gsvo.files.upload_limits import MAX_REQUEST_BYTES
from gsvo.lib.forms import DayField, StaleCheckForm
from requests import form_fields
from requests.answer_checks import wrong_answers


def text(label, rows=0, **kwargs):
    """Return a text field, on one line or with so many rows."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, widget=widget, **kwargs)


def one_of(label, choices, **kwargs):
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kwargs)


def many_of(label, model, **kwargs):
    return forms.ModelMultipleChoiceField(
        label=label, queryset=model.objects.all(), widget=forms.CheckboxSelectMultiple, **kwargs
    )


def day(label, **kwargs):
    return DayField(label=label, **kwargs)


def asks(message):
    """Return the error messages of a required question."""
    return {"required": message}


class Step(StaleCheckForm, forms.Form):
    """A step of the form. It may be saved with gaps ("later"), but not with an invalid answer."""

    number = 0
    name = heading = lead = ""

    def __init__(self, *args, support_request=None, allow_missing=False, **kwargs):
        self.support_request, self.allow_missing = support_request, allow_missing
        if support_request:
            stored = form_fields.values_of(support_request, self.base_fields)
            kwargs["initial"] = {"revision": support_request.revision, **stored, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name in form_fields.REQUIRED
        self.offer()

    def offer(self):
        """Limit the choices to what is offered today or was chosen before."""

    def chosen(self, name):
        return getattr(self.support_request, name).values("pk") if self.support_request else []

    @property
    def answers(self):
        """Return the answers without fields of the form's own."""
        return {name: value for name, value in self.cleaned_data.items() if name in form_fields.FIELDS}

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.allow_missing:
            self._drop_required_errors()

    def clean(self):
        cleaned = super().clean()
        for name in form_fields.missing(cleaned):
            message = self.fields[name].error_messages["required"]
            self.add_error(name, ValidationError(message, code="required"))
        for name, sentence in wrong_answers(cleaned).items():
            if name in self.fields and not self.has_error(name):
                self.add_error(name, sentence)
        return cleaned

    def _drop_required_errors(self):
        for name in list(self._errors):
            if name in self.fields and {error.code for error in self._errors[name].as_data()} == {"required"}:
                del self._errors[name]
                field = self.fields[name]
                self.cleaned_data[name] = field.to_python(self[name].data)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class UploadsField(UploadField):
    """Several files at once, each checked by itself. Its value is a list."""

    widget = SeveralFiles
    default_error_messages = {
        "too_much": _(
            "Die Dateien sind zusammen größer als 50 MB. Bitte laden Sie sie nacheinander hoch, "
            "immer einige auf einmal."
        ),
        "again": _("Noch ist keine der Dateien gespeichert. Bitte wählen Sie alle noch einmal aus."),
    }

    def clean(self, data, initial=None):
        if sum(file.size for file in data or []) > MAX_REQUEST_BYTES:
            raise ValidationError(self.error_messages["too_much"], code="too_much")
        clean, files, errors = super().clean, [], []
        for file in data or []:
            try:
                files.append(clean(file))
            except ValidationError as error:
                errors += [f"„{safe_name(file.name)}“: {message}" for message in error.messages]
        if errors and len(data) > 1:  # a browser sends no file a second time by itself
            errors[-1] += f" {self.error_messages['again']}"
        if errors:
            raise ValidationError(errors)
        return files
