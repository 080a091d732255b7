"""Forms of G.I.B.'s and the advisors' acts on engagements. `values` are the act's arguments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates
from requests.forms.casework import (
    ActionForm,
    DayAheadField,
    ExtendWithinServiceForm,
    ReasonField,
    refuse_after_service,
)


class InterruptForm(ActionForm):
    until = DayAheadField(
        label=_("Voraussichtlich bis"),
        error_messages={"required": _("Geben Sie an, bis wann die Begleitung voraussichtlich ruht.")},
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum Sie die Begleitung unterbrechen."),
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        refuse_after_service(until, self.support_request.period)
        return until


class ExtendInterruptionForm(ExtendWithinServiceForm):
    until = DayAheadField(
        label=_("Voraussichtlich bis"),
        error_messages={"required": _("Geben Sie an, bis wann die Begleitung voraussichtlich ruht.")},
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum die Begleitung länger ruht."),
    )

    def facts(self):
        return [(_("Ruht bisher bis"), dates.weekday(self.now()))]


class ResumeForm(ActionForm):
    """No fields: the act itself is the decision."""


class ChangeAdvisorForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und bisherige Berater:in."),
        required_message=_("Schreiben Sie, warum die Beratung wechselt."),
    )


class FinishForm(ActionForm):
    early = forms.TypedChoiceField(
        label=_("Wie endet die Begleitung?"),
        choices=[
            ("no", _("Wie geplant: Der Auftrag ist erfüllt.")),
            ("yes", _("Vorzeitig: Der Auftrag ist nicht ganz erfüllt.")),
        ],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, wie die Begleitung endet.")},
    )
    reason = forms.CharField(
        label=_("Was möchten Sie dazu sagen?"),
        required=False,
        max_length=4000,
        help_text=_(
            "Das lesen Koordinierungsstelle, Berater:in und G.I.B. Endet die Begleitung vorzeitig, "
            "schreiben Sie bitte, warum."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self):
        if self.cleaned_data.get("early") and self.cleaned_data.get("reason") == "":
            self.add_error("reason", _("Schreiben Sie, warum die Begleitung vorzeitig endet."))


class ReopenForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum die Begleitung weitergeht."),
    )
