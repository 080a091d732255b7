"""Forms that publish a version of a chain, and that search the published ones."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gsvo.lib.forms import DayField, StaleCheckForm


class PublishForm(StaleCheckForm, forms.Form):
    """The committee's decision, and who may read; the revision is the chain's."""

    decided_by = forms.CharField(
        label=gettext_lazy("Wer hat die Kette beschlossen?"),
        help_text=gettext_lazy("Zum Beispiel „Steuerungsgruppe“. Ein Gremium, keine einzelne Person."),
        max_length=200,
        required=False,
    )
    decided_on = DayField(label=gettext_lazy("Beschlossen am"), required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Wer die Adresse hat, darf ohne Konto lesen"),
        help_text=gettext_lazy("Ohne das Häkchen lesen nur Koordinierungsstellen und die G.I.B."),
        required=False,
    )

    def __init__(self, *args, chain, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = chain.revision

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("Dieser Tag liegt in der Zukunft."))
        return day

    def clean(self):
        given = super().clean()
        if given.get("decided_on") and not given.get("decided_by") and "decided_by" not in self.errors:
            self.add_error("decided_by", _("Schreiben Sie bitte dazu, wer an diesem Tag beschlossen hat."))
        return given


class PublishedFilter(forms.Form):
    """The search in published chains; what is too long is ignored, so that an old address still opens."""

    mark_optional = False

    q = forms.CharField(
        label=gettext_lazy("Suche in Ort, Schritten und beteiligten Stellen"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def narrow(self, published):
        self.is_valid()
        return published.search(self.cleaned_data["q"]) if self.is_narrowing else published

    @property
    def is_narrowing(self):
        return bool(getattr(self, "cleaned_data", {}).get("q"))
