"""The form of the page on which the mandate is written: texts, goals and milestones."""

import datetime as dt
import re
from itertools import accumulate

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates, days
from gsvo.lib.days import DaysField
from gsvo.lib.forms import DayField, StaleCheckForm, UntypedField
from requests import mandate_parts
from requests.actions.mandate import plan_refusal
from requests.form_fields import is_beyond
from requests.mandate_parts import ROW_FIELDS, TEXTS, Change
from requests.sections import BY_KEY, MAX_GOALS, MAX_MILESTONES, MAX_TEXT

MAX_ROWS = {"goals": MAX_GOALS, "milestones": MAX_MILESTONES}
MOST_ROWS = 60  # are shown again if somebody sends more than there may be
ROW_ACT = re.compile(r"(?P<act>add|remove|up|down)-(?P<list>goals|milestones)(?:-(?P<index>\d{1,2}))?")


def check_name(key):
    return f"checked_{key}"


class SectionsForm(StaleCheckForm, forms.Form):
    """The texts by the sections' keys, a tick for each that is taken over, what the writer had seen.

    Each text may stay empty until the committee is asked.
    """

    mark_optional = False

    def __init__(self, *args, unchecked=(), **kwargs):
        super().__init__(*args, **kwargs)
        for key in TEXTS:
            section = BY_KEY[key]
            self.fields[key] = forms.CharField(
                label=section.hint,
                help_text=_("Zum Beispiel: %(example)s") % {"example": section.example},
                required=False,
                max_length=MAX_TEXT,
                widget=forms.Textarea({"rows": 5}),
            )
        self.fields["seen"] = UntypedField(required=False)
        for key in unchecked:
            self.fields[check_name(key)] = forms.BooleanField(
                label=_("Geprüft: So soll es im Auftrag stehen."),
                help_text=_("Aus der Anfrage übernommen. Wenn Sie etwas ändern, gilt das auch als geprüft."),
                required=False,
            )

    @property
    def values(self):
        return {key: self.cleaned_data[key] for key in TEXTS}

    @property
    def checked(self):
        """Return the sections that shall stay as the request said them."""
        return {key for key in BY_KEY if self.cleaned_data.get(check_name(key))}


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

    def __init__(self, *args, support_request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.period = support_request and support_request.period
        day = self.initial.get("due_on")
        if isinstance(day, dt.date) and support_request and is_beyond(support_request, day):
            self.fields["due_on"].help_text = _(
                "Liegt außerhalb des Zeitraums der Anfrage, %(first)s bis %(last)s. Ist das so gemeint?"
            ) % {
                "first": dates.day(support_request.period_from),
                "last": dates.day(support_request.period_to),
            }

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


class Goals(Rows):
    default_error_messages = {
        "too_many_forms": _("Es gehen höchstens %(num)d Ziele. Fassen Sie bitte Ziele zusammen.")
    }


class Milestones(Rows):
    default_error_messages = {
        "too_many_forms": _("Es gehen höchstens %(num)d Meilensteine. Fassen Sie bitte Schritte zusammen.")
    }

    def report_plan(self, support_request):
        """Show at the row that goes beyond the granted days how much all need together."""
        counts = [form.cleaned_data.get("quarters", 0) for form in self]
        for form, planned in zip(self, accumulate(counts), strict=True):
            if planned > support_request.granted_quarters:
                form.add_error("quarters", plan_refusal(support_request, sum(counts)))
                return


GoalRows = forms.formset_factory(
    GoalForm, Goals, extra=0, max_num=MAX_GOALS, absolute_max=MOST_ROWS, validate_max=True
)
MilestoneRows = forms.formset_factory(
    MilestoneForm, Milestones, extra=0, max_num=MAX_MILESTONES, absolute_max=MOST_ROWS, validate_max=True
)


class MandateForm:
    """The texts and the two lists of rows of a version: as stored, as typed, or bound to what was sent."""

    def __init__(self, version, data=None, *, typed=None):
        support_request = version.mandate.support_request
        stored = stored_values(version)
        values = typed_values(typed) if typed else stored
        seen = typed.get("seen", "") if typed else mandate_parts.digests(stored)
        revision = typed.get("revision", "") if typed else version.revision
        ticks = {name: bool(typed.get(name)) for name in map(check_name, version.unchecked)} if typed else {}
        self.support_request = support_request
        self.granted = support_request.granted_quarters
        self.sections = SectionsForm(
            data,
            initial={**{key: values[key] for key in TEXTS}, **ticks, "revision": revision, "seen": seen},
            unchecked=version.unchecked,
        )
        rows = values if data is None else {}  # a row that was sent is never taken for an empty one
        self.goals = GoalRows(data, initial=rows.get("goals") or [{}], prefix="goals")
        self.milestones = MilestoneRows(
            data,
            initial=rows.get("milestones") or [{}],
            prefix="milestones",
            form_kwargs={"support_request": support_request},
        )
        self.parts = [self.sections, self.goals, self.milestones]
        shown = typed_values(data)["milestones"] if data is not None else values["milestones"]
        self.planned_quarters = mandate_parts.planned_quarters(shown)

    def is_valid(self):
        valid = [part.is_valid() for part in self.parts]  # each part shall show its errors
        if self.milestones.is_valid():
            self.milestones.report_plan(self.support_request)
        return all(valid) and self.milestones.is_valid()

    @property
    def cleaned_data(self):
        return {
            "sections": self.sections.values,
            "goals": self.goals.rows(),
            "milestones": self.milestones.rows(),
            "checked": self.sections.checked,
        }

    def rows(self, name):
        return getattr(self, name)

    def check(self, key):
        """Return the tick of a section that is taken over, else None."""
        return self.sections[check_name(key)] if check_name(key) in self.sections.fields else None


# --- what was typed, as the data of a form --------------------------------------------------------
def stored_values(version):
    """Return {part: text or rows} of a version."""
    rows = {name: list(getattr(version, name).values(*fields)) for name, fields in ROW_FIELDS.items()}
    return {**{key: version.sections.get(key, "") for key in TEXTS}, **rows}


def typed_values(data):
    """Return {part: text or rows} of what was typed, however it looks."""
    return {
        **{key: data.get(key, "") for key in TEXTS},
        **{name: _typed_rows(data, name) for name in ROW_FIELDS},
    }


def rearranged(data, act):
    """Return the typed data with a row added, removed or moved. `act`: a match of ROW_ACT."""
    rows = _typed_rows(data, act["list"])
    _rearrange(rows, act["act"], int(act["index"] or 0), MAX_ROWS[act["list"]])
    return _with_rows(data.copy(), act["list"], rows or [{}])


def merged(data, version):
    """Return (the typed data with what only a colleague changed, {part: (Change, the other wording)}).

    The other wording is what stood there before the colleague, or, where both changed a part, what the
    colleague wrote. The data is then as if its writer had seen what is stored now.
    """
    typed, stored = typed_values(data), stored_values(version)
    changes = mandate_parts.compare(data.get("seen", ""), typed, stored)
    data = data.copy()
    others = {}
    for part, change in changes.items():
        others[part] = (change, typed[part] if change == Change.THEIRS else stored[part])
        if change == Change.THEIRS:
            data = (
                _with_rows(data, part, stored[part])
                if part in ROW_FIELDS
                else _with(data, part, stored[part])
            )
    return _with(_with(data, "revision", version.revision), "seen", mandate_parts.digests(stored)), others


def _with(data, name, value):
    data[name] = "" if value is None else str(value)
    return data


def _with_rows(data, name, rows):
    for key in [key for key in data if key.startswith(f"{name}-")]:
        del data[key]
    data[f"{name}-TOTAL_FORMS"] = data[f"{name}-INITIAL_FORMS"] = str(len(rows))
    for number, row in enumerate(rows):
        for field in ROW_FIELDS[name]:
            value = row.get(field)
            text = days.as_number(value) if field == "quarters" and isinstance(value, int) else value
            _with(data, f"{name}-{number}-{field}", text)
    return data


def _typed_rows(data, name):
    total = data.get(f"{name}-TOTAL_FORMS", "")
    count = min(int(total[:9]), MOST_ROWS) if total.isdecimal() else 0
    rows = [
        {field: data.get(f"{name}-{number}-{field}", "") for field in ROW_FIELDS[name]}
        for number in range(count)
    ]
    while len(rows) > MAX_ROWS[name] and not any(rows[-1].values()):
        rows.pop()
    return rows


def _rearrange(rows, act, index, limit):
    if act == "add" and len(rows) < limit:
        rows.append({})
    elif act == "remove" and index < len(rows):
        del rows[index]
    elif act == "up" and 0 < index < len(rows):
        rows[index - 1 : index + 1] = [rows[index], rows[index - 1]]
    elif act == "down" and index < len(rows) - 1:
        rows[index : index + 2] = [rows[index + 1], rows[index]]
