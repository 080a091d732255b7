"""Answer to an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.models import Invitation
from gsvo.lib.forms import UntypedField, sent_number
from gsvo.lib.widgets import Choice

ACCEPT, DECLINE = "accept", "decline"
AFTER_NO = {  # what a "no" causes, by whether others are asked at once
    False: _("Die G.I.B. fragt dann die nächste Person."),
    True: _("Die anderen, die gefragt sind, bleiben es."),
}
NOT_IN_POOL = Invitation.DeclineReason.NOT_IN_POOL


class AnswerForm(forms.Form):
    """Accept or decline. Nothing is preselected."""

    answer = forms.ChoiceField(
        label=_("Ihre Entscheidung"),
        choices=[(ACCEPT, _("Ich nehme an")), (DECLINE, _("Ich lehne ab"))],
        widget=Choice(
            legend="hidden",
            consequences={
                ACCEPT: _(
                    "Verbindlich: Die Begleitung beginnt damit, und alle Beteiligten werden informiert."
                ),
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
        help_text=_("Das liest nur die G.I.B."),
    )

    deputy = forms.CharField(
        label=_("In Vertretung: Ihr Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    scope = UntypedField(required=False)  # the quarters of a day that the page showed

    def __init__(self, *args, addressee, institutions=(), at_once=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.after_no = AFTER_NO[at_once]
        self.fields["answer"].widget.consequences = self.fields["answer"].widget.consequences | {
            DECLINE: _("%(then)s Ihnen entsteht kein Nachteil.") % {"then": self.after_no}
        }
        if institutions:
            self.fields["no_conflict"].help_text = _("Beteiligt sind: %(institutions)s.") % {
                "institutions": " · ".join(institutions)
            }
        self.fields["deputy"].help_text = _(
            "Nur, wenn Sie nicht %(name)s sind, sondern in Vertretung für diese Person antworten."
        ) % {"name": addressee}

    def clean(self):
        if self.cleaned_data.get("answer") == ACCEPT and not self.cleaned_data.get("no_conflict"):
            self.add_error(
                "no_conflict",
                _("Bestätigen Sie, dass kein Interessenkonflikt besteht. Sonst lehnen Sie bitte ab."),
            )

    @property
    def quarters(self):
        """Return the quarters of a day that the page showed, or None."""
        return sent_number(self.cleaned_data, "scope")

    def show(self, quarters):
        """Ask anew, now about so many quarters of a day."""
        self.data = self.data.copy()
        self.data["scope"] = str(quarters)

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
