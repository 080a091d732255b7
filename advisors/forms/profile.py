"""What an advisor says of herself."""

from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.models import Advisor
from gsvo.lib import days
from gsvo.lib.forms import DayField, StaleCheckForm
from gsvo.offices.models import Office
from requests.forms.casework import DayAheadField

EVERYWHERE, SOME = "everywhere", "some"


@dataclass(frozen=True)
class District:
    """The offices of a Regierungsbezirk as check boxes."""

    name: str
    boxes: list
    has_error: bool = False  # whether an error leads to its first box

    @property
    def checked(self):
        return sum(box["selected"] for box in self.boxes)

    @property
    def is_open(self):
        return bool(self.checked or self.has_error)


class ProfileForm(StaleCheckForm, forms.ModelForm):
    """The advisor's own profile; the first part is what coordinators read."""

    where = forms.ChoiceField(
        label=_("Wo arbeiten Sie?"),
        choices=[(EVERYWHERE, _("In ganz Nordrhein-Westfalen")), (SOME, _("An diesen Orten"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie, wo Sie arbeiten.")},
    )
    quarters_per_period = days.DaysField(
        label=_("Tage je Förderzeitraum"),
        min_quarters=0,
        max_quarters=1600,
        help_text=_("So viele Tage können Sie insgesamt übernehmen. Viertel gehen: 20,5"),
        error_messages={"required": _("Geben Sie an, wie viele Tage Sie übernehmen können, zur Not 0.")},
    )
    paused_until = DayAheadField(
        label=_("Pause bis"),
        required=False,
        help_text=_("Bis zu diesem Tag fragt die G.I.B. Sie nicht an, und im Pool sind Sie nicht zu sehen."),
    )

    class Meta:
        model = Advisor
        fields = [
            "organisation", "profile", "methods", "languages", "topics", "offices", "mode",
            "phone", "quarters_per_period", "paused_until",
        ]  # fmt: skip
        widgets = {
            "profile": forms.Textarea(attrs={"rows": 8}),
            "methods": forms.Textarea(attrs={"rows": 5}),
            "topics": forms.CheckboxSelectMultiple,
            "offices": forms.CheckboxSelectMultiple,
            "mode": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }
        labels = {"profile": _("Kurzer Lebenslauf"), "mode": _("In welcher Form arbeiten Sie?")}
        help_texts = {
            "profile": _("Ausbildung, Erfahrung, wobei Sie schon begleitet haben."),
            "methods": _("Wie Sie vorgehen, in ein paar Sätzen."),
            "languages": _("Zum Beispiel: Deutsch, Türkisch, Gebärdensprache"),
            "phone": _("Steht nicht im Pool. Wen Sie begleiten, kann Sie anrufen."),
            "offices": "",
        }
        error_messages = {"mode": {"required": _("Wählen Sie, in welcher Form Sie arbeiten.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = Q(is_offered=True) | Q(pk__in=self.initial_keys("topics"))
        self.fields["topics"].queryset = self.fields["topics"].queryset.filter(kept)
        if self.instance.paused_until and self.instance.paused_until < timezone.localdate():
            self.initial["paused_until"] = None  # a pause that is over is none
        self.initial["where"] = SOME if self.initial.get("offices") else EVERYWHERE

    def initial_keys(self, name):
        """Return the keys that stand in the record now."""
        return [row.pk for row in self.initial.get(name) or ()]

    def clean(self):
        super().clean()
        if self.cleaned_data.get("where") == EVERYWHERE:
            self.cleaned_data["offices"] = Office.objects.none()
        elif self.cleaned_data.get("where") == SOME and self._names_no_office():
            self.add_error("offices", _("Kreuzen Sie mindestens einen Ort an."))
        return self.cleaned_data

    def _names_no_office(self):
        return "offices" in self.cleaned_data and not self.cleaned_data["offices"]

    @property
    def values(self):
        return {name: value for name, value in super().values.items() if name != "where"}

    @property
    def districts(self):
        """Return the check boxes of places by Regierungsbezirk, each with its id."""
        chosen = {str(getattr(key, "pk", key)) for key in self["offices"].value() or ()}
        found = defaultdict(list)
        for office in Office.objects.order_by("district_government", "sort_name"):
            found[office.district_government].append({"office": office, "selected": str(office.pk) in chosen})
        boxes = [box for group in found.values() for box in group]
        for number, box in enumerate(boxes):
            box["id"] = f"id_offices_{number}"
        first = next(iter(found), None) if self["offices"].errors else None
        return [District(name, boxes, name == first) for name, boxes in found.items()]


class AbsenceForm(forms.Form):
    """From the first to the last day away."""

    from_on = DayField(label=_("Erster Tag"), error_messages={"required": _("Geben Sie den ersten Tag an.")})
    to_on = DayAheadField(
        label=_("Letzter Tag"), error_messages={"required": _("Geben Sie den letzten Tag an.")}
    )

    def clean(self):
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("Der letzte Tag liegt vor dem ersten. Prüfen Sie bitte beide."))
        return self.cleaned_data
