"""Forms of milestones: another day, or the result."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.actions.milestones import move_obstacles, result_obstacles
from advisors.actions.sides import WORKING
from gsvo.lib.forms import NO_PUPILS, DayField, ObstacleForm, StaleCheckForm
from requests.forms.casework import ReasonField


class MoveMilestoneForm(ObstacleForm, StaleCheckForm, forms.Form):
    """`values` are the act's arguments; the revision counts the moves so far."""

    due_on = DayField(
        label=_("Neuer Tag"), error_messages={"required": _("Geben Sie an, bis wann es jetzt dauert.")}
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an das Gremium und an die andere Seite."),
        required_message=_("Schreiben Sie, warum sich der Meilenstein verschiebt."),
    )

    def __init__(self, *args, support_request, milestone, moves, **kwargs):
        self.support_request, self.milestone = support_request, milestone
        super().__init__(*args, initial={"due_on": milestone.due_today, "revision": moves}, **kwargs)

    def obstacles(self, values):
        if values.get("due_on") and self.support_request.state in WORKING:
            yield from move_obstacles(self.support_request, self.milestone, values["due_on"])


class ReachMilestoneForm(ObstacleForm, StaleCheckForm, forms.Form):
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

    def __init__(self, *args, support_request, result=None, **kwargs):
        self.support_request = support_request
        initial = {"reached_on": timezone.localdate(), "revision": 0}
        if result:
            names = ("reached_on", "sentence", "date_reason", "revision")
            initial = {name: getattr(result, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)

    def obstacles(self, values):
        if values.get("reached_on") and self.support_request.state in WORKING:
            yield from result_obstacles(self.support_request, values["reached_on"], values.get("date_reason"))
