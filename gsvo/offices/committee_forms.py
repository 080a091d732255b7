"""The forms of the steering committee's pages."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gsvo.lib.duplicates import DuplicateWarning
from gsvo.lib.forms import DayField, StaleCheckForm
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


class RuleForm(StaleCheckForm, forms.ModelForm):
    """Put on record how the committee decides; the revision is the committee's."""

    rule_decided_on = DayField(
        label=_("Beschlossen am"),
        required=False,
        help_text=_("Wann das Gremium sich diese Regel gegeben hat. Leer, wenn es keinen Beschluss gibt."),
    )

    class Meta:
        model = Committee
        fields = ["rule", "quorum", "rule_decided_on", "rule_reference", "allows_silence", "shares_remarks"]
        widgets = {"rule": forms.RadioSelect}
        labels = {
            "quorum": _("Wie viele mit Stimme müssen bei einer Mehrheit mindestens antworten?"),
            "allows_silence": _("Der Beschluss erlaubt im Ausnahmefall Verschweigung"),
            "shares_remarks": _("Mitglieder dürfen die Anmerkungen der anderen lesen"),
        }
        help_texts = {
            "rule": _(
                "Mehrheit heißt: mehr Stimmen dafür als dagegen. Wer sich enthält, zählt nur für das Quorum."
            ),
            "quorum": _("Das Quorum. 0, wenn es keins gibt."),
            "rule_reference": _(
                "Zum Beispiel: Geschäftsordnung, § 7. Das steht auch in den Mails an das Gremium."
            ),
            "allows_silence": _(
                "Ein Auftrag kommt dann auch zustande, wenn mindestens ein Mitglied zustimmt und bis zur "
                "Frist niemand eine Änderung wünscht. Dafür brauchen wir Beschluss und Datum."
            ),
            "shares_remarks": _(
                "Nach der Runde, hinter dem eigenen Link. Wie jemand geantwortet hat, sehen alle."
            ),
        }
        error_messages = {
            "quorum": {
                "required": _("Geben Sie eine Zahl an, 0 für kein Quorum."),
                "invalid": _("Geben Sie eine ganze Zahl an, 0 für kein Quorum."),
            }
        }

    def __init__(self, *args, voting=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.voting = voting  # members with a vote today
        self.initial["revision"] = self.instance.revision

    def clean_quorum(self):
        quorum = self.cleaned_data["quorum"]
        if self.voting and quorum > self.voting:
            raise forms.ValidationError(
                ngettext(
                    "Im Gremium sitzt nur %(count)s Mitglied mit Stimme. Mehr können nicht antworten.",
                    "Im Gremium sitzen nur %(count)s Mitglieder mit Stimme. Mehr können nicht antworten.",
                    self.voting,
                )
                % {"count": self.voting}
            )
        return quorum

    def clean_rule_decided_on(self):
        day = self.cleaned_data["rule_decided_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Der Tag liegt noch vor uns. Prüfen Sie bitte das Datum."))
        return day

    def clean(self):
        super().clean()
        given = self.cleaned_data
        if given.get("allows_silence"):
            if "rule_decided_on" in given and not given["rule_decided_on"]:
                self.add_error(
                    "rule_decided_on", _("Verschweigung gilt nur mit einem Beschluss. Von wann ist er?")
                )
            if "rule_reference" in given and not given["rule_reference"]:
                self.add_error(
                    "rule_reference", _("Verschweigung gilt nur mit einem Beschluss. Wo steht er?")
                )
        return given

    def fields_of_rule(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


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
