"""Forms to grant days and to change a grant. They ask before what is probably a slip."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates, days
from gsvo.lib.duplicates import ConfirmInput
from gsvo.lib.forms import ObstacleForm, UntypedField
from gsvo.lib.workdays import workday_in
from requests.actions.funding import too_few_left
from requests.forms.casework import ActionForm, DayAheadField, ReasonField, refuse_after_service
from requests.models import FundingPeriod

NO_PERIOD = _("Zurzeit läuft kein Förderzeitraum, aus dem Sie Tage zusagen können. Die Leitung legt ihn an.")


class AsksBeforeGranting(forms.BaseForm):
    """Show a tick to confirm more days than wished, or a funding period that does not cover the wish.

    The tick names what it asked about: other days or another period ask again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["confirmed"] = UntypedField(required=False, label=_("Ja, das ist so gemeint"))

    def clean(self):
        super().clean()
        given = self.cleaned_data.pop("confirmed", "")
        doubts = self._doubts()
        if doubts:
            about = "-".join(
                str(getattr(value, "pk", value))
                for value in (self.cleaned_data.get("quarters"), self.cleaned_data.get("period"))
            )
            self.fields["confirmed"].widget = ConfirmInput(about)
            if given != about:
                question = _("Prüfen Sie bitte und bestätigen Sie, wenn es stimmt.")
                self.add_error("confirmed", " ".join(map(str, [*doubts, question])))
        return self.cleaned_data

    def _doubts(self):
        case = self.support_request
        granted, wanted = self.cleaned_data.get("quarters"), case.wanted_quarters
        found = []
        if granted and wanted and granted > wanted:
            found.append(
                _("Gewünscht: %(wanted)s, zugesagt würde mehr: %(granted)s.")
                % {"wanted": days.as_words(wanted), "granted": days.as_words(granted)}
            )
        period, begin, end = self.cleaned_data.get("period"), case.period_from, case.period_to
        if period and begin and end and not period.covers(begin, end):
            found.append(
                _("Gewünscht ist %(wish)s. Der Förderzeitraum %(period)s geht vom %(first)s bis %(last)s.")
                % {
                    "wish": dates.months(begin, end),
                    "period": period.name,
                    "first": dates.day(period.service_from),
                    "last": dates.day(period.service_until),
                }
            )
        return found


class GrantForm(AsksBeforeGranting, ObstacleForm, ActionForm):
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
        self.initial.setdefault("clarify_by", workday_in(settings.CLARIFY_WITHIN_DAYS))
        self.initial.setdefault("period", FundingPeriod.objects.for_days_of(self.support_request))
        self.usable = list(usable)
        if not self.usable:  # there is nothing to choose
            self.fields["period"].error_messages["required"] = NO_PERIOD
        if len(self.usable) == 1:
            self.fields["period"].widget = forms.HiddenInput()

    def obstacles(self, values):
        period = values.get("period")
        if period and values.get("quarters", 0) > period.free_quarters:
            yield "quarters", too_few_left(period)

    def clean(self):
        cleaned = super().clean()
        try:
            refuse_after_service(cleaned.get("clarify_by"), cleaned.get("period"))
        except ValidationError as error:
            self.add_error("clarify_by", error)
        return cleaned

    def facts(self):
        wanted = self.support_request.wanted_quarters
        free = [(_("Frei in %(period)s") % {"period": row}, row.free_days) for row in self.usable]
        return [(_("Gewünscht"), days.as_words(wanted) if wanted else ""), *free]


class ChangeGrantForm(AsksBeforeGranting, ObstacleForm, ActionForm):
    quarters = days.DaysField(
        label=_("Tage insgesamt"),
        help_text=_("So viele sind es danach. Viertel gehen: 5,25"),
        error_messages={"required": _("Geben Sie an, wie viele Tage Sie zusagen.")},
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, warum sich die Zusage ändert."),
    )

    def propose(self):
        self.initial.setdefault("quarters", self.support_request.granted_quarters)

    def obstacles(self, values):
        case, period = self.support_request, self.support_request.period
        more = values.get("quarters", 0) - case.granted_quarters
        if period and more > period.free_quarters:
            yield "quarters", too_few_left(period)

    def facts(self):
        wanted, period = self.support_request.wanted_quarters, self.support_request.period
        return [
            (_("Zugesagt"), days.as_words(self.support_request.granted_quarters)),
            (_("Gewünscht"), days.as_words(wanted) if wanted else ""),
            (_("Frei in %(period)s") % {"period": period}, period.free_days if period else ""),
        ]
