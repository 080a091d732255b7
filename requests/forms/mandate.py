"""Forms of the mandate: write it, open a round, answer behind the link."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates
from gsvo.lib.days import DaysField
from gsvo.lib.forms import DayField, StaleCheckForm
from gsvo.lib.widgets import Choice
from requests.models import Statement
from requests.sections import MAX_GOALS, MAX_MILESTONES, MAX_REMARK, MAX_TEXT, OVERALL, SECTIONS

Answer = Statement.Answer


class SectionsForm(StaleCheckForm, forms.Form):
    """The texts by the sections' keys, and the version's revision.

    Each text may stay empty until the committee is asked.
    """

    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for section in SECTIONS:
            if section.has_text:
                self.fields[section.key] = forms.CharField(
                    label=section.hint,
                    help_text=_("Zum Beispiel: %(example)s") % {"example": section.example},
                    required=False,
                    max_length=MAX_TEXT,
                    widget=forms.Textarea({"rows": 5}),
                )


class GoalForm(forms.Form):
    mark_optional = False
    text = forms.CharField(
        label=_("Was erreicht werden soll"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    criterion = forms.CharField(
        label=_("Woran sehen alle, dass es erreicht ist?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self):
        if self.cleaned_data.get("criterion") and not self.cleaned_data.get("text"):
            self.add_error("text", _("Schreiben Sie auch das Ziel dazu."))
        return self.cleaned_data


class MilestoneForm(forms.Form):
    mark_optional = False
    title = forms.CharField(label=_("Bezeichnung"), required=False, max_length=200)
    result = forms.CharField(
        label=_("Was dann vorliegt"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    due_on = DayField(label=_("Bis wann"), required=False)
    quarters = DaysField(label=_("Tage, zum Beispiel 1,25"), required=False, min_quarters=0)

    def __init__(self, *args, period=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.period = period

    def clean_due_on(self):
        """Refuse a day on which no service is paid."""
        day = self.cleaned_data["due_on"]
        if day and self.period and not self.period.covers(day, day):
            raise ValidationError(
                _("Der Förderzeitraum %(period)s geht vom %(first)s bis %(last)s.")
                % {
                    "period": self.period.name,
                    "first": dates.day(self.period.service_from),
                    "last": dates.day(self.period.service_until),
                }
            )
        return day

    def clean(self):
        data = self.cleaned_data
        if not data.get("title") and any(data.get(name) for name in ("result", "due_on", "quarters")):
            self.add_error("title", _("Geben Sie dem Meilenstein einen Namen."))
        data["quarters"] = data.get("quarters") or 0
        return data


class Rows(forms.BaseFormSet):
    """A formset that leaves out empty rows."""

    def rows(self):
        return [form.cleaned_data for form in self if any(form.cleaned_data.values())]


GoalRows = forms.formset_factory(
    GoalForm, Rows, extra=0, max_num=MAX_GOALS, absolute_max=MAX_GOALS + 5, validate_max=True
)
MilestoneRows = forms.formset_factory(
    MilestoneForm, Rows, extra=0, max_num=MAX_MILESTONES, absolute_max=MAX_MILESTONES + 5, validate_max=True
)
ROW_FIELDS = {"goals": tuple(GoalForm.base_fields), "milestones": tuple(MilestoneForm.base_fields)}
MAX_ROWS = {"goals": MAX_GOALS, "milestones": MAX_MILESTONES}
ROW_ACT = re.compile(r"(?P<act>add|remove|up|down)-(?P<list>goals|milestones)(?:-(?P<index>\d{1,2}))?")


class MandateForm:
    """The writing page's form: the texts and two lists of rows. `period`: pays for what is planned."""

    def __init__(self, data=None, *, period=None, sections=None, goals=(), milestones=()):
        self.sections = SectionsForm(data, initial=sections)
        self.goals = GoalRows(data, initial=list(goals) or [{}], prefix="goals")
        self.milestones = MilestoneRows(
            data,
            initial=list(milestones) or [{}],
            prefix="milestones",
            form_kwargs={"period": period},
        )
        self.parts = [self.sections, self.goals, self.milestones]

    @classmethod
    def of(cls, version):
        return cls(
            sections={**version.sections, "revision": version.revision},
            goals=version.goals.values(*ROW_FIELDS["goals"]),
            milestones=version.milestones.values(*ROW_FIELDS["milestones"]),
        )

    @classmethod
    def with_rows(cls, data, revision):
        """Return an unbound form with unsent typed values and as many rows."""
        sections = {**data.dict(), "revision": revision}
        return cls(sections=sections, **{name: _typed_rows(data, name) for name in ROW_FIELDS})

    @classmethod
    def rearranged(cls, data, act):
        """Return an unbound form with the typed values, with a row added, removed or moved."""
        rows = {name: _typed_rows(data, name) for name in ROW_FIELDS}
        _rearrange(rows[act["list"]], act["act"], int(act["index"] or 0), MAX_ROWS[act["list"]])
        return cls(sections=data.dict(), **rows)

    def is_valid(self):
        valid = [part.is_valid() for part in self.parts]  # each part shall show its errors
        return all(valid)

    @property
    def cleaned_data(self):
        return {
            "sections": self.sections.values,
            "goals": self.goals.rows(),
            "milestones": self.milestones.rows(),
        }

    def rows(self, name):
        return getattr(self, name)


def _typed_rows(data, name):
    total = data.get(f"{name}-TOTAL_FORMS", "")
    count = min(int(total[:9]), MAX_ROWS[name]) if total.isdecimal() else 0
    return [
        {field: data.get(f"{name}-{number}-{field}", "") for field in ROW_FIELDS[name]}
        for number in range(count)
    ]


def _rearrange(rows, act, index, limit):
    if act == "add" and len(rows) < limit:
        rows.append({})
    elif act == "remove" and index < len(rows):
        del rows[index]
    elif act == "up" and 0 < index < len(rows):
        rows[index - 1 : index + 1] = [rows[index], rows[index - 1]]
    elif act == "down" and index < len(rows) - 1:
        rows[index : index + 2] = [rows[index + 1], rows[index]]


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
