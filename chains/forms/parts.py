"""Forms about the parts of institutions: whom to write to, and what they answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chains.models import ChainActor, PartConfirmation
from gsvo.lib.forms import NO_PUPILS, StaleCheckForm, UntypedField
from gsvo.lib.text import normalize_email
from gsvo.lib.widgets import Choice

Answer = PartConfirmation.Answer
MAX_REMARK = 2000


class InstitutionForm(StaleCheckForm, forms.ModelForm):
    """What an actor is called in the place, and whom to write to; the revision is the chain's."""

    class Meta:
        model = ChainActor
        fields = ["local_name", "contact", "email"]
        help_texts = {
            "local_name": _("Zum Beispiel „Berufskolleg am Markt“. Leer gilt der Name aus dem Verzeichnis."),
            "contact": _("Dienstlich: wer für die Stelle antwortet. Erscheint nur bei Ihnen."),
            "email": _("Dienstlich. Dorthin geht der Link, mit dem die Stelle ohne Konto antwortet."),
        }

    def __init__(self, *args, chain, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = chain.revision

    def clean_email(self):
        """Return the address in one spelling; refuse one that no server takes."""
        email = self.cleaned_data["email"]
        return normalize_email(email) if email else ""


class _PartAnswerForm(forms.Form):
    """An answer to a part, none preselected. `seen`: what stood on the page when it was chosen."""

    answer = forms.ChoiceField(
        label=_("Ihre Antwort"),
        widget=Choice(),
        choices=[
            (Answer.YES, _("Ja, so machen wir es.")),
            (Answer.REMARK, _("Ja, mit einer Anmerkung.")),
            (Answer.NO, _("Nein, so nicht.")),
        ],
        error_messages={"required": _("Wählen Sie eine Antwort.")},
    )
    remark = forms.CharField(
        label=_("Ihre Anmerkung oder Ihr Grund"),
        required=False,
        max_length=MAX_REMARK,
        widget=forms.Textarea({"rows": 4}),
        help_text=NO_PUPILS,
    )
    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Geben Sie Ihren Namen an.")},
    )
    seen = UntypedField(required=False)

    def clean(self):
        super().clean()
        answer, remark = self.cleaned_data.get("answer"), self.cleaned_data.get("remark")
        if "remark" not in self.errors and not remark:
            if answer == Answer.NO:
                self.add_error("remark", _("Schreiben Sie bitte dazu, was nicht passt."))
            elif answer == Answer.REMARK:
                self.add_error("remark", _("Schreiben Sie hier Ihre Anmerkung."))
        return self.cleaned_data

    def catch_up(self, seen):
        """Take what stands there now as seen, so that the same text can be sent again."""
        self.data = self.data.copy()
        self.data["seen"] = seen


class PartAnswerForm(_PartAnswerForm):
    """The form behind an institution's link."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].widget.consequences = {
            Answer.YES: _("Ihr Teil gilt als bestätigt. Ändert er sich, fragen wir Sie wieder."),
            Answer.REMARK: _("Ihr Teil gilt als bestätigt. Die Koordinierungsstelle liest Ihre Anmerkung."),
            Answer.NO: _("Die Koordinierungsstelle erfährt es sofort und meldet sich bei Ihnen."),
        }

    @property
    def given_words(self):
        """Return the chosen answer in words, and what follows from it."""
        chosen, field = self.cleaned_data["answer"], self.fields["answer"]
        return dict(field.choices)[chosen], field.widget.consequences[chosen]


class EnteredAnswerForm(_PartAnswerForm):
    """What an institution told the office by telephone or in a meeting."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("Was hat die Stelle geantwortet?")
        self.fields["remark"].label = _("Anmerkung oder Grund")
        self.fields["name"].label = _("Wer hat geantwortet?")
        self.fields["name"].error_messages["required"] = _("Geben Sie an, wer geantwortet hat.")
        self.fields["name"].widget.attrs["autocomplete"] = "off"
