"""Forms of G.I.B.'s acts on who is asked: answers that it records, more time, one taken back, all at once."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors import actions
from advisors.models import Invitation
from gsvo.lib import dates
from requests.forms.casework import ActionForm, ExtendWithinServiceForm, ReasonField


class WhomField(forms.ModelChoiceField):
    """Which of several who are asked; says who would accept already."""

    def __init__(self, invitations):
        super().__init__(
            invitations,
            label=_("Um wen geht es?"),
            to_field_name="oid",
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Wählen Sie aus, um wen es geht.")},
        )

    def label_from_instance(self, invitation):
        if not invitation.is_offered:
            return invitation.advisor.name
        day = {"name": invitation.advisor.name, "day": dates.day(invitation.offered_at)}
        return _("%(name)s, möchte annehmen seit %(day)s") % day


class AboutOneForm(ActionForm):
    """An act on one open invitation; where several are asked at once it has to be chosen."""

    def propose(self):
        found = self.support_request.invitations.open().select_related("advisor").order_by("position")
        self.asked = list(self.choosable(found))
        if len(self.asked) > 1:
            self.fields["invitation"] = WhomField(self.choosable(found))
            self.order_fields(["invitation"])

    def choosable(self, found):
        """Return which of the open invitations the act can be about."""
        return found

    def facts(self):
        """Say who is asked, and what stands in the way of accepting."""
        if not self.asked:
            return []
        found = actions.obstacles_of_all(self.support_request, [row.advisor for row in self.asked])
        obstacles = [(row.advisor.name, " ".join(found[row.advisor_id])) for row in self.asked]
        if len(obstacles) == 1:
            ((name, words),) = obstacles
            return [(_("Gefragt ist"), name), (_("Zu bedenken"), words)]
        names = ", ".join(name for name, _words in obstacles)
        of_each = [(_("Zu bedenken bei %(name)s") % {"name": name}, words) for name, words in obstacles]
        return [(_("Gefragt sind"), names), *(pair for pair in of_each if pair[1])]


class AcceptForForm(AboutOneForm):
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

    @property
    def values(self):
        return {name: value for name, value in super().values.items() if name != "no_conflict"}


class DeclineForForm(AboutOneForm):
    """G.I.B. records that one who is asked declines, as she said on the telephone."""

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

    def choosable(self, found):
        return found.filter(offered_at=None)  # who would accept does not decline


class RecallOneForm(AboutOneForm):
    """G.I.B. takes one invitation back; the others stay."""

    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die eingeladene Person."),
        required_message=_("Schreiben Sie, warum Sie die Einladung zurücknehmen."),
    )


class RecallForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an alle, die eine offene Einladung haben."),
        required_message=_("Schreiben Sie, warum Sie die Einladungen zurücknehmen."),
    )


class AskAtOnceForm(ActionForm):
    """No fields: the page names who waits."""

    def facts(self):
        pending = self.support_request.invitations.pending().select_related("advisor").order_by("position")
        names = {state: [] for state in (Invitation.State.OPEN, Invitation.State.WAITING)}
        for row in pending:
            names[row.state].append(row.advisor.name)
        return [
            (_("Gefragt ist schon"), ", ".join(names[Invitation.State.OPEN])),
            (_("Jetzt auch gefragt"), ", ".join(names[Invitation.State.WAITING])),
        ]


class ExtendInvitationForm(ExtendWithinServiceForm):
    """One later day for all who are asked and have not answered."""

    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an alle, die eine offene Einladung haben."),
        required_message=_("Schreiben Sie, warum die Frist länger wird."),
    )

    def now(self):
        asked = self.support_request.invitations.open().filter(offered_at=None)
        return max((row.answer_day for row in asked), default=None)
