"""Search of the pool, and an office's preferences."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.capacity import free_in
from advisors.models import Preference
from gsvo.lib.widgets import Choice
from gsvo.offices.models import Office
from requests.models import FundingPeriod, SupportRequest, Topic


class PoolFilter(forms.Form):
    """Filters of the pool; invalid values are ignored, so that an old address still opens."""

    mark_optional = False

    q = forms.CharField(
        label=_("Suche in Name und Profil"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    topic = forms.ModelChoiceField(
        label=_("Thema"),
        required=False,
        queryset=Topic.objects.filter(is_offered=True),
        empty_label=_("Alle"),
    )
    office = forms.ModelChoiceField(
        label=_("Arbeitet in"),
        required=False,
        queryset=Office.objects.all(),
        to_field_name="key",
        empty_label=_("Alle"),
    )
    mode = forms.ChoiceField(
        label=_("Form"),
        required=False,
        choices=[
            ("", _("Alle")),
            (SupportRequest.Mode.ON_SITE, _("vor Ort")),
            (SupportRequest.Mode.ONLINE, _("online")),
        ],
    )

    period = forms.ModelChoiceField(
        label=_("Hat Tage frei in"),
        required=False,
        queryset=FundingPeriod.objects.none(),
        empty_label=_("Alle"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = FundingPeriod.objects.usable()

    def narrow(self, advisors):
        self.is_valid()
        wanted = getattr(self, "cleaned_data", {})
        if wanted.get("q"):
            advisors = advisors.search(wanted["q"])
        if wanted.get("topic"):
            advisors = advisors.filter(topics=wanted["topic"])
        if wanted.get("office"):
            advisors = advisors.for_office(wanted["office"])
        if wanted.get("mode"):
            advisors = advisors.for_mode(wanted["mode"])
        if wanted.get("period"):
            advisors = advisors.annotate(free=free_in(wanted["period"])).filter(free__gt=0)
        return advisors

    @property
    def is_narrowing(self):
        return any(getattr(self, "cleaned_data", {}).values())


class PreferenceForm(forms.Form):
    support_request = forms.ModelChoiceField(
        label=_("Für welche Anfrage?"),
        queryset=SupportRequest.objects.none(),
        to_field_name="oid",
        empty_label=_("Bitte auswählen"),
        error_messages={"required": _("Wählen Sie die Anfrage aus.")},
    )
    kind = forms.ChoiceField(
        label=_("Was möchten Sie der G.I.B. sagen?"),
        choices=[
            (Preference.Kind.WISH, _("Diese Person wünschen wir uns")),
            (Preference.Kind.EXCLUDE, _("Diese Person kommt für uns nicht in Frage")),
        ],
        widget=Choice(
            legend="hidden",
            consequences={
                Preference.Kind.WISH: _(
                    "Die G.I.B. sieht Ihren Wunsch und fragt, wenn es passt, zuerst dort an."
                ),
                Preference.Kind.EXCLUDE: _("Die G.I.B. lädt diese Person für Ihre Anfrage nicht ein."),
            },
        ),
        error_messages={"required": _("Wählen Sie eine der beiden Möglichkeiten.")},
    )
    reason = forms.CharField(
        label=_("Grund"),
        required=False,
        max_length=1000,
        help_text=_("Nur für die G.I.B. Die Person selbst kann Auskunft darüber verlangen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        is_exclusion = cleaned.get("kind") == Preference.Kind.EXCLUDE
        if is_exclusion and "reason" in cleaned and not cleaned["reason"]:
            self.add_error("reason", _("Schreiben Sie der G.I.B. in einem Satz, warum."))
        return cleaned

    def __init__(self, *args, requests, chosen=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["support_request"]
        field.queryset = requests
        field.label_from_instance = lambda row: f"{row} ({row.number})" if row.number else str(row)
        rows = list(requests[:2])
        field.initial = chosen.oid if chosen else None
        if len(rows) == 1:
            field.initial = rows[0].oid
            field.widget = forms.HiddenInput()
