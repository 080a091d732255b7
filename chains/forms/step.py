"""The form of one step of a local chain."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chains.models import MONTHS, ChainStep
from gsvo.lib.forms import NO_PUPILS, StaleCheckForm


class StepForm(StaleCheckForm, forms.ModelForm):
    """One step of a chain; the revision is the chain's."""

    year_offset = forms.TypedChoiceField(
        label=_("In welchem Schuljahr?"),
        coerce=int,
        initial=0,
        choices=[(0, _("im Schuljahr der Kette")), (1, _("im Schuljahr danach"))],
    )

    section = forms.TypedChoiceField(
        label=_("Abschnitt der Verantwortungskette"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("ohne")), *((number, str(number)) for number in range(1, 7))],
    )

    class Meta:
        model = ChainStep
        fields = [
            "title", "section", "result", "window_from", "window_to", "year_offset", "anchor", "lead",
            "participants", "contact", "deputy", "handover", "receivers", "form", "receiver_steps",
            "feedback_to", "legal_basis", "status", "note",
        ]  # fmt: skip
        labels = {
            "title": _("Was geschieht?"),
            "result": _("Was liegt am Ende vor?"),
            "window_from": _("Von"),
            "window_to": _("Bis"),
            "lead": _("Wer ist federführend?"),
            "participants": _("Wer wirkt mit?"),
            "handover": _("Was wird übergeben?"),
            "receivers": _("An wen?"),
            "form": _("In welcher Form?"),
            "receiver_steps": _("Mit welchen Schritten geht es weiter?"),
            "feedback_to": _("Wer hört zurück? Rückmeldung an Schritt"),
        }
        help_texts = {
            "result": NO_PUPILS,
            "anchor": _("Zum Beispiel „nach den Osterferien“ oder „bis 31. Mai“."),
            "contact": _("Dienstlich: Name, Stelle, Telefon. Erscheint nur in Ihrer Stelle."),
            "handover": NO_PUPILS,
            "form": _("Zum Beispiel „Liste“, „Gespräch“ oder „Schüler Online“."),
            "legal_basis": _("Nötig, wenn Namen übergeben werden."),
            "note": NO_PUPILS,
        }
        widgets = {
            "title": forms.TextInput(),
            "result": forms.Textarea(attrs={"rows": 3}),
            "handover": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "participants": forms.CheckboxSelectMultiple(),
            "receivers": forms.CheckboxSelectMultiple(),
            "receiver_steps": forms.CheckboxSelectMultiple(),
            "status": forms.RadioSelect(),
        }

    parts = [
        (_("Was?"), ["title", "result", "section"]),
        (_("Wann?"), ["window_from", "window_to", "year_offset", "anchor"]),
        (_("Wer?"), ["lead", "participants", "contact", "deputy"]),
        (_("Übergabe"), ["handover", "receivers", "form", "receiver_steps", "feedback_to", "legal_basis"]),
        (_("Stand"), ["status", "note"]),
    ]

    def __init__(self, *args, chain, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = chain.revision
        for name in ("window_from", "window_to"):
            self.fields[name].choices = [("", _("noch offen")), *MONTHS]
        self.fields["lead"].empty_label = _("noch offen")
        others = chain.steps.exclude(pk=self.instance.pk)
        self.fields["receiver_steps"].queryset = others
        self.fields["feedback_to"].queryset = others
        self.fields["feedback_to"].empty_label = _("niemand")
        self.fields["status"].choices = ChainStep.Status.choices

    def groups(self):
        """Return the form's fields under their headings."""
        return [
            (legend, [self[name] for name in names if name in self.fields]) for legend, names in self.parts
        ]


class NewStepForm(StepForm):
    after = forms.ModelChoiceField(
        ChainStep.objects.none(),
        label=_("Hinter welchen Schritt?"),
        required=False,
        empty_label=_("ans Ende"),
    )

    parts = [(_("Wo?"), ["after"]), *StepForm.parts]

    def __init__(self, *args, chain, **kwargs):
        super().__init__(*args, chain=chain, **kwargs)
        self.fields["after"].queryset = chain.steps.all()
