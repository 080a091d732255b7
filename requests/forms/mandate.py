"""Forms of the mandate beside writing it (mandate_editor.py) and answering to it (statement.py)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReopenMandateForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum fassen Sie den Auftrag neu?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Steht wörtlich in der Mail an die G.I.B. und im Verlauf Ihrer Stelle."),
        error_messages={"required": _("Schreiben Sie kurz, warum Sie den Auftrag neu fassen.")},
    )


class ChangeMandateForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum ändern Sie den Auftrag?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Steht im Verlauf Ihrer Stelle. Die G.I.B. liest es auch."),
        error_messages={"required": _("Schreiben Sie kurz, warum Sie den Auftrag ändern.")},
    )


class DiscardChangeForm(forms.Form):
    """`revision`: of the draft that the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
