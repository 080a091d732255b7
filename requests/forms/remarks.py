"""Forms of the work list: the answer to one remark, and to go on while some have none."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gsvo.lib.forms import NO_PUPILS, StaleCheckForm
from gsvo.lib.widgets import Choice
from requests.models import RemarkAnswer

Verdict = RemarkAnswer.Verdict
AGREED = _("Der Auftrag bleibt, wie er vereinbart ist. Sie achten bei der Begleitung darauf.")


class RemarkAnswerForm(StaleCheckForm, forms.Form):
    """Taken over or not, and why. Neither is preselected."""

    mark_optional = False

    verdict = forms.ChoiceField(
        label=_("Ihre Antwort"),
        choices=[
            (Verdict.TAKEN_OVER.value, _("übernommen")),
            (Verdict.NOT_TAKEN_OVER.value, _("nicht übernommen, weil …")),
        ],
        widget=Choice(
            consequences={
                Verdict.TAKEN_OVER.value: _("Sie ändern den Wortlaut in der neuen Fassung."),
                Verdict.NOT_TAKEN_OVER.value: _("Der Grund steht bei der Antwort. Der Wortlaut bleibt."),
            }
        ),
        error_messages={"required": _("Wählen Sie, ob Sie das übernehmen.")},
    )
    reason = forms.CharField(
        label=_("Grund, wenn nicht übernommen, oder eine Bemerkung"),
        help_text=NO_PUPILS,
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, is_agreed=False, **kwargs):
        """`is_agreed`: no version follows in which the wording could change."""
        super().__init__(*args, **kwargs)
        if is_agreed:
            widget = self.fields["verdict"].widget
            widget.consequences = {**widget.consequences, Verdict.TAKEN_OVER.value: AGREED}

    def clean(self):
        is_declined = self.cleaned_data.get("verdict") == Verdict.NOT_TAKEN_OVER
        if is_declined and not self.cleaned_data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schreiben Sie, warum Sie das nicht übernehmen."))
        return self.cleaned_data


class AsksAboutOpenRemarks(forms.Form):
    """A form to begin a round; it asks once more if remarks have no answer. `open_remarks`: how many."""

    def __init__(self, *args, open_remarks=0, **kwargs):
        super().__init__(*args, **kwargs)
        if open_remarks:
            self.fields["without_answers"] = forms.BooleanField(
                label=self.confirmation(open_remarks),
                error_messages={
                    "required": _(
                        "Beantworten Sie erst die offenen Rückmeldungen, oder bestätigen Sie es ohne Antwort."
                    )
                },
            )

    def confirmation(self, count):
        """Return what is confirmed."""
        words = ngettext(
            "Ich lege die Fassung vor, obwohl eine Rückmeldung noch keine Antwort hat",
            "Ich lege die Fassung vor, obwohl %(count)s Rückmeldungen noch keine Antwort haben",
            count,
        )
        return words % {"count": count}

    def clean(self):
        """Return what the act takes: that it may go without answers is for the page alone."""
        super().clean()
        self.cleaned_data.pop("without_answers", None)
        return self.cleaned_data
