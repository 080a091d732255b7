"""What is asked of somebody who is not, or no longer, the right person behind a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NotResponsibleForm(forms.Form):
    """A click alone says nothing: the box has to be ticked. Whom to ask instead may be told."""

    is_sure = forms.BooleanField(
        label=_("Ja, ich bin dafür nicht (mehr) zuständig."),
        error_messages={"required": _("Bestätigen Sie das mit dem Kästchen, oder gehen Sie zurück.")},
    )
    successor = forms.CharField(label=_("Wer ist stattdessen zuständig?"), required=False, max_length=200)
    successor_email = forms.EmailField(
        label=_("E-Mail dieser Person"),
        required=False,
        help_text=_("Wir schreiben ihr nicht von selbst, sondern geben Ihren Hinweis nur weiter."),
    )

    @property
    def hint(self) -> str:
        """Name and address as one line for whoever has to ask somebody else, or ""."""
        told = (self.cleaned_data["successor"], self.cleaned_data["successor_email"])
        return ", ".join(part for part in told if part)


class NotMyAccountForm(NotResponsibleForm):
    """The same of an account: nobody is responsible for one, it belongs to somebody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_sure"].label = _("Ja, das ist nicht (mehr) mein Konto.")
        self.fields["successor"].label = _("Wissen Sie, wem das Konto gehört?")
