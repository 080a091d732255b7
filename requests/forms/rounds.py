"""Forms to open a round and to extend it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.exceptions import ActionRefused
from gsvo.lib.forms import DayField
from requests.actions.rounds import refuse_deadline, refuse_rule
from requests.forms.casework import refuse_after_service
from requests.models import Round
from requests.round_words import rule_choice


class RoundForm(forms.Form):
    """A form with a deadline of a round: not later than services are paid."""

    def __init__(self, *args, period=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.period = period


class RuleField(forms.ChoiceField):
    """By which rule a round is decided; the words say what each means here."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Regel"),
            error_messages={"required": _("Wählen Sie, nach welcher Regel das Gremium entscheidet.")},
            **kwargs,
        )

    def offer(self, committee, *, with_silence=True):
        """Offer what this committee allows, its own rule first."""
        usual = (Round.Rule.ALL, Round.Rule.MAJORITY)
        rules = [committee.rule, *(rule for rule in usual if rule != committee.rule)]
        if with_silence and committee.allows_silence:
            rules.append(Round.Rule.SILENCE)
        self.choices = [(str(rule), rule_choice(rule, committee)) for rule in rules]


class OpenRoundForm(RoundForm):
    rule = RuleField()
    answer_by = DayField(
        label=_("Antwort bis"),
        error_messages={"required": _("Geben Sie an, bis wann das Gremium antworten soll.")},
        help_text=_("Bis zum Ende dieses Tages können die Mitglieder antworten und ihre Antwort ändern."),
    )

    def __init__(self, *args, committee, voting, **kwargs):
        super().__init__(*args, **kwargs)
        self.committee, self.voting = committee, voting
        self.fields["rule"].offer(committee)
        self.initial.setdefault("rule", committee.rule)

    def clean_rule(self):
        try:
            refuse_rule(self.committee, self.cleaned_data["rule"], self.voting)
        except ActionRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        return self.cleaned_data["rule"]

    def clean_answer_by(self):
        try:
            refuse_deadline(self.cleaned_data["answer_by"], self.cleaned_data.get("rule", Round.Rule.ALL))
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
