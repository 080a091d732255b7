"""Forms of milestones: another day, or the result."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib.forms import NO_PUPILS, DayField, StaleCheckForm
from requests.forms.casework import ReasonField


class MoveMilestoneForm(StaleCheckForm, forms.Form):
    """`values` are the act's arguments; the revision counts the moves so far."""

    due_on = DayField(
        label=_("Neuer Tag"), error_messages={"required": _("Geben Sie an, bis wann es jetzt dauert.")}
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an das Gremium und an die andere Seite."),
        required_message=_("Schreiben Sie, warum sich der Meilenstein verschiebt."),
    )

    def __init__(self, *args, milestone, moves, **kwargs):
        super().__init__(*args, initial={"due_on": milestone.due_today, "revision": moves}, **kwargs)


class ReachMilestoneForm(StaleCheckForm, forms.Form):
    """`values` are the act's arguments; the revision is that of the result, 0 before there is one."""

    reached_on = DayField(
        label=_("Wann war es so weit?"), error_messages={"required": _("Geben Sie den Tag an.")}
    )
    sentence = forms.CharField(
        label=_("Was kam heraus?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_PUPILS,
        error_messages={"required": _("Schreiben Sie in einem Satz, was herauskam.")},
    )
    date_reason = forms.CharField(
        label=_("Grund für das Datum"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nur wenn der Tag außerhalb des vereinbarten Zeitraums liegt."),
    )

    def __init__(self, *args, result=None, **kwargs):
        initial = {"reached_on": timezone.localdate(), "revision": 0}
        if result:
            names = ("reached_on", "sentence", "date_reason", "revision")
            initial = {name: getattr(result, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
