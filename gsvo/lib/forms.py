"""Parts of forms: sent data, days of this century, records that several people edit at once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused, Obstacle, StaleRecord
from gsvo.lib.widgets import DateInput

TEXT_IS_KEPT = gettext_lazy(
    "Ihr Text steht noch hier. Vergleichen Sie bitte: Wenn Sie jetzt speichern, gilt Ihr Text."
)
NO_PUPILS = gettext_lazy("Bitte keine Namen und keine Angaben zu einzelnen Jugendlichen.")
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def form_data(request: HttpRequest) -> QueryDict | None:
    """Return the data of a sent form, empty if nothing was filled in; None on GET."""
    return request.POST if request.method == "POST" else None


class DayField(forms.DateField):
    """A day of this century: a year such as 0026 or 2206 is a typing error."""

    widget = DateInput
    default_error_messages = {
        "year": gettext_lazy("Prüfen Sie bitte die Jahreszahl. Möglich sind die Jahre 2000 bis 2099.")
    }

    def validate(self, value: dt.date | None) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(self.error_messages["year"], code="year")


class HttpsField(forms.URLField):
    """An address that begins with https://. One check only, so that what is wrong is said once."""

    default_validators = [URLValidator(schemes=["https"])]


# --- two people, one record ----------------------------------------------------------------------
def add_stale_error(form: forms.BaseForm, sentence: object) -> None:
    """Show at the top of a form that somebody was faster, and that nothing typed is lost."""
    form.add_error(None, f"{sentence} {TEXT_IS_KEPT}")


def add_refusal(form: forms.BaseForm, refusal: ActionRefused) -> None:
    """Show why an act was refused, at its field if the form has it, else at the top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def stored_values(form: forms.BaseForm) -> list[tuple[Any, str]]:
    """Return [(label, stored text)] of the fields whose typed value differs from it."""
    return [
        (form.fields[name].label or form[name].label, _text(form, name) or _("(leer)"))
        for name in form.changed_data
        if not form[name].is_hidden
    ]


def changes_in_words(form: forms.BaseForm) -> str:
    """Return what a form changed, for the log: "Name: Alt → Neu; Gruppen: dazu Leitung", or ""."""
    return "; ".join(
        f"{form.fields[name].label or form[name].label}: {_change(form, name)}"
        for name in form.changed_data
        if not form[name].is_hidden
    )


def _change(form: forms.BaseForm, name: str) -> str:
    field = form.fields[name]
    before, after = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
    if not isinstance(field, forms.ModelMultipleChoiceField):
        return f"{in_words(field, before) or '–'} → {in_words(field, after) or '–'}"
    before, after = ({getattr(row, "pk", row) for row in rows or ()} for rows in (before, after))
    came, went = in_words(field, list(after - before)), in_words(field, list(before - after))
    words = [_("dazu %(names)s") % {"names": came}] if came else []
    return ", ".join(words + ([_("weg %(names)s") % {"names": went}] if went else []))


def _text(form: forms.BaseForm, name: str) -> str:
    return in_words(form.fields[name], form.get_initial_for_field(form.fields[name], name))


def in_words(field: Any, value: Any) -> str:
    """Return a field's value as text."""
    if isinstance(field, forms.BooleanField):
        return _("ja") if value else _("nein")
    if hasattr(field, "queryset"):
        rows = value if isinstance(value, (list, tuple)) else [value]
        keys = [getattr(row, "pk", row) for row in rows if row not in (None, "")]
        return ", ".join(field.label_from_instance(row) for row in field.queryset.filter(pk__in=keys))
    if hasattr(field, "choices"):
        words = {str(key): str(label) for key, label in field.choices}
        return words.get(str("" if value is None else value), "")
    if isinstance(value, dt.date):
        return dates.day(value)
    return str(field.prepare_value(value) if value is not None else "")


def sent_number(data: Mapping[str, Any], name: str) -> int | None:
    """Return a number that a page sent along unseen; None for nonsense, which equals no record's."""
    value = data.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


