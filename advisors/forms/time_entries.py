"""Forms of time entries: what was worked, the office's signature and question. `values` are arguments."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from advisors.actions.bookings import ENTERING, entry_is_gone, too_many, what_happened
from advisors.actions.time_entries import entry_obstacles
from advisors.models import MOST_A_DAY, TimeEntry
from advisors.service_days import period_for
from gsvo.lib import dates, days
from gsvo.lib.forms import NO_PUPILS, DayField, ObstacleForm, StaleCheckForm
from requests.actions.funding import left_by_period
from requests.models import Milestone

LONGEST_NOTE = 1000


class TimeEntryForm(ObstacleForm, StaleCheckForm, forms.Form):
    """What was worked on one day. A counter-entry has its figures from what it takes back: only its note."""

    done_on = DayField(
        label=_("Tag"), error_messages={"required": _("Geben Sie an, an welchem Tag Sie gearbeitet haben.")}
    )
    kind = forms.ChoiceField(
        label=_("Art"),
        choices=[kind for kind in TimeEntry.Kind.choices if kind[0] != TimeEntry.Kind.EARLIER],
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, was Sie getan haben.")},
    )
    quarters = days.DaysField(
        label=_("Tage"),
        max_quarters=MOST_A_DAY,
        help_text=_("Viertel gehen: 0,75. An einem Tag sind höchstens 1,5 möglich."),
        error_messages={"required": _("Geben Sie an, wie viel Sie an diesem Tag gearbeitet haben.")},
    )
    milestone = forms.ModelChoiceField(
        label=_("Meilenstein"),
        queryset=Milestone.objects.none(),
        required=False,
        empty_label=_("keiner bestimmten"),
    )
    note = forms.CharField(
        label=_("Notiz"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=format_lazy(
            "{} {}",
            _("Das lesen Koordinierungsstelle und G.I.B., zum Beispiel: Werkstatt Übergaben."),
            NO_PUPILS,
        ),
    )

    def __init__(self, *args, engagement, milestones, entry=None, **kwargs):
        self.engagement, self.entry = engagement, entry
        super().__init__(*args, initial=_stored(entry), **kwargs)
        self.fields["milestone"].queryset = milestones
        if entry is None:
            self.initial["revision"] = 0
        elif entry.is_counter:
            for name in ("done_on", "kind", "quarters", "milestone"):
                del self.fields[name]

    def obstacles(self, values):
        before = self.entry
        if self.engagement.support_request.state not in ENTERING or (before and before.is_counter):
            return
        typed = {name: values.get(name) for name in ("done_on", "quarters", "milestone")}
        person = before.advisor if before else self.engagement.advisor
        entry = TimeEntry(pk=before and before.pk, engagement=self.engagement, advisor=person, **typed)
        yield from entry_obstacles(entry)
        if entry.quarters is not None and (left := self._room(entry)) < entry.quarters:
            yield "quarters", too_many(left)

    def _room(self, entry):
        """Return how much of the day's period is left for the entry; of all, where none pays its day."""
        left = left_by_period(self.engagement.support_request)
        if self.entry:
            left[self.entry.period_id] = left.get(self.entry.period_id, 0) + self.entry.quarters
        period = entry.done_on and period_for(self.engagement, entry.done_on)
        return left.get(period.pk, 0) if period else sum(left.values())

    @property
    def values(self):
        """Return the act's arguments; of a counter-entry what is stored, with the new note."""
        unchanged = _stored(self.entry) if self.entry and self.entry.is_counter else {}
        return {name: value for name, value in (unchanged | super().values).items() if name != "revision"}


def _stored(entry):
    if entry is None:
        return {}
    return {
        "done_on": entry.done_on,
        "kind": entry.kind,
        "quarters": entry.quarters,
        "milestone": entry.milestone,
        "note": entry.note,
        "revision": entry.revision,
    }


class EntryActForm(StaleCheckForm, forms.Form):
    """An act on one entry, as its page showed it."""

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, initial={"revision": entry.revision}, **kwargs)


class WithdrawEntryForm(EntryActForm):
    """No fields: the act itself is the decision."""


class CorrectEntryForm(EntryActForm):
    note = forms.CharField(
        label=_("Was war falsch?"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=format_lazy("{} {}", _("Das lesen Koordinierungsstelle und G.I.B."), NO_PUPILS),
        error_messages={"required": _("Schreiben Sie, was an dem Eintrag falsch war.")},
    )


class AskAboutEntryForm(EntryActForm):
    question = forms.CharField(
        label=_("Ihre Frage"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=format_lazy("{} {}", _("Steht wörtlich in der Mail an die Berater:in."), NO_PUPILS),
        error_messages={"required": _("Schreiben Sie, was Sie zu dem Eintrag wissen möchten.")},
    )


class SignEntriesForm(forms.Form):
    """A tick for each entry. Its value holds the revision, so that nobody signs what changed unseen."""

    entries = forms.MultipleChoiceField(
        label=_("Diese Zeiteinträge stimmen"),
        help_text=_("Stimmt einer nicht, lassen Sie ihn frei und fragen Sie unter „Alle Zeiteinträge“ nach."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Wählen Sie mindestens einen Zeiteintrag aus."),
        },
    )

    def __init__(self, *args, found, engagement, **kwargs):
        super().__init__(*args, **kwargs)
        self.engagement = engagement
        self.found = {f"{entry.oid}.{entry.revision}": entry for entry in found}
        self.fields["entries"].choices = [(key, _in_words(entry)) for key, entry in self.found.items()]

    def clean(self):
        """Say what became of entries that were ticked and do not wait any more as the page showed them."""
        cleaned = super().clean()
        gone = {key.split(".")[0] for key in self["entries"].value() or [] if key not in self.found}
        if gone:
            rows = self.engagement.time_entries.filter(oid__in=gone).select_related(
                "signed_by", "question_by"
            )
            sentences = [what_happened(entry) for entry in rows.order_by("done_on", "pk")]
            if len(sentences) < len(gone):
                sentences.append(entry_is_gone())
            self._errors["entries"] = self.error_class(dict.fromkeys(sentences))
        return cleaned

    @property
    def chosen(self):
        return [self.found[key] for key in self.cleaned_data["entries"]]


def _in_words(entry):
    """Return "3. März 2027, vor Ort: 0,75 Tage – Werkstatt Übergaben"."""
    words = f"{dates.day(entry.done_on)}, {entry.get_kind_display()}: {days.as_words(entry.quarters)}"
    parts = [words, entry.milestone.title if entry.milestone else "", entry.note]
    if entry.is_counter:
        parts.insert(1, _("Berichtigung"))
    if entry.is_queried:
        parts.append(_("Ihre Rückfrage ist noch offen"))
    return " – ".join(str(part) for part in parts if part)
