"""Forms of G.I.B.'s acts. A valid form's `values` are the act's arguments."""

import datetime as dt

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib import days
from gsvo.lib.forms import DayField, StaleCheckForm
from requests.actions.reopening import returned_quarters, what_reopening_books
from requests.models import FundingPeriod

NO_PERIOD = _("Zurzeit läuft kein Förderzeitraum, aus dem Sie Tage zusagen können. Die Leitung legt ihn an.")
FARTHEST = 5 * 366  # days; beyond it a year was mistyped


def in_days(count):
    return timezone.localdate() + dt.timedelta(days=count)


class DayAheadField(DayField):
    """A day that is not in the past and at most five years ahead."""

    default_error_messages = {
        "past": _("Dieser Tag liegt schon zurück. Wählen Sie heute oder einen späteren Tag."),
        "far": _("Das ist in mehr als fünf Jahren. Prüfen Sie bitte die Jahreszahl."),
    }

    def validate(self, value):
        super().validate(value)
        if value and value < timezone.localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        if value and value > in_days(FARTHEST):
            raise ValidationError(self.error_messages["far"], code="far")


class ReasonField(forms.CharField):
    """A text that is mailed word for word."""

    def __init__(self, *, required_message="", **kwargs):
        super().__init__(
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": required_message},
            **kwargs,
        )


class ActionForm(StaleCheckForm, forms.Form):
    """A form of an act on one request; `support_request` gives the proposals, `values` are the arguments."""

    def __init__(self, *args, support_request, **kwargs):
        self.support_request = support_request
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", support_request.revision)
        self.propose()

    def propose(self):
        """Set initial values."""

    def facts(self):
        """Return (label, value) pairs to show beside the form."""
        return []

    def button(self, act):
        """Return the label of the submit button."""
        return act.button or act.label


class GrantForm(ActionForm):
    quarters = days.DaysField(
        label=_("Tage"),
        help_text=_("Viertel gehen: 5,25"),
        error_messages={"required": _("Geben Sie an, wie viele Tage Sie zusagen.")},
    )
    clarify_by = DayAheadField(
        label=_("Auftrag klären bis"),
        error_messages={"required": _("Geben Sie an, bis wann der Auftrag geklärt sein soll.")},
    )
    conditions = forms.CharField(
        label=_("Bedingungen"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stehen wörtlich in der Mail an die Koordinierungsstelle."),
    )
    period = forms.ModelChoiceField(
        label=_("Förderzeitraum"),
        queryset=FundingPeriod.objects.none(),
        empty_label=None,
        error_messages={"required": _("Wählen Sie den Förderzeitraum.")},
    )

    def propose(self):
        self.fields["period"].queryset = usable = FundingPeriod.objects.usable()
        self.fields["period"].label_from_instance = lambda period: (
            _("%(period)s, noch %(days)s frei")
            % {
                "period": period.name,
                "days": period.free_days,
            }
        )
        self.initial.setdefault("quarters", self.support_request.wanted_quarters)
        self.initial.setdefault("clarify_by", in_days(settings.CLARIFY_WITHIN_DAYS))
        self.initial.setdefault("period", FundingPeriod.objects.for_days_of(self.support_request))
        self.usable = list(usable)
        if not self.usable:  # there is nothing to choose
            self.fields["period"].error_messages["required"] = NO_PERIOD
        if len(self.usable) == 1:
            self.fields["period"].widget = forms.HiddenInput()

    def facts(self):
        wanted = self.support_request.wanted_quarters
        free = [(_("Frei in %(period)s") % {"period": row}, row.free_days) for row in self.usable]
        return [(_("Gewünscht"), days.as_words(wanted) if wanted else ""), *free]


class AskBackForm(ActionForm):
    question = ReasonField(
        label=_("Ihre Frage"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, was Sie wissen möchten."),
    )
    answer_by = DayAheadField(
        label=_("Antwort bis"),
        error_messages={"required": _("Geben Sie an, bis wann Sie die Antwort brauchen.")},
    )

    def propose(self):
        self.initial.setdefault("answer_by", in_days(settings.ANSWER_QUERY_WITHIN_DAYS))


class DeferForm(ActionForm):
    until = DayAheadField(
        label=_("Entscheidung bis"), error_messages={"required": _("Geben Sie an, bis wann Sie entscheiden.")}
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, warum die Entscheidung später kommt."),
    )


class RejectForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, warum Sie die Anfrage ablehnen."),
    )


class ReturnMandateForm(ActionForm):
    reason = ReasonField(
        label=_("Was soll geändert werden?"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, was am Auftrag noch fehlt."),
    )


class CancelForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, warum Sie abbrechen."),
    )


class ReopenCaseForm(ActionForm):
    """Leitung only. The choice about days is offered if the end returned some."""

    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, warum die Anfrage wieder offen ist."),
    )
    grant_anew = forms.BooleanField(
        label=_("Tage neu zusagen: Die Anfrage geht zurück in die Prüfung, ohne zugesagte Tage."),
        required=False,
        help_text=_(
            "Wählen Sie das, wenn die Tage im Förderzeitraum nicht mehr frei sind oder er zu Ende ist."
        ),
    )

    def propose(self):
        if not returned_quarters(self.support_request):
            del self.fields["grant_anew"]

    def facts(self):
        return what_reopening_books(self.support_request)
