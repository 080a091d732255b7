"""The forms of a step of a local chain: one part of it, a new one, one to be divided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chains import merging
from chains.actor_names import ActorNames
from chains.forms.fields import ActorField, ActorsField
from chains.forms.step_parts import PARTS
from chains.merging import Change
from chains.models import MONTHS, AnchorDay, ChainStep
from gsvo.lib.forms import NO_PUPILS, StaleCheckForm, UntypedField, add_stale_error, in_words
from gsvo.lib.widgets import OneEach

MOST_YOUNG_PEOPLE = 999_999
MORE = _("Mehr Felder kommen, sobald Sie speichern. Wer nicht mehr dazugehört: das Feld leeren.")


def _count(label, hint):
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=0, max_value=MOST_YOUNG_PEOPLE
    )


class StepForm(StaleCheckForm, forms.ModelForm):
    """One part of a step. `revision` is the chain's, `seen` what the page showed of each field."""

    section = forms.TypedChoiceField(
        label=_("Abschnitt der Verantwortungskette"),
        help_text=_("Die Landesvorlage gliedert die Kette in sechs Abschnitte."),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("ohne")), *((number, str(number)) for number in range(1, 7))],
    )
    year_offset = forms.TypedChoiceField(
        label=_("In welchem Schuljahr?"),
        coerce=int,
        initial=0,
        choices=[(0, _("im Schuljahr der Kette")), (1, _("im Schuljahr danach"))],
    )
    lead = ActorField(
        label=_("Wer ist federführend?"),
        help_text=_("Tippen Sie den Anfang des Namens. Zuerst kommen die Stellen dieser Kette."),
    )
    participants = ActorsField(label=_("Wer wirkt mit?"), help_text=MORE)
    receivers = ActorsField(label=_("An wen?"), help_text=MORE)
    receiver_steps = forms.ModelMultipleChoiceField(
        ChainStep.objects.none(),
        label=_("Mit welchen Schritten geht es weiter?"),
        required=False,
        widget=OneEach(forms.Select(), spare=1),
    )
    expected_count = _count(
        _("Wie viele Jugendliche werden erwartet?"), _("Nur eine Zahl. Sie erscheint nur in Ihrer Stelle.")
    )
    actual_count = _count(_("Wie viele sind erreicht?"), _("Am Ende des Schritts. Nur eine Zahl."))

    class Meta:
        model = ChainStep
        fields = [name for part in PARTS for name in part.fields]
        labels = {
            "title": _("Was geschieht?"),
            "description": _("Wie genau?"),
            "result": _("Was liegt am Ende vor?"),
            "target_groups": _("Für wen?"),
            "window_from": _("Von"),
            "window_to": _("Bis"),
            "anchor_day": _("Hängt der Schritt an einem Tag?"),
            "anchor": _("Anhaltspunkt in Worten"),
            "handover": _("Was wird übergeben?"),
            "form": _("In welcher Form?"),
            "hands_over_names": _("Es werden Namen von Jugendlichen weitergegeben."),
            "feedback_to": _("Wer hört zurück? Rückmeldung an Schritt"),
            "indicator": _("Woran ist zu sehen, dass es klappt?"),
        }
        help_texts = {
            "description": NO_PUPILS,
            "result": NO_PUPILS,
            "target_groups": _("Nichts angekreuzt heißt: für alle."),
            "anchor_day": _("Das Datum rechnet das Portal für jedes Schuljahr aus."),
            "anchor": _("Zum Beispiel „nach der ersten Anmeldephase“."),
            "contact": _("Dienstlich: Name, Stelle, Telefon. Erscheint nur in Ihrer Stelle."),
            "deputy": _("Wer einspringt, ebenfalls dienstlich. Erscheint nur in Ihrer Stelle."),
            "handover": NO_PUPILS,
            "form": _("Zum Beispiel „Liste“, „Gespräch“ oder „Schüler Online“."),
            "legal_basis": _("Nötig, wenn Namen übergeben werden."),
            "indicator": _("Zum Beispiel „Anteil der Jugendlichen mit Anschluss“. Keine Namen."),
            "note": NO_PUPILS,
        }
        widgets = {
            "title": forms.TextInput(),
            "description": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 3}),
            "target_groups": forms.CheckboxSelectMultiple(),
            "handover": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "status": forms.RadioSelect(),
        }

    def __init__(self, *args, chain, part, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            if name not in part.fields:
                del self.fields[name]
        self.order_fields(part.fields)
        self._offer(chain)
        self.initial["revision"] = chain.revision
        self.fields["seen"] = UntypedField(required=False, initial=merging.digests(self.stored_values()))

    def _offer(self, chain):
        """Fill the choices that belong to this chain."""
        fields = self.fields
        for name in {"window_from", "window_to"} & fields.keys():
            fields[name].choices = [("", _("noch offen")), *MONTHS]
        if "anchor_day" in fields:
            fields["anchor_day"].choices = [("", _("nein")), *AnchorDay.choices]
        if "status" in fields:
            fields["status"].choices = ChainStep.Status.choices
        self.names = ActorNames.of(chain) if {"lead", "receivers"} & fields.keys() else None
        for name in {"lead", "participants", "receivers"} & fields.keys():
            fields[name].names = self.names
        if "receiver_steps" in fields:
            fields["receiver_steps"].queryset = others = chain.steps.exclude(pk=self.instance.pk)
            fields["feedback_to"].queryset = others
            fields["feedback_to"].empty_label = _("niemand")

    @property
    def values(self):
        return {name: value for name, value in super().values.items() if name != "seen"}

    @property
    def seen(self):
        return self.cleaned_data["seen"]

    def stored_values(self):
        """Return {field: value} as the record has it."""
        names = [name for name in self.Meta.fields if name in self.fields]
        return {name: self.get_initial_for_field(self.fields[name], name) for name in names}

    def report_conflict(self, refusal, chain, part):
        """Say that a colleague was faster, and go on from what stands there now.

        What only the colleague changed is taken over; where both did, what was typed stays. Returns (label,
        text) of what stands there now in these fields.
        """
        now = StepForm(instance=chain.steps.get(pk=self.instance.pk), chain=chain, part=part)
        stored = now.stored_values()
        changes = merging.compare(self.seen, self.values, stored)
        chain.refresh_from_db(fields=["revision"])
        add_stale_error(self, refusal)
        self.data = self.data.copy()
        self.data["seen"] = now.fields["seen"].initial
        self.data["revision"] = chain.revision
        for name, change in changes.items():
            if change == Change.THEIRS:
                self._take_over(name, now[name].value())
        return [
            (now.fields[name].label, now.in_words(name)) for name in changes if changes[name] == Change.BOTH
        ]

    def in_words(self, name):
        """Return what the record says in a field."""
        field, value = self.fields[name], self.stored_values()[name]
        if isinstance(field, ActorsField):
            return ", ".join(field.prepare_value(value)) or _("(leer)")
        return in_words(field, value) or _("(leer)")

    def _take_over(self, name, value):
        """Let the sent data say something else in a field."""
        widget = self.fields[name].widget
        if isinstance(widget, OneEach):
            for key in [f"{name}_{number}" for number in range(widget.MOST)]:
                self.data.pop(key, None)
            self.data.update({f"{name}_{number}": str(item) for number, item in enumerate(value)})
        elif isinstance(value, list):
            self.data.setlist(name, [str(item) for item in value])
        elif value in (None, False):
            self.data.pop(name, None)
        else:
            self.data[name] = str(value)


class NewStepForm(StaleCheckForm, forms.ModelForm):
    """What a new step is called, and where it stands; the rest is said part by part."""

    after = forms.ModelChoiceField(
        ChainStep.objects.none(),
        label=_("Hinter welchen Schritt?"),
        required=False,
        empty_label=_("ans Ende"),
    )

    class Meta:
        model = ChainStep
        fields = ["title"]
        labels = {"title": _("Was geschieht?")}
        help_texts = {"title": _("Ein kurzer Satz genügt. Alles andere kommt danach, Seite für Seite.")}
        widgets = {"title": forms.TextInput()}

    def __init__(self, *args, chain, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = chain.revision
        self.fields["after"].queryset = chain.steps.all()


class SplitStepForm(StaleCheckForm, forms.Form):
    """What the second of two steps is called that one is divided into."""

    title = forms.CharField(label=_("Wie heißt der zweite Schritt?"), max_length=200)

    def __init__(self, *args, chain, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = chain.revision
