"""The form with which an office accepts a gap."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chains.actions.gaps import until_obstacles
from gsvo.lib.forms import NO_PUPILS, DayField, ObstacleForm


class AcceptGapForm(ObstacleForm, forms.Form):
    reason = forms.CharField(
        label=_("Warum bleibt die Lücke vorerst?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_PUPILS,
        error_messages={"required": _("Nennen Sie den Grund, damit andere ihn verstehen.")},
    )
    until = DayField(
        label=_("Bis wann?"),
        help_text=_("Danach erscheint die Lücke wieder. Höchstens ein Jahr."),
        error_messages={"required": _("Wählen Sie einen Tag.")},
    )

    def obstacles(self, values):
        yield from until_obstacles(values.get("until"))
