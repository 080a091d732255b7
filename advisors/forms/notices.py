"""The form behind a member's link: take note, with a remark or without."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.lib.forms import NO_PUPILS


class AcknowledgeForm(forms.Form):
    """A click alone says nothing, because mail scanners press buttons: the box has to be ticked."""

    is_read = forms.BooleanField(
        label=_("Ja, ich habe das zur Kenntnis genommen."),
        error_messages={"required": _("Setzen Sie bitte das Häkchen, wenn Sie es gelesen haben.")},
    )
    remark = forms.CharField(
        label=_("Möchten Sie etwas anmerken?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_PUPILS,
    )
