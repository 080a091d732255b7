"""Forms of acts on the days of an engagement. `values` are the act's arguments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.actions.days import too_few_unbooked
from advisors.actions.engagements import complete_obstacle
from advisors.actions.signing import signable_for_office
from advisors.capacity import free_quarters
from gsvo.lib import dates, days
from gsvo.lib.forms import ObstacleForm
from requests.actions.funding import left_by_period, service_is_over, too_few_left
from requests.forms.casework import ActionForm, ReasonField
from requests.models import FundingPeriod

MOST_NAMED = 20


def _quarters(label, missing):
    return days.DaysField(
        label=label,
        help_text=_("Ganze Tage und Viertel, zum Beispiel 1,25."),
        error_messages={"required": missing},
    )


def _engagement(support_request):
    """Return the engagement, or None: a form is made before its act is refused."""
    return getattr(support_request, "engagement", None)


def _runs(support_request):
    """Return whether there is an engagement that has not ended, so that its days can change."""
    engagement = _engagement(support_request)
    return engagement is not None and engagement.ended_at is None


def _asked(support_request):
    engagement = _engagement(support_request)
    return engagement and engagement.increase_requests.open().first()


def figures_of(support_request):
    return [
        (_("Zugesagt"), days.as_words(support_request.granted_quarters)),
        (_("Gebucht"), days.as_words(support_request.booked_quarters)),
        (_("Noch frei"), days.as_words(support_request.left_quarters)),
    ]


class AskForDaysForm(ActionForm):
    quarters = _quarters(_("Tage mehr"), _("Geben Sie an, wie viele Tage Sie mehr brauchen."))
    reason = ReasonField(
        label=_("Wofür?"),
        help_text=_("Steht wörtlich in den Mails an die G.I.B. und an Koordinierungsstelle oder Berater:in."),
        required_message=_("Schreiben Sie, wofür Sie mehr Tage brauchen."),
    )

    def facts(self):
        return figures_of(self.support_request)


class _ReasonInMail(ActionForm):
    """Say whom the reason reaches by mail: both sides, or the office while an advisor is sought."""

    def propose(self):
        engagement = _engagement(self.support_request)
        if engagement and engagement.advisor_id is None:
            self.fields["reason"].help_text = _("Steht wörtlich in der Mail an die Koordinierungsstelle.")


class IncreaseDaysForm(ObstacleForm, _ReasonInMail):
    quarters = _quarters(_("Tage mehr"), _("Geben Sie an, wie viele Tage Sie mehr zusagen."))
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum Sie weitere Tage zusagen."),
    )

    def propose(self):
        super().propose()
        self.asked = _asked(self.support_request)
        if self.asked:
            self.initial.setdefault("quarters", self.asked.quarters)

    def obstacles(self, values):
        period, quarters = self.support_request.period, values.get("quarters")
        if period and (sentence := service_is_over(period)):
            yield "quarters", sentence
        elif period and quarters and quarters > period.free_quarters:
            yield "quarters", too_few_left(period)

    def facts(self):
        period = self.support_request.period
        asked = [(_("Angefragt"), f"{self.asked}: {self.asked.reason}")] if self.asked else []
        free = [(_("Frei in %(period)s") % {"period": period}, period.free_days)] if period else []
        return [*asked, *figures_of(self.support_request), *free, *self._free_of_advisor()]

    def _free_of_advisor(self):
        """Say what whoever advises has left in the period, and whether that is enough. It bars nothing."""
        engagement, period = _engagement(self.support_request), self.support_request.period
        if not engagement or not engagement.advisor or not period:
            return []
        free = max(0, free_quarters(engagement.advisor, period))
        words = {"days": days.as_words(free)}
        label = _("Bei %(name)s frei in %(period)s") % {"name": engagement.advisor.name, "period": period}
        if free >= self.initial.get("quarters", 1):
            return [(label, words["days"])]
        return [(label, _("%(days)s, das reicht nicht. Sprechen Sie es vorher ab.") % words)]


class DeclineDaysForm(_ReasonInMail):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum Sie keine weiteren Tage zusagen."),
    )

    def facts(self):
        asked = _asked(self.support_request)
        return [(_("Angefragt"), f"{asked}: {asked.reason}")] if asked else []


class GiveBackDaysForm(ObstacleForm, ActionForm):
    quarters = _quarters(_("Tage, die zurückgehen"), _("Geben Sie an, wie viele Tage zurückgehen."))
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Das lesen Koordinierungsstelle, Berater:in und G.I.B."),
        required_message=_("Schreiben Sie, warum die Tage nicht mehr gebraucht werden."),
    )

    def obstacles(self, values):
        left = sum(left_by_period(self.support_request).values())
        if _runs(self.support_request) and values.get("quarters", 0) > left:
            yield "quarters", too_few_unbooked(left)

    def facts(self):
        return figures_of(self.support_request)


class CarryOverDaysForm(ObstacleForm, _ReasonInMail):
    quarters = _quarters(_("Tage, die übergehen"), _("Geben Sie an, wie viele Tage Sie übertragen."))
    period = forms.ModelChoiceField(
        label=_("In den Förderzeitraum"),
        queryset=FundingPeriod.objects.none(),
        empty_label=None,
        error_messages={"required": _("Wählen Sie den Förderzeitraum.")},
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum Sie die Tage übertragen."),
    )

    def propose(self):
        super().propose()
        self.left = left_by_period(self.support_request).get(self.support_request.period_id, 0)
        found = FundingPeriod.objects.usable().exclude(pk=self.support_request.period_id)
        self.fields["period"].queryset = found
        self.fields["period"].label_from_instance = lambda period: (
            _("%(period)s, noch %(days)s frei") % {"period": period.name, "days": period.free_days}
        )
        if self.left > 0:
            self.initial.setdefault("quarters", self.left)

    def obstacles(self, values):
        period, quarters = values.get("period"), values.get("quarters", 0)
        if period and (sentence := service_is_over(period)):
            yield "period", sentence
        if quarters > self.left:
            yield "quarters", too_few_unbooked(self.left)
        elif period and quarters > period.free_quarters:
            yield "quarters", too_few_left(period)

    def facts(self):
        period = self.support_request.period
        if period is None:
            return []
        until = {"period": period, "day": dates.day(period.service_until)}
        return [
            (_("Bisher aus"), _("%(period)s, Leistungen bis %(day)s") % until),
            (_("Davon noch frei"), days.as_words(max(self.left, 0))),
        ]


class SignForOfficeForm(_ReasonInMail):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum die G.I.B. in Vertretung gegenzeichnet."),
    )

    def facts(self):
        """Name what would be signed by those who may not do it at once; Leitung signs the rest as well."""
        engagement = _engagement(self.support_request)
        found = signable_for_office(engagement, is_leadership=True)[:MOST_NAMED] if engagement else []
        return [(dates.day(entry.done_on), _in_words(entry)) for entry in found]


def _in_words(entry):
    words = f"{entry.get_kind_display()}: {days.as_words(entry.quarters)}"
    waits = _("wartet seit %(day)s") % {"day": dates.day(entry.waiting_since)}
    return ", ".join(str(part) for part in (words, entry.note, waits) if part)


class CompleteForm(ActionForm):
    """No fields: used is what is booked."""

    def facts(self):
        left = self.support_request.left_quarters
        facts = [
            *figures_of(self.support_request)[:2],
            (_("Zurück in den Förderzeitraum"), days.as_words(left)),
        ]
        engagement = _engagement(self.support_request)
        obstacle = complete_obstacle(engagement) if engagement else ""
        return [*facts, (_("Es fehlt"), obstacle)] if obstacle else facts
