"""Forms of the mandate: take it back, answer behind the link. Writing it: mandate_editor.py."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.widgets import Choice
from requests.models import Statement
from requests.sections import MAX_REMARK, OVERALL, SECTIONS

Answer = Statement.Answer


class ReopenMandateForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum fassen Sie den Auftrag neu?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Steht wörtlich in der Mail an die G.I.B. und im Verlauf Ihrer Stelle."),
        error_messages={"required": _("Schreiben Sie kurz, warum Sie den Auftrag neu fassen.")},
    )


def remark_name(key):
    return f"remark_{key}"


class StatementForm(forms.Form):
    """A remark for each section and the answer, which is not preselected. Guests remark and do not vote."""

    answer = forms.ChoiceField(
        label=_("Ihre Antwort"),
        choices=[
            (Answer.AGREE.value, _("Ich stimme zu")),
            (Answer.AGREE_REMARKS.value, _("Ich stimme zu und habe Anmerkungen")),
            (Answer.CHANGE.value, _("Ich wünsche eine Änderung")),
            (Answer.ABSTAIN.value, _("Ich enthalte mich")),
        ],
        widget=Choice(
            consequences={
                Answer.AGREE.value: _("Der Auftrag kann so beginnen."),
                Answer.AGREE_REMARKS.value: _(
                    "Ihre Anmerkungen gehen an die Koordinierungsstelle. Der Auftrag kann beginnen."
                ),
                Answer.CHANGE.value: _(
                    "Bitte schreiben Sie beim Abschnitt oder hier unten, was sich ändern soll. "
                    "Die Koordinierungsstelle schreibt dann eine neue Fassung."
                ),
                Answer.ABSTAIN.value: _("Ihre Antwort zählt für die Beteiligung, nicht als Zustimmung."),
            }
        ),
        error_messages={"required": _("Wählen Sie eine Antwort.")},
    )

    def __init__(self, *args, is_voting=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_voting:
            self._ask_guest()
        for section in SECTIONS:
            label = _("Ihre Anmerkung zu Abschnitt %(number)s") % {"number": section.number}
            self.fields[remark_name(section.key)] = _remark(label)
        self.fields[remark_name(OVERALL)] = _remark(_("Ihre Anmerkung zum Auftrag insgesamt"))

    def _ask_guest(self):
        field = self.fields["answer"]
        field.choices = [
            (Answer.AGREE.value, _("Ich habe nichts anzumerken")),
            (Answer.AGREE_REMARKS.value, _("Ich habe etwas anzumerken")),
            (Answer.CHANGE.value, _("Ich wünsche eine Änderung")),
        ]
        field.widget.consequences = {
            Answer.AGREE.value: _("Die Koordinierungsstelle sieht, dass Sie den Auftrag gelesen haben."),
            Answer.AGREE_REMARKS.value: _("Ihre Anmerkungen gehen an die Koordinierungsstelle."),
            Answer.CHANGE.value: _(
                "Bitte schreiben Sie beim Abschnitt oder hier unten, was sich ändern soll. Ihr Wunsch geht "
                "an die Koordinierungsstelle; er zählt nicht als Stimme."
            ),
        }

    def clean(self):
        needs_words = self.cleaned_data.get("answer") in (Answer.CHANGE, Answer.AGREE_REMARKS)
        if needs_words and not self.remarks:
            is_change = self.cleaned_data["answer"] == Answer.CHANGE
            self.add_error(
                remark_name(OVERALL),
                _("Schreiben Sie hier oder beim Abschnitt dazu, was sich ändern soll.")
                if is_change
                else _("Schreiben Sie Ihre Anmerkung hier oder beim Abschnitt dazu."),
            )
        return self.cleaned_data

    @property
    def remarks(self):
        """Return {section's key: text} of the remarks written."""
        keys = [*(section.key for section in SECTIONS), OVERALL]
        written = {key: self.cleaned_data.get(remark_name(key), "") for key in keys}
        return {key: text for key, text in written.items() if text}

    def overall(self):
        return self[remark_name(OVERALL)]


def _remark(label):
    return forms.CharField(
        label=label, required=False, max_length=MAX_REMARK, widget=forms.Textarea({"rows": 3})
    )


class SignForm(forms.Form):
    """Name and deputy, asked before an answer is sent."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=200,
        error_messages={"required": _("Geben Sie Ihren Namen an.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    deputising_for = forms.CharField(label=_("In Vertretung für"), required=False, max_length=200)
