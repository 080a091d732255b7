"""Forms to open a round, to extend it, to end it and to enter what members said outside of the portal."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gsvo.files.fields import UploadField
from gsvo.lib.forms import DayField, UnseenField, refusal_as_error
from requests.actions.entered_answers import refuse_said_on
from requests.actions.meetings import refuse_held_on
from requests.actions.round_checks import refuse_deadline, refuse_rule
from requests.forms.casework import refuse_after_service
from requests.forms.remarks import AsksAboutOpenRemarks
from requests.models import Round, Statement
from requests.models.round import MAX_PERSONAL_LINE
from requests.round_words import rule_choice
from requests.sections import MAX_REMARK, OVERALL

Answer = Statement.Answer
ANSWERS = [(answer.value, answer.label) for answer in (Answer.AGREE, Answer.CHANGE, Answer.ABSTAIN)]
ANSWERS_OF_GUESTS = [(Answer.AGREE.value, _("hat den Auftrag gelesen")), ANSWERS[1]]


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


class OpenRoundForm(AsksAboutOpenRemarks, RoundForm):
    rule = RuleField()
    answer_by = DayField(
        label=_("Antwort bis"),
        error_messages={"required": _("Geben Sie an, bis wann das Gremium antworten soll.")},
        help_text=_("Bis zum Ende dieses Tages können die Mitglieder antworten und ihre Antwort ändern."),
    )

    personal_line = forms.CharField(
        label=_("Eine persönliche Zeile an das Gremium"),
        required=False,
        max_length=MAX_PERSONAL_LINE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Steht in der Mail und oben auf der Seite, auf der die Mitglieder antworten."),
    )

    def __init__(self, *args, committee, voting, **kwargs):
        super().__init__(*args, **kwargs)
        self.committee, self.voting = committee, voting
        self.fields["rule"].offer(committee)
        self.initial.setdefault("rule", committee.rule)

    def clean_rule(self):
        with refusal_as_error():
            refuse_rule(self.committee, self.cleaned_data["rule"], self.voting)
        return self.cleaned_data["rule"]

    def clean_answer_by(self):
        with refusal_as_error():
            refuse_deadline(self.cleaned_data["answer_by"], self.cleaned_data.get("rule", Round.Rule.ALL))
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


class EndRoundForm(forms.Form):
    reason = forms.CharField(
        label=_("Grund"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Steht wörtlich in der Mail an alle, die noch nicht geantwortet haben."),
        error_messages={"required": _("Schreiben Sie kurz, warum die Runde vor der Frist endet.")},
    )


class SeenField(UnseenField, forms.IntegerField):
    """The statement that stood there when the page was made."""


class EnteredAnswerForm(forms.Form):
    """What a member said by mail or telephone: who, when, how, what."""

    came_by = forms.ChoiceField(
        label=_("Wie kam die Antwort?"),
        choices=[
            (Statement.Way.MAIL.value, _("per Mail")),
            (Statement.Way.TELEPHONE.value, _("am Telefon")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie, wie die Antwort kam.")},
    )
    said_on = DayField(
        label=_("Wann?"), error_messages={"required": _("Geben Sie den Tag an, an dem die Antwort kam.")}
    )
    name = forms.CharField(
        label=_("Wer hat geantwortet?"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Geben Sie an, wer geantwortet hat.")},
    )
    answer = forms.ChoiceField(
        label=_("Antwort"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie eine Antwort.")},
    )
    remark = forms.CharField(
        label=_("Anmerkung oder Wunsch, im Wortlaut"),
        required=False,
        max_length=MAX_REMARK,
        widget=forms.Textarea({"rows": 4}),
    )
    seen = SeenField()

    def __init__(self, *args, round_, is_voting, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round_
        if not is_voting:
            self.fields["answer"].choices = ANSWERS_OF_GUESTS

    def clean_said_on(self):
        with refusal_as_error():
            refuse_said_on(self.round, self.cleaned_data["said_on"])
        return self.cleaned_data["said_on"]

    def clean(self):
        given = super().clean()
        if given.get("answer") == Answer.CHANGE and not given.get("remark"):
            self.add_error("remark", _("Schreiben Sie bitte dazu, was sich ändern soll."))
        return given

    @property
    def values(self):
        given = dict(self.cleaned_data)
        return given | {"remarks": {OVERALL: given.pop("remark")}}


class MeetingForm(AsksAboutOpenRemarks):
    """Who was in the meeting and voted how; the rule only where no round is open."""

    mark_optional = False
    held_on = DayField(
        label=_("Wann war die Sitzung?"),
        error_messages={"required": _("Geben Sie den Tag der Sitzung an.")},
    )
    wishes = forms.CharField(
        label=_("Was sich ändern soll"),
        required=False,
        max_length=MAX_REMARK,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Nur, wenn jemand eine Änderung wünscht."),
    )
    minutes = UploadField(label=_("Niederschrift, wenn es sie schon gibt"), required=False)

    def __init__(self, *args, members, committee=None, given=None, **kwargs):
        """`committee`: whose rules are offered. `given`: {member's oid: answer by link} of an open round."""
        super().__init__(*args, **kwargs)
        self.committee, self.members = committee, members
        fields = {"held_on": self.fields.pop("held_on")}
        if committee:
            fields["rule"] = RuleField()
            fields["rule"].offer(committee, with_silence=False)
            self.initial.setdefault("rule", committee.rule)
        for member in members:
            fields[vote_name(member)] = _vote(member, (given or {}).get(member.oid))
        self.fields = fields | self.fields

    def confirmation(self, count):
        words = ngettext(
            "Ich trage den Beschluss ein, obwohl eine Rückmeldung noch keine Antwort hat",
            "Ich trage den Beschluss ein, obwohl %(count)s Rückmeldungen noch keine Antwort haben",
            count,
        )
        return words % {"count": count}

    def clean_held_on(self):
        with refusal_as_error():
            refuse_held_on(self.cleaned_data["held_on"])
        return self.cleaned_data["held_on"]

    def clean_rule(self):
        with refusal_as_error():
            refuse_rule(self.committee, self.cleaned_data["rule"], len(self.members))
        return self.cleaned_data["rule"]

    def clean(self):
        given = super().clean()
        votes = self.votes
        if not votes and not self.errors:
            self.add_error(None, _("Geben Sie an, wer da war und wie die Mitglieder gestimmt haben."))
        if Answer.CHANGE in votes.values() and not given.get("wishes"):
            self.add_error("wishes", _("Schreiben Sie bitte dazu, was sich ändern soll."))
        return given

    @property
    def votes(self):
        said = {member.oid: self.cleaned_data.get(vote_name(member)) for member in self.members}
        return {oid: answer for oid, answer in said.items() if answer}

    @property
    def values(self):
        names = ("held_on", "rule", "wishes", "minutes")
        return {name: self.cleaned_data[name] for name in names if name in self.fields} | {
            "votes": self.votes
        }


def vote_name(member):
    return f"vote_{member.oid}"


def _vote(member, given):
    absent = _now("nicht da")
    if given:
        absent = _now("nicht da; die Antwort von vorher zählt: %(answer)s") % {"answer": Answer(given).label}
    return forms.ChoiceField(
        label=f"{member.institution} ({member.name})",
        required=False,
        choices=[("", absent), *ANSWERS],
    )
