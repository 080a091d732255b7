"""Forms of what an engagement owes: a file, a report written here, and to do without."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from advisors.models import LONGEST_TEXT, Paper
from gsvo.files.fields import UploadField
from gsvo.lib.forms import NO_PUPILS, StaleCheckForm

_HELP = {
    "summary": _("In ein paar Sätzen: Was war der Auftrag, was ist erreicht, was nicht?"),
    "goals": _("Steht schon hier: die Ziele des Auftrags. Schreiben Sie zu jedem, was erreicht ist."),
    "sessions": _("Steht schon hier: alle Termine, die stattgefunden haben."),
    "days": _("Steht schon hier: was bisher eingetragen ist."),
    "outlook": _("Was läuft ohne Beratung weiter, wer kümmert sich, was bleibt offen?"),
}
_ROWS = {"summary": 6, "goals": 14, "sessions": 8, "days": 8, "outlook": 6}


class HandInForm(StaleCheckForm, forms.Form):
    """A file. Its revision is the number of the newest version that the page showed."""

    upload = UploadField(label=_("Datei"))

    def __init__(self, *args, newest=None, **kwargs):
        super().__init__(*args, initial={"revision": newest.version if newest else 0}, **kwargs)

    def report_file_again(self, refusal):
        """Show a StaleRecord at the field: a browser forgets the file, so it has to be chosen anew."""
        again = _("%(why)s Wählen Sie die Datei noch einmal aus, wenn sie gelten soll.")
        self.add_error("upload", str(again) % {"why": refusal})
        self.catch_up(refusal.record)

    def catch_up(self, record=None):
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = record.version if record else 0


class ReportForm(StaleCheckForm, forms.Form):
    """The texts of a report. A draft may have gaps, what is handed in needs its summary."""

    def __init__(self, *args, is_draft=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Paper.TEXTS:
            self.fields[name] = forms.CharField(
                label=Paper._meta.get_field(name).verbose_name,
                required=name == "summary" and not is_draft,
                error_messages={"required": _("Schreiben Sie das Wichtigste in ein paar Sätzen.")},
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": _ROWS[name]}),
                help_text=format_lazy("{} {}", _HELP[name], NO_PUPILS) if name == "summary" else _HELP[name],
            )


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Grund"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Das lesen auch Koordinierungsstelle und Berater:in im Verlauf."),
        error_messages={"required": _("Schreiben Sie, warum das nicht mehr nötig ist.")},
    )
