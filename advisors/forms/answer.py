"""What an invited advisor answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.models import Invitation
from gsvo.widgets import Choice

ACCEPT, DECLINE = "accept", "decline"
NOT_IN_POOL = Invitation.DeclineReason.NOT_IN_POOL


class AnswerForm(forms.Form):
    """The deliberate choice. Nothing is preselected."""

    answer = forms.ChoiceField(
        label=_("Ihre Entscheidung"),
        choices=[(ACCEPT, _("Ich nehme an")), (DECLINE, _("Ich lehne ab"))],
        widget=Choice(
            legend="hidden",
            consequences={
                ACCEPT: _(
                    "Verbindlich: Die Begleitung beginnt damit, und alle Beteiligten werden informiert."
                ),
                DECLINE: _("Die G.I.B. fragt dann die nächste Person. Ihnen entsteht kein Nachteil."),
            },
        ),
        error_messages={"required": _("Wählen Sie, ob Sie annehmen oder ablehnen.")},
    )
    no_conflict = forms.BooleanField(
        label=_("Bei Annahme: Ich habe keinen Interessenkonflikt mit den Beteiligten."), required=False
    )
    reason = forms.ChoiceField(
        label=_("Bei Ablehnung: Grund"),
        required=False,
        choices=[
            ("", _("Bitte auswählen")),
            *((value, label) for value, label in Invitation.DeclineReason.choices if value != NOT_IN_POOL),
        ],
    )
    text = forms.CharField(
        label=_("Bei Ablehnung: Was sollen wir wissen?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        if self.cleaned_data.get("answer") == ACCEPT and not self.cleaned_data.get("no_conflict"):
            self.add_error(
                "no_conflict",
                _("Bestätigen Sie, dass kein Interessenkonflikt besteht. Sonst lehnen Sie bitte ab."),
            )

    @property
    def accepts(self):
        return self.cleaned_data["answer"] == ACCEPT

    @property
    def reason_in_words(self):
        return (
            dict(self.fields["reason"].choices)[self.cleaned_data["reason"]]
            if self.cleaned_data["reason"]
            else ""
        )


class NotInPoolForm(forms.Form):
    """A click alone says nothing: the sentence has to be confirmed."""

    confirmed = forms.BooleanField(
        label=_("Ich bin nicht mehr im Pool und lehne diese Einladung ab."),
        error_messages={"required": _("Setzen Sie das Häkchen, wenn das stimmt.")},
    )
