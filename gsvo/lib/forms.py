"""What forms share: being sent, days within reach, records that several people edit at once."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gsvo.lib import dates
from gsvo.lib.widgets import DateInput

TEXT_IS_KEPT = gettext_lazy(
    "Ihr Text steht noch hier. Vergleichen Sie bitte: Wenn Sie jetzt speichern, gilt Ihr Text."
)
NO_PUPILS = gettext_lazy("Bitte keine Namen und keine Angaben zu einzelnen Jugendlichen.")
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def form_data(request):
    """A form's data if it was sent at all; a form with nothing filled in is sent as well."""
    return request.POST if request.method == "POST" else None


class DayField(forms.DateField):
    """A day of this century: a year such as 0026 or 2206 is a slip of the keyboard."""

    widget = DateInput
    default_error_messages = {
        "year": gettext_lazy("Prüfen Sie bitte die Jahreszahl. Möglich sind die Jahre 2000 bis 2099.")
    }

    def validate(self, value):
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(self.error_messages["year"], code="year")


# --- two people, one record ----------------------------------------------------------------------
def conflict_message(name="", at=None, *, is_me=False):
    """What the slower of two reads: who was faster and when, as far as that is known."""
    if is_me:
        first = _("Sie haben das inzwischen in einem anderen Fenster geändert%(when)s.")
    elif name:
        first = _("%(name)s hat das inzwischen geändert%(when)s.")
    else:
        first = _("Das ist inzwischen geändert.")
    when = _("%(moment)s Uhr") % {"moment": dates.short_moment(at)}
    return first % {"name": name, "when": f" ({when})" if at else ""}


def conflict_message_for(record, reader):
    """The same for a record that knows by itself who changed it last."""
    if record.changed_by_id is None:
        return conflict_message()
    return conflict_message(record.changed_by, record.changed_at, is_me=record.changed_by_id == reader.pk)


def add_stale_error(form, sentence):
    """Say at the top of a form that somebody was faster, and that nothing typed is lost."""
    form.add_error(None, f"{sentence} {TEXT_IS_KEPT}")


def stored_values(form):
    """Where what was typed is not what the form began with: [(label, the text that stands there)]."""
    return [
        (form.fields[name].label or form[name].label, _text(form, name) or _("(leer)"))
        for name in form.changed_data
        if not form[name].is_hidden
    ]


def changes_in_words(form):
    """What a form changed, for a record that stays: "Name: Alt → Neu; Gruppen: dazu Leitung", or ""."""
    return "; ".join(
        f"{form.fields[name].label or form[name].label}: {_change(form, name)}"
        for name in form.changed_data
        if not form[name].is_hidden
    )


def _change(form, name):
    field = form.fields[name]
    before, after = form.get_initial_for_field(field, name), form.cleaned_data.get(name)
    if not isinstance(field, forms.ModelMultipleChoiceField):
        return f"{in_words(field, before) or '–'} → {in_words(field, after) or '–'}"
    before, after = ({getattr(row, "pk", row) for row in rows or ()} for rows in (before, after))
    came, went = in_words(field, list(after - before)), in_words(field, list(before - after))
    words = [_("dazu %(names)s") % {"names": came}] if came else []
    return ", ".join(words + ([_("weg %(names)s") % {"names": went}] if went else []))


def _text(form, name):
    return in_words(form.fields[name], form.get_initial_for_field(form.fields[name], name))


def in_words(field, value):
    """A field's value as people read it."""
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


class RevisionForm(forms.Form):
    """Carry the revision of the record that its user saw, so that the slower of two overwrites nothing.

    The view compares with `is_stale(record)`, or hands `expected_revision` to an act that compares under its
    lock. After a conflict `catch_up(record)` lets the same form be sent again, now in sight of what stands
    there.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def expected_revision(self):
        return self.cleaned_data.get("revision")

    def is_stale(self, record):
        return self.expected_revision != record.revision

    def catch_up(self, record):
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = record.revision


class FingerprintField(forms.CharField):
    """Nothing that anybody types, and so never a change."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class FingerprintForm(forms.BaseForm):
    """Send along a fingerprint of what its user was shown, and when, for records without a revision.

    Whoever saves holds the record's lock while the form is checked. `is_stale` says whether somebody was
    faster, `rendered_at` since when; `catch_up()` lets the same form be sent again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fingerprint"] = FingerprintField(required=False)

    def get_initial_for_field(self, field, field_name):
        return (
            self.fingerprint()
            if field_name == "fingerprint"
            else super().get_initial_for_field(field, field_name)
        )

    def fingerprint(self):
        """The mark: the moment in microseconds, and a digest that differs as soon as a value does."""
        return f"{int(timezone.now().timestamp() * 1_000_000)}.{self._digest()}"

    @property
    def is_stale(self):
        """Without a mark nobody knows what was seen, so that counts as stale as well."""
        sent = self.data.get(self.add_prefix("fingerprint"), "") if self.is_bound else ""
        return not constant_time_compare(sent.partition(".")[2], self._digest())

    @property
    def rendered_at(self):
        """When the page was made that was sent; now, if that cannot be read."""
        stamp = self.data.get(self.add_prefix("fingerprint"), "").partition(".")[0]
        if not (stamp.isdecimal() and len(stamp) < 18):
            return timezone.now()
        return dt.datetime.fromtimestamp(int(stamp) / 1_000_000, tz=dt.UTC)

    def catch_up(self):
        self.data = self.data.copy()
        self.data[self.add_prefix("fingerprint")] = self.fingerprint()

    def _digest(self):
        values = sorted(
            (name, _as_text(self.get_initial_for_field(field, name)))
            for name, field in self.fields.items()
            if name != "fingerprint"
        )
        return salted_hmac("gsvo.forms.shown", repr(values)).hexdigest()


def _as_text(value):
    return (
        str(sorted(str(getattr(row, "pk", row)) for row in value)) if isinstance(value, list) else str(value)
    )
