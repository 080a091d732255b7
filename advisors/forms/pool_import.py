"""Advisors from a table: what its columns mean, and what each row would do to the pool."""

import datetime as dt
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from advisors.models import Advisor
from gsvo.files.fields import SpreadsheetField
from gsvo.files.spreadsheets import Column, Problem, Row, Table
from gsvo.lib import dates, days
from gsvo.lib.duplicates import same_name
from gsvo.lib.text import normalize_email
from gsvo.offices.models import Office
from requests.forms.casework import DayAheadField
from requests.models import SupportRequest, Topic

# The headings are German in every language: a file is passed on among people.
COLUMNS = (
    Column("name", "Name", is_required=True),
    Column("email", "E-Mail", is_required=True),
    Column("phone", "Telefon"),
    Column("organisation", "Organisation"),
    Column("profile", "Kurzprofil"),
    Column("methods", "Arbeitsweise"),
    Column("languages", "Sprachen"),
    Column("topics", "Themen"),
    Column("offices", "Orte"),
    Column("mode", "Form"),
    Column("quarters_per_period", "Tage je Förderzeitraum", "number"),
    Column("paused_until", "Pause bis", "day"),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
MODES = {
    "vor ort": SupportRequest.Mode.ON_SITE,
    "online": SupportRequest.Mode.ONLINE,
    "vor ort und online": SupportRequest.Mode.MIXED,
}
EVERYWHERE = "ganz nrw"
NEW, CHANGED, SAME = "new", "changed", "same"


class UploadForm(forms.Form):
    file = SpreadsheetField(label=_("Tabelle"), error_messages={"required": _("Wählen Sie die Tabelle aus.")})


class NamesField(forms.CharField):
    """Names with semicolons between, found among records whatever their case."""

    def __init__(self, *, missing, **kwargs):
        self.missing, self.known = missing, {}
        super().__init__(required=False, **kwargs)

    def to_python(self, value):
        names = [" ".join(name.split()) for name in super().to_python(value).split(";")]
        found = []
        for name in filter(None, names):
            if name.casefold() not in self.known:
                raise ValidationError(self.missing % {"name": name[:80]})
            found.append(self.known[name.casefold()])
        return list(dict.fromkeys(found))


class RowForm(forms.ModelForm):
    """One row; what its cells leave empty stays as it is in the pool."""

    quarters_per_period = days.DaysField(min_quarters=0, max_quarters=1600, required=False)
    paused_until = DayAheadField(required=False)
    topics = NamesField(missing=_("Das Thema „%(name)s“ gibt es nicht. Trennen Sie mehrere mit Semikolon."))
    offices = NamesField(missing=_("Den Ort „%(name)s“ gibt es nicht. Trennen Sie mehrere mit Semikolon."))
    mode = forms.CharField(required=False)

    class Meta:
        model = Advisor
        fields = [column.name for column in COLUMNS if column.name not in ("topics", "offices", "mode")]

    def __init__(self, *args, known, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("topics", "offices"):
            self.fields[name].known = known[name]

    def _get_validation_exclusions(self):
        """Ask no database for each row: whose an address is, is known of the whole pool."""
        return super()._get_validation_exclusions() | {"email"}

    def clean_mode(self):
        words = " ".join(self.cleaned_data["mode"].casefold().split())
        if words and words not in MODES:
            raise ValidationError(_("Schreiben Sie „vor Ort“, „online“ oder „vor Ort und online“."))
        return MODES.get(words, "")

    def clean_offices(self):
        found = self.cleaned_data["offices"]
        if None in found and len(found) > 1:
            raise ValidationError(_("Entweder „ganz NRW“ oder einzelne Orte, nicht beides."))
        return found


@dataclass(frozen=True)
class Line:
    """What a row would do. `changes`: (heading, old, new) in words; `values`: what the act writes."""

    number: int
    name: str
    advisor: Advisor | None
    values: dict
    changes: list
    hint: str = ""

    @property
    def kind(self):
        if self.advisor is None:
            return NEW
        return CHANGED if self.changes else SAME


@dataclass
class Plan:
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind):
        return [line for line in self.lines if line.kind == kind]

    @property
    def new(self):
        return self.of(NEW)

    @property
    def changed(self):
        return self.of(CHANGED)

    @property
    def same(self):
        return self.of(SAME)

    @property
    def does_something(self):
        return bool(self.new or self.changed)

    @property
    def digest(self):
        """Return what differs as soon as the plan does something else than was shown."""
        told = [(line.number, line.kind, line.name, line.changes) for line in self.lines]
        return salted_hmac("advisors.pool_import", repr(told)).hexdigest()[:20]


def stored(table: Table):
    """Return rows as they are kept until somebody confirms: days as their ISO words."""
    return [
        {
            "row": row.number,
            "values": {
                name: value.isoformat() if isinstance(value, dt.date) else value
                for name, value in row.values.items()
            },
        }
        for row in table.rows
    ]


def examine(table: Table):
    """Return (rows as `stored`, everything that is wrong), so that one look is enough to mend the table.

    Where a needed column is missing, that is all there is to say.
    """
    rows = stored(table)
    if all(column.name in table.letters for column in COLUMNS if column.is_required):
        plan(rows, table)
    return rows, table.by_place()


def plan(rows, table: Table | None = None):
    """Return what rows (as `stored`) would do to the pool of today; what is wrong is told of `table`."""
    table, found, seen = table or Table(), Plan(), {}
    everybody = list(Advisor.objects.select_related("user").prefetch_related("topics", "offices"))
    known = {"topics": _topics(), "offices": _offices(), "people": everybody}
    pool = {advisor.email.lower(): advisor for advisor in everybody}
    for row in (Row(row["row"], row["values"]) for row in rows):
        email = normalize_email(str(row.values.get("email", "")), strict=False).lower()
        if email in seen:
            words = _("Diese Adresse steht schon in Zeile %(row)s.") % {"row": seen[email]}
            table.problem(words, row.number, "email")
            continue
        if email:
            seen[email] = row.number
        advisor = pool.get(email)
        if advisor is not None and advisor.left_at:
            words = _("Diese Person ist nicht mehr im Pool. Nehmen Sie sie dort zuerst wieder auf.")
            table.problem(words, row.number, "email")
            continue
        line = _line(row, advisor, known, table)
        if line:
            found.lines.append(line)
    found.problems = table.problems
    return found


def _topics():
    return {topic.name.casefold(): topic for topic in Topic.objects.all()}


def _offices():
    found = {EVERYWHERE: None}
    for office in Office.objects.all():
        for name in (office.key, office.name, office.display_name):
            found[name.casefold()] = office
    return found


def _line(row, advisor, known, table):
    form = RowForm(_filled(row, advisor), instance=Advisor(pk=advisor.pk) if advisor else None, known=known)
    for name, errors in form.errors.items():
        place = name if name in HEADINGS else "name"
        if not table.is_told(row.number, place):
            for error in errors:
                table.problem(str(error), row.number, place)
    if form.errors:
        return None
    values = {name: form.cleaned_data[name] for name in row.values if name in form.cleaned_data}
    if "offices" in values:
        values["offices"] = [office for office in values["offices"] if office]
    values.pop("email")
    if advisor is None:
        namesakes = same_name(known["people"], form.cleaned_data["name"])
        hint = _("Im Pool steht schon jemand mit diesem Namen.") if namesakes else ""
        values["email"] = form.cleaned_data["email"]
        return Line(row.number, form.cleaned_data["name"], None, values, [], hint)
    return Line(row.number, advisor.name, advisor, values, _changes(advisor, values))


def _filled(row, advisor):
    """Return the row's cells, and what must not be empty from the pool."""
    data = dict(row.values)
    if advisor is not None:
        data.setdefault("name", advisor.name)
    return data


def _changes(advisor, values):
    found = []
    for name, new in values.items():
        old = _now(advisor, name)
        if _same(old, new):
            continue
        found.append((HEADINGS[name], _words(name, old), _words(name, new)))
    return found


def _now(advisor, name):
    return list(getattr(advisor, name).all()) if name in ("topics", "offices") else getattr(advisor, name)


def _same(old, new):
    if isinstance(new, list):
        return {row.pk for row in old} == {row.pk for row in new}
    return old == new


def _words(name, value):
    if name in ("topics", "offices"):
        empty = str(_("ganz Nordrhein-Westfalen")) if name == "offices" else ""
        return ", ".join(map(str, value)) or empty
    if name == "quarters_per_period":
        return days.as_words(value)
    if name == "mode":
        return str(SupportRequest.Mode(value).label)
    return dates.day(value) if isinstance(value, dt.date) else str(value or "")
