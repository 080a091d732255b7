"""Forms of G.I.B.'s and the advisors' acts. `values` are the act's arguments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors import actions
from advisors.models import Invitation
from gsvo.lib import dates
from requests.forms.casework import (
    ActionForm,
    DayAheadField,
    ExtendWithinServiceForm,
    ReasonField,
    refuse_after_service,
)


class AcceptForForm(ActionForm):
    """G.I.B. records an acceptance: said on the telephone, or offered and waiting for its consent."""

    no_conflict = forms.BooleanField(
        label=_("Die Person hat keinen Interessenkonflikt mit den Beteiligten."),
        error_messages={"required": _("Fragen Sie die Person, und kreuzen Sie es dann an.")},
    )
    note = forms.CharField(
        label=_("Notiz"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zum Beispiel, wann Sie telefoniert haben. Das liest nur die G.I.B."),
    )

    def facts(self):
        return _asked_facts(self.support_request)

    @property
    def values(self):
        return {name: value for name, value in super().values.items() if name != "no_conflict"}


class DeclineForForm(ActionForm):
    """G.I.B. records that whoever is asked declines, as she said on the telephone."""

    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=[("", _("Bitte auswählen")), *Invitation.DeclineReason.choices],
        error_messages={"required": _("Wählen Sie aus, warum die Person absagt.")},
    )
    text = forms.CharField(
        label=_("Notiz"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Zum Beispiel, wann Sie telefoniert haben. Das liest nur die G.I.B."),
    )

    def facts(self):
        return _asked_facts(self.support_request)


def _asked_facts(support_request):
    """Say who is asked, and what stands in the way of accepting."""
    invitation = support_request.invitations.open().select_related("advisor").first()
    if invitation is None:
        return []
    invitation.support_request = support_request
    asked = invitation.advisor.name
    obstacles = actions.obstacles_of(invitation, invitation.advisor, for_staff=True)
    return [(_("Gefragt ist"), asked), (_("Zu bedenken"), " ".join(obstacles))]


class ExtendInvitationForm(ExtendWithinServiceForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die eingeladene Person."),
        required_message=_("Schreiben Sie, warum die Frist länger wird."),
    )


class RecallForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die eingeladene Person."),
        required_message=_("Schreiben Sie, warum Sie die Einladungen zurücknehmen."),
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
