"""Forms with one field of each kind that the portal uses."""

from django import forms

from gsvo.lib.days import DaysField
from gsvo.lib.widgets import Choice, DateInput

COLOURS = [("red", "Rot"), ("green", "Grün"), ("blue", "Blau")]
STEPS = [(str(n), f"{n} Schritt mit einem etwas längeren Namen") for n in range(1, 9)]
ANSWERS = [("agree", "Ich stimme zu"), ("change", "Ich wünsche eine Änderung")]
CONSEQUENCES = {"agree": "Der Auftrag kann so beginnen.", "change": "Sie bekommen darauf eine Antwort."}


class SampleForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="Titel", max_length=20, help_text="So kurz wie möglich & verständlich.")
    email = forms.EmailField(label="E-Mail")
    goal = forms.CharField(label="Ziel", widget=forms.Textarea(attrs={"rows": 3}), help_text="Ein Satz.")
    days = DaysField(label="Tage")
    start = forms.DateField(label="Beginn", widget=DateInput)
    colour = forms.ChoiceField(label="Farbe", choices=COLOURS)
    status = forms.ChoiceField(label="Stand", choices=COLOURS, widget=forms.RadioSelect, help_text="Heute.")
    steps = forms.MultipleChoiceField(
        label="Schritte",
        choices=STEPS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mehrere sind möglich.",
    )
    several = forms.MultipleChoiceField(label="Mehrere", choices=COLOURS, widget=forms.SelectMultiple)
    answer = forms.ChoiceField(
        label="Ihre Antwort", choices=ANSWERS, widget=Choice(consequences=CONSEQUENCES)
    )
    privacy = forms.BooleanField(label="Ich habe den Hinweis gelesen.", help_text="Er steht unten.")
    attachment = forms.FileField(label="Unterlage", help_text="PDF, höchstens 10 MB.")


class OptionalForm(SampleForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class FilterForm(OptionalForm):
    mark_optional = False


FILLED = {
    "revision": "3",
    "title": "Übergänge & Anschluss",
    "email": "koko@example.org",
    "goal": "Alle Plätze sind <bekannt>.",
    "days": "5,25",
    "start": "2027-01-15",
    "colour": "green",
    "status": "blue",
    "steps": ["1", "8"],
    "several": ["red", "blue"],
    "answer": "change",
    "privacy": "on",
}
