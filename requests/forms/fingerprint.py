"""The public form that asks which agreed mandate a paper belongs to."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.files.file_types import MAX_BYTES
from requests.fingerprint import as_typed
from requests.papers.seal import read_seal

TOO_MANY = ValidationError(
    _("Von Ihrem Anschluss wurde gerade oft geprüft. Bitte versuchen Sie es später noch einmal."),
    code="too_many",
)


class CheckMandateForm(forms.Form):
    """A typed fingerprint, or the file that carries it. The file is read and not kept."""

    mark_optional = False

    fingerprint = forms.CharField(
        label=_("Prüfsumme"),
        help_text=_("Sie steht am Ende des Papiers: 64 Zeichen aus Ziffern und den Buchstaben a bis f."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    paper = forms.FileField(
        label=_("Oder die PDF-Datei"),
        help_text=_("PDF, höchstens 10 MB. Wir lesen die Datei nur zum Prüfen und behalten sie nicht."),
        required=False,
        widget=forms.FileInput({"accept": ".pdf"}),
        error_messages={
            "empty": _("Die Datei ist leer. Bitte wählen Sie eine andere."),
            "invalid": _("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."),
            "missing": _("Die Datei ist nicht angekommen. Bitte wählen Sie sie noch einmal aus."),
        },
    )

    def clean_fingerprint(self):
        typed = self.cleaned_data["fingerprint"]
        found = as_typed(typed)
        if typed and not found:
            raise ValidationError(
                _("Das ist keine Prüfsumme. Sie hat 64 Zeichen: Ziffern und die Buchstaben a bis f.")
            )
        return found

    def clean_paper(self):
        paper = self.cleaned_data["paper"]
        if paper and paper.size > MAX_BYTES:
            raise ValidationError(
                _("Die Datei ist größer als 10 MB. Ein Auftrag aus diesem Portal ist kleiner.")
            )
        if paper and not paper.read(1024).lstrip().startswith(b"%PDF-"):
            raise ValidationError(_("Das ist keine PDF-Datei."))
        return paper

    def clean(self):
        asked = self.cleaned_data.get("fingerprint") or self.cleaned_data.get("paper")
        if not asked and not self.errors:
            self.add_error(
                "fingerprint", _("Geben Sie die Prüfsumme ein, oder wählen Sie die PDF-Datei aus.")
            )
        return self.cleaned_data

    @property
    def status(self):
        """Return the HTTP status of the page that shows the form."""
        return 429 if self.has_error(forms.forms.NON_FIELD_ERRORS, TOO_MANY.code) else 200

    def seal(self):
        """Return what the file says of itself, or None where a fingerprint was typed."""
        paper = self.cleaned_data["paper"]
        if not paper:
            return None
        paper.seek(0)
        return read_seal(paper.read())