class UnseenField(forms.Field):
    """Mixin for a value that the page sends along hidden: nobody typed it, so nonsense counts as nothing."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            return None


class UnseenNumberField(UnseenField, forms.IntegerField):
    """A hidden number, None for nonsense."""


class UnseenUUIDField(UnseenField, forms.UUIDField):
    """A hidden UUID, None for nonsense."""


class UntypedField(forms.CharField):
    """A hidden field, which never counts as a change."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class StaleCheckForm(forms.BaseForm):
    """Carry the revision of the record that its user saw, so that the slower of two overwrites nothing.

    A record that counts its changes gives its number as `initial["revision"]`; the act compares it with
    `expected_revision` under its lock and raises StaleRecord, which `report_stale` shows. A record without a
    number gets a fingerprint of the values shown; whoever saves holds its lock while the form is checked,
    `is_stale` says whether somebody was faster, `rendered_at` since when. After either the same form can be
    sent again, now in sight of what stands there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"] = UntypedField(required=False)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "revision" and "revision" not in self.initial:
            return self.fingerprint()
        return super().get_initial_for_field(field, field_name)

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed: all but the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @property
    def expected_revision(self) -> int | None:
        return sent_number(self.data, self.add_prefix("revision"))

    def report_stale(self, refusal: StaleRecord) -> None:
        """Show a StaleRecord at the top of the form and let it be sent again."""
        add_stale_error(self, refusal)
        self.catch_up(refusal.record)

    def catch_up(self, record: Any = None) -> None:
        """Take the revision of today, as if the user had seen it; a fingerprint without a record."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # of a QueryDict
        data[self.add_prefix("revision")] = record.revision if record else self.fingerprint()
        self.data = data

    def fingerprint(self) -> str:
        """Return the moment in microseconds, and a digest that differs as soon as a value does."""
        return f"{int(timezone.now().timestamp() * 1_000_000)}.{self._digest()}"

    @property
    def is_stale(self) -> bool:
        """Return whether the fingerprint sent differs from the current one; a missing one differs."""
        return not constant_time_compare(self._sent().partition(".")[2], self._digest())

    @property
    def rendered_at(self) -> dt.datetime:
        """Return when the page was made that was sent; now, if that cannot be read."""
        stamp = self._sent().partition(".")[0]
        if not (stamp.isdecimal() and len(stamp) < 18):
            return timezone.now()
        return dt.datetime.fromtimestamp(int(stamp) / 1_000_000, tz=dt.UTC)

    def _sent(self) -> str:
        return self.data.get(self.add_prefix("revision"), "") if self.is_bound else ""

    def _digest(self) -> str:
        values = sorted(
            (name, _as_text(self.get_initial_for_field(field, name)))
            for name, field in self.fields.items()
            if name != "revision"
        )
        return salted_hmac("gsvo.forms.shown", repr(values)).hexdigest()


@contextmanager
def refusal_as_error() -> Iterator[None]:
    """Show what a check of an act refuses at the field that is being cleaned."""
    try:
        yield
    except ActionRefused as refusal:
        raise ValidationError(str(refusal)) from None


class ObstacleForm(forms.BaseForm):
    """Show at once all that the form's act would refuse, each at its field; the act stops at the first.

    The act checks the same obstacles once more, under its lock. Whoever sends an old page hears first that
    somebody was faster.
    """

    def obstacles(self, values: dict[str, Any]) -> Iterable[Obstacle]:
        """Yield what stands in the way of the values typed: of fields without an error of their own."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        super().clean()
        if getattr(self, "expected_revision", None) in (None, self.initial.get("revision")):
            for field, sentence in list(self.obstacles(dict(self.cleaned_data))):
                if field not in self.errors:
                    self.add_error(field, sentence)
        return self.cleaned_data


def _as_text(value: Any) -> str:
    return (
        str(sorted(str(getattr(row, "pk", row)) for row in value)) if isinstance(value, list) else str(value)
    )
