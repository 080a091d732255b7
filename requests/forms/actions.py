"""Forms of the office's acts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gsvo.accounts.models import User
from gsvo.lib.duplicates import DuplicateWarning, same_name
from gsvo.lib.forms import UnseenNumberField
from gsvo.offices.models import Membership, Office
from requests.forms.casework import ReasonField
from requests.models import SupportRequest


class OfficeForm(forms.Form):
    """Choose the office of a new request, for people who work in several."""

    office = forms.ModelChoiceField(
        label=_("Für welche Koordinierungsstelle?"),
        queryset=Office.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Wählen Sie, für welche Koordinierungsstelle Sie anfragen.")},
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices


class SubmitForm(DuplicateWarning, forms.Form):
    confirm_label = _("Ja, das ist eine andere Anfrage")

    privacy_read = forms.BooleanField(
        label=_(
            "Ich habe den Hinweis zum Datenschutz gelesen. Die Anfrage enthält keine Angaben zu einzelnen "
            "Jugendlichen."
        ),
        error_messages={"required": _("Bestätigen Sie bitte, dass Sie den Hinweis gelesen haben.")},
    )

    def __init__(self, *args, support_request, **kwargs):
        super().__init__(*args, **kwargs)
        self.support_request = support_request

    def find_duplicates(self):
        """Return the office's open requests of the same title."""
        others = SupportRequest.objects.open().filter(office=self.support_request.office_id)
        return same_name(others.exclude(pk=self.support_request.pk), self.support_request.title, of="title")

    def duplicate_words(self, found):
        number = found.number or str(found.get_state_display())
        return f"„{found}“ ({number})"


class AnswerForm(forms.Form):
    """The answer to a question; optional after `revise`."""

    reason = ReasonField(
        label=_("Ihre Antwort"),
        required_message=_("Schreiben Sie Ihre Antwort auf die Frage der G.I.B."),
        help_text=_("Steht wörtlich in der Mail an die G.I.B. und im Verlauf Ihrer Stelle."),
    )

    def __init__(self, *args, was_asked=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not was_asked:
            self.fields["reason"].required = False
            self.fields["reason"].label = _("Was haben Sie geändert?")


class ReviseForm(forms.Form):
    reason = ReasonField(
        label=_("Was möchten Sie ändern?"),
        required=False,
        help_text=_("Das lesen Ihre Koordinierungsstelle und die G.I.B."),
    )


class WithdrawForm(forms.Form):
    reason = ReasonField(
        label=_("Warum ziehen Sie die Anfrage zurück?"),
        required_message=_("Schreiben Sie kurz, warum Sie die Anfrage zurückziehen."),
        help_text=_("Steht wörtlich in der Mail an die G.I.B. und im Verlauf Ihrer Stelle."),
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Wer kümmert sich künftig um die Anfrage?"),
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Wählen Sie eine Kollegin oder einen Kollegen.")},
    )

    expected_handler = UnseenNumberField()

    def __init__(self, *args, support_request, **kwargs):
        super().__init__(*args, initial={"expected_handler": support_request.handled_by_id}, **kwargs)
        colleagues = Membership.objects.current().writing().filter(office=support_request.office_id)
        people = User.objects.filter(memberships__in=colleagues).exclude(pk=support_request.handled_by_id)
        self.fields["to"].queryset = people.order_by("sort_name", "pk")


class ShareForm(forms.Form):
    office = forms.ModelChoiceField(
        label=_("Welche Koordinierungsstelle soll mitlesen?"),
        queryset=Office.objects.none(),
        empty_label=_("Bitte wählen"),
        error_messages={"required": _("Wählen Sie eine Koordinierungsstelle.")},
    )

    def __init__(self, *args, support_request, **kwargs):
        super().__init__(*args, **kwargs)
        reading = support_request.partner_offices.values("pk")
        others = Office.objects.exclude(pk=support_request.office_id).exclude(pk__in=reading)
        self.fields["office"].queryset = others
