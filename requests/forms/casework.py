"""Forms of G.I.B.'s acts. A valid form's `values` are the act's arguments."""

import datetime as dt

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gsvo.lib import dates
from gsvo.lib.forms import DayField, StaleCheckForm
from gsvo.lib.workdays import workday_in
from requests.actions.reopening import returned_quarters, what_reopening_books
from requests.other_answers import OtherAnswer

FARTHEST = 366  # days; beyond it a year was mistyped


class DayAheadField(DayField):
    """A day that is not in the past and at most a year ahead."""

    default_error_messages = {
        "past": _("Dieser Tag liegt schon zurück. Wählen Sie heute oder einen späteren Tag."),
        "far": _("Das ist in mehr als einem Jahr. Prüfen Sie bitte das Datum."),
    }

    def validate(self, value):
        super().validate(value)
        if value and value < timezone.localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        if value and value > timezone.localdate() + dt.timedelta(days=FARTHEST):
            raise ValidationError(self.error_messages["far"], code="far")


def refuse_after_service(day, period):
    """Refuse a day after the last one on which the request's funding period pays services."""
    if day and period and day > period.service_until:
        raise ValidationError(
            _("Der Förderzeitraum %(period)s endet am %(day)s. Wählen Sie einen früheren Tag.")
            % {"period": period.name, "day": dates.day(period.service_until)}
        )


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

    is_preview = False  # whether what was sent only asks for the page anew

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

    def context(self, user):
        """Return what else the page of the act shows, to whom it is shown."""
        return {}

    def button(self, act):
        """Return the label of the submit button."""
        return act.button or act.label


class ExtendForm(ActionForm):
    """A later day for a deadline; the day of today is a fact beside the form."""

    until = DayAheadField(
        label=_("Neue Frist"), error_messages={"required": _("Geben Sie an, bis wann die Frist jetzt geht.")}
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, warum die Frist länger wird."),
    )

    def now(self):
        """Return the day to which the deadline goes now."""
        return self.support_request.due_on

    def facts(self):
        return [(_("Frist bisher"), dates.weekday(self.now()))]

    def clean_until(self):
        until, now = self.cleaned_data["until"], self.now()
        if now and until <= now:
            raise ValidationError(
                _("Die Frist geht schon bis %(day)s. Wählen Sie einen späteren Tag.")
                % {"day": dates.day(now)}
            )
        return until


class ExtendWithinServiceForm(ExtendForm):
    """A later day for what has to happen while the request's period pays for service."""

    def clean_until(self):
        until = super().clean_until()
        refuse_after_service(until, self.support_request.period)
        return until


class ExtendClarificationForm(ExtendWithinServiceForm):
    def now(self):
        return self.support_request.clarify_by


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
        self.initial.setdefault("answer_by", workday_in(settings.ANSWER_QUERY_WITHIN_DAYS))


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


class AnswerOtherwiseForm(ActionForm):
    kind = forms.ChoiceField(
        label=_("Was hilft statt einer Begleitung?"),
        choices=OtherAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, womit die Anfrage beantwortet ist.")},
    )
    with_whom = forms.CharField(
        label=_("Wer hilft?"),
        max_length=200,
        help_text=_("Stelle oder Funktion, zum Beispiel: Regionalagentur OWL."),
        error_messages={"required": _("Schreiben Sie, wer hilft.")},
    )
    on = DayField(
        label=_("Wann?"),
        help_text=_("Der Tag des Gesprächs oder Workshops. Er kann vorbei oder geplant sein."),
        error_messages={"required": _("Geben Sie den Tag an.")},
    )
    reason = ReasonField(
        label=_("Ihre Zeilen an die Koordinierungsstelle"),
        help_text=_("Stehen wörtlich in der Mail."),
        required_message=_("Schreiben Sie, warum das die bessere Antwort ist."),
    )

    def clean_on(self):
        on = self.cleaned_data["on"]
        if abs((on - timezone.localdate()).days) > FARTHEST:
            raise ValidationError(_("Das ist mehr als ein Jahr entfernt. Prüfen Sie bitte das Datum."))
        return on


class ReturnMandateForm(ActionForm):
    reason = ReasonField(
        label=_("Was soll geändert werden?"),
        help_text=_("Steht wörtlich in der Mail an die Koordinierungsstelle."),
        required_message=_("Schreiben Sie, was am Auftrag noch fehlt."),
    )


class CancelForm(ActionForm):
    """Once an engagement runs, its advisor reads the reason as well."""

    def propose(self):
        engagement = getattr(self.support_request, "engagement", None)
        if engagement is not None and engagement.advisor_id:
            self.fields["reason"].help_text = _(
                "Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."
            )

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
