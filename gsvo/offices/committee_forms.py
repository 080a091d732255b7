"""The forms of the steering committee's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.duplicates import DuplicateWarning
from gsvo.lib.forms import StaleCheckForm
from gsvo.offices.committee_actions import IDENTITY, find_duplicates
from gsvo.offices.models import Committee, CommitteeMember


class CommitteeForm(StaleCheckForm, forms.ModelForm):
    """Change the committee's name; the revision is the committee's."""

    class Meta:
        model = Committee
        fields = ["name"]
        help_texts = {"name": _("So wie es bei Ihnen heißt, zum Beispiel Lenkungskreis oder Steuergruppe.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision


class MemberForm(DuplicateWarning, StaleCheckForm, forms.ModelForm):
    """Change or add a member of the committee; the revision is the member's."""

    is_voting = forms.TypedChoiceField(
        label=_("Stimme"),
        choices=[("1", _("Mitglied mit Stimme")), ("0", _("Gast ohne Stimme"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie, ob die Person eine Stimme hat.")},
    )

    class Meta:
        model = CommitteeMember
        fields = ["institution", "function", "is_voting", "is_chair", "name", "email", "substitute_name"]
        help_texts = {
            "email": _("An diese Adresse gehen die Links zum Auftrag."),
            "substitute_name": _(
                "Nur der Name, damit Sie wissen, wer für diesen Platz antworten darf. Die Vertretung bekommt "
                "keine eigene Mail, sondern nutzt den Link des Mitglieds."
            ),
        }
        labels = {"is_chair": _("Diese Person hat den Vorsitz")}
        widgets = {
            "name": forms.TextInput({"autocomplete": "off"}),
            "email": forms.EmailInput({"autocomplete": "off"}),
            "substitute_name": forms.TextInput({"autocomplete": "off"}),
        }

    def __init__(self, *args, committee, **kwargs):
        super().__init__(*args, **kwargs)
        self.committee = committee
        self.initial["is_voting"] = "1" if self.instance.is_voting else "0"
        self.initial["revision"] = self.instance.revision

    def clean(self):
        super().clean()
        if self.cleaned_data.get("is_chair") and self.cleaned_data.get("is_voting") is False:
            self.add_error("is_voting", _("Wer den Vorsitz hat, ist Mitglied mit Stimme."))
        return self.cleaned_data

    def find_duplicates(self):
        person = {name: self.cleaned_data.get(name, "") for name in IDENTITY}
        if self.committee is None or not {*IDENTITY} & {*self.changed_data}:
            return []
        return find_duplicates(self.committee, **person, member=self.instance.pk and self.instance)

    def fields_of_member(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
