"""The forms of the steering committee's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.offices.models import Committee, CommitteeMember


class CommitteeForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ["name"]
        help_texts = {"name": _("So wie es bei Ihnen heißt, zum Beispiel Lenkungskreis oder Steuergruppe.")}


class MemberForm(forms.ModelForm):
    """`seen` is the record's version the writer had before the eyes."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_voting = forms.TypedChoiceField(
        label=_("Stimme"),
        choices=[("1", _("Mitglied mit Stimme")), ("0", _("Gast ohne Stimme"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie, ob die Person eine Stimme hat.")},
    )

    class Meta:
        model = CommitteeMember
        fields = ["institution", "function", "name", "email", "is_voting", "is_chair"]
        help_texts = {"email": _("An diese Adresse gehen die Links zum Auftrag.")}
        error_messages = {
            "email": {
                "invalid": _(
                    "Geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@kreis.example."
                )
            }
        }
        labels = {"is_chair": _("Diese Person hat den Vorsitz")}
        widgets = {
            "name": forms.TextInput({"autocomplete": "off"}),
            "email": forms.EmailInput({"autocomplete": "off"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_known = self.instance.pk is not None
        self.initial["is_voting"] = "1" if self.instance.is_voting else "0"
        self.initial["seen"] = self.instance.version if is_known else None

    def clean(self):
        super().clean()
        if self.cleaned_data.get("is_chair") and self.cleaned_data.get("is_voting") is False:
            self.add_error("is_voting", _("Wer den Vorsitz hat, ist Mitglied mit Stimme."))
        return self.cleaned_data

    def catch_up(self, member):
        """Let the same text be sent again, now in sight of what stands there."""
        self.data = self.data.copy()
        self.data["seen"] = member.version

    def fields_of_member(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
