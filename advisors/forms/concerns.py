"""Forms of concerns: tell G.I.B.; note a step; resolve."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.forms import StaleCheckForm


class TellConcernForm(forms.Form):
    text = forms.CharField(
        label=_("Was stockt?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "Was ist los, und was würde Ihnen helfen? Bitte keine Namen und keine Angaben zu einzelnen "
            "Jugendlichen."
        ),
        error_messages={"required": _("Schreiben Sie in ein paar Sätzen, was stockt.")},
    )


class ConcernStepForm(StaleCheckForm, forms.Form):
    text = forms.CharField(
        label=_("Was haben Sie getan oder vereinbart?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Liest nur die Sachbearbeitung und die Leitung der G.I.B."),
        error_messages={"required": _("Schreiben Sie, was Sie getan oder vereinbart haben.")},
    )


class ResolveConcernForm(StaleCheckForm, forms.Form):
    resolution = forms.CharField(
        label=_("Satz an die Person, die geschrieben hat"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Steht wörtlich in der Mail an sie und auf ihrer Seite. Sonst liest es niemand."),
        error_messages={"required": _("Schreiben Sie der Person, was daraus geworden ist.")},
    )
