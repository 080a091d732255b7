"""The three questions of looking back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.models import LookingBack
from gsvo.lib.forms import NO_PUPILS, StaleCheckForm


class LookingBackForm(StaleCheckForm, forms.Form):
    helped = forms.ChoiceField(
        label=_("Hat es geholfen?"),
        choices=LookingBack.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, ob es geholfen hat.")},
    )
    different = forms.CharField(
        label=_("Was ist jetzt anders?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NO_PUPILS,
        error_messages={"required": _("Schreiben Sie in ein, zwei Sätzen, was jetzt anders ist.")},
    )
    again = forms.ChoiceField(
        label=_("Würden Sie es wieder anfragen?"),
        choices=LookingBack.Again.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, ob Sie es wieder anfragen würden.")},
    )

    def __init__(self, *args, row=None, is_advisor=False, **kwargs):
        names = ("helped", "different", "again", "revision")
        initial = {name: getattr(row, name) for name in names} if row else {"revision": 0}
        super().__init__(*args, initial=initial, **kwargs)
        if is_advisor:
            self.fields["again"].label = _("Würden Sie es wieder übernehmen?")


class FollowUpForm(StaleCheckForm, forms.Form):
    lasted = forms.CharField(
        label=_("Was hat gehalten?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=NO_PUPILS,
        error_messages={"required": _("Schreiben Sie in ein paar Sätzen, was gehalten hat.")},
    )

    def __init__(self, *args, row=None, **kwargs):
        initial = {"lasted": row.lasted, "revision": row.revision} if row else {"revision": 0}
        super().__init__(*args, initial=initial, **kwargs)


class CommitteeLookingBackForm(forms.Form):
    """The same questions for a member of the committee, behind a link."""

    helped = LookingBackForm.base_fields["helped"]
    different = LookingBackForm.base_fields["different"]
    again = LookingBackForm.base_fields["again"]

    def __init__(self, *args, row, **kwargs):
        initial = {name: getattr(row, name) for name in ("helped", "different", "again")}
        super().__init__(*args, initial=initial, **kwargs)
