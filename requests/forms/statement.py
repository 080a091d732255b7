"""The form behind a member's link: remarks on the sections, a deliberate answer, and whose it is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.widgets import Choice
from requests.models import Statement
from requests.sections import MAX_REMARK, OVERALL, SECTIONS
from requests.statement_words import choices, consequences, said

Answer = Statement.Answer


def remark_name(key):
    return f"remark_{key}"


class StatementForm(forms.Form):
    """A remark for each section and the answer, which is not preselected. Guests remark and do not vote."""

    answer = forms.ChoiceField(
        label=_("Ihre Antwort"),
        widget=Choice(),
        error_messages={"required": _("Wählen Sie eine Antwort.")},
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat, field = seat, self.fields["answer"]
        field.choices, field.widget.consequences = choices(seat), consequences(seat)
        for section in SECTIONS:
            label = _("Ihre Anmerkung zu Abschnitt %(number)s") % {"number": section.number}
            self.fields[remark_name(section.key)] = _remark(label)
        self.fields[remark_name(OVERALL)] = _remark(_("Ihre Anmerkung zum Auftrag insgesamt"))

    def clean(self):
        if self.cleaned_data.get("answer") == Answer.CHANGE and not self.remarks:
            self.add_error(
                remark_name(OVERALL), _("Schreiben Sie hier oder beim Abschnitt dazu, was sich ändern soll.")
            )
        return self.cleaned_data

    @property
    def remarks(self):
        """Return {section's key: text} of the remarks written."""
        keys = [*(section.key for section in SECTIONS), OVERALL]
        written = {key: self.cleaned_data.get(remark_name(key), "") for key in keys}
        return {key: text for key, text in written.items() if text}

    @property
    def given(self):
        """Return the answer that is recorded: agreement with a remark is one of its own."""
        return Answer.of(self.cleaned_data["answer"], self.remarks)

    @property
    def given_words(self):
        """Return the answer in the member's words, and what follows from it."""
        chosen = self.cleaned_data["answer"]
        return said(self.given, self.seat), self.fields["answer"].widget.consequences[chosen]


def _remark(label):
    return forms.CharField(
        label=label, required=False, max_length=MAX_REMARK, widget=forms.Textarea({"rows": 3})
    )


class SignForm(forms.Form):
    """Name and deputy, asked before an answer is sent."""

    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=200,
        error_messages={"required": _("Geben Sie Ihren Namen an.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    deputising_for = forms.CharField(
        label=_("In Vertretung für"),
        required=False,
        max_length=200,
        help_text=_("Nur, wenn Sie für jemand anderen antworten. Dann steht oben Ihr eigener Name."),
    )
