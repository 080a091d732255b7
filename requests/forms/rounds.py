"""Forms to open a round and to extend it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import DayField
from requests.actions.rounds import refuse_deadline
from requests.forms.casework import refuse_after_service


class RoundForm(forms.Form):
    """A form with a deadline of a round: not later than services are paid."""

    def __init__(self, *args, period=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.period = period


class OpenRoundForm(RoundForm):
    answer_by = DayField(
        label=_("Antwort bis"),
        error_messages={"required": _("Geben Sie an, bis wann das Gremium antworten soll.")},
        help_text=_("Bis zum Ende dieses Tages können die Mitglieder antworten und ihre Antwort ändern."),
    )

    def clean_answer_by(self):
        try:
            refuse_deadline(self.cleaned_data["answer_by"])
        except ActionRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        refuse_after_service(self.cleaned_data["answer_by"], self.period)
        return self.cleaned_data["answer_by"]


class ExtendRoundForm(RoundForm):
    until = DayField(
        label=_("Neue Frist"),
        error_messages={"required": _("Geben Sie an, bis wann das Gremium jetzt antworten soll.")},
        help_text=_("Bis zum Ende dieses Tages können die Mitglieder antworten und ihre Antwort ändern."),
    )
    reason = forms.CharField(
        label=_("Grund"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Steht wörtlich in der Mail an alle, die noch nicht geantwortet haben."),
        error_messages={"required": _("Schreiben Sie kurz, warum die Runde länger läuft.")},
    )

    def clean_until(self):
        refuse_after_service(self.cleaned_data["until"], self.period)
        return self.cleaned_data["until"]
