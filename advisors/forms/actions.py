"""Forms of G.I.B.'s and the advisors' acts. `values` are the act's arguments."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from advisors.models import Advisor, Preference
from gsvo.lib import dates, days
from requests.forms.casework import ActionForm, DayAheadField, ExtendForm, ReasonField, refuse_after_service

MOST_INVITED = 5
MOST_ANSWER_DAYS = 60


def _until(invitation):
    return _("Antwort bis %(day)s") % {"day": dates.day(invitation.answer_day)}


class InviteForm(ActionForm):
    """An order of up to five people; the first is asked at once, the others in turn."""

    answer_days = forms.IntegerField(
        label=_("Tage zum Antworten"),
        min_value=1,
        max_value=MOST_ANSWER_DAYS,
        help_text=_(
            "Gilt für jede Person, von dem Tag an, an dem sie gefragt wird. "
            "Fällt der letzte Tag auf ein Wochenende oder einen Feiertag, gilt der nächste Arbeitstag."
        ),
        error_messages={"required": _("Geben Sie an, wie viele Tage Zeit zum Antworten ist.")},
    )
    message = forms.CharField(
        label=_("Nachricht"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Steht wörtlich in der Mail an die Beratenden."),
    )

    def propose(self):
        self.initial.setdefault("answer_days", settings.INVITATION_DAYS)
        people = [(str(advisor.pk), self._label(advisor)) for advisor in self._suitable()]
        self.places = [f"advisor_{number}" for number in range(1, MOST_INVITED + 1)]
        for number, place in enumerate(self.places, start=1):
            self.fields[place] = forms.ChoiceField(
                label=_("%(number)s. Person") % {"number": number},
                choices=[("", _("Bitte auswählen") if number == 1 else _("niemand")), *people],
                required=number == 1,
                error_messages={"required": _("Wählen Sie aus, wer zuerst gefragt wird.")},
            )
        self.order_fields([*self.places, "answer_days", "message"])

    def facts(self):
        """Say who is asked now: then the new people come after those who are in line."""
        rows = list(self.support_request.invitations.pending().select_related("advisor").order_by("position"))
        asked = [row for row in rows if row.state == row.State.OPEN]
        in_line = [row.advisor.name for row in rows if row not in asked]
        found = [(_("Gefragt ist gerade"), f"{row.advisor.name}, {_until(row)}") for row in asked]
        if in_line:
            found.append((_("Danach an der Reihe"), ", ".join(in_line)))
        if found:
            found.append((_("Wen Sie jetzt einladen"), _("kommt danach an die Reihe, nicht sofort")))
        return found

    def _suitable(self):
        """Return whom one may invite, wished-for advisors first: in the pool, not excluded, not asked."""
        preferences = self.support_request.preferences.all()
        self.wished = {row.advisor_id for row in preferences if row.kind == Preference.Kind.WISH}
        excluded = {row.advisor_id for row in preferences if row.kind == Preference.Kind.EXCLUDE}
        asked = self.support_request.invitations.pending().values("advisor")
        advisors = (
            Advisor.objects.in_pool()
            .exclude(pk__in=excluded)
            .exclude(pk__in=asked)
            .with_free_quarters(self.support_request.period)
            .prefetch_related("topics")
            .order_by("sort_name", "pk")
        )
        self.advisors = {str(advisor.pk): advisor for advisor in advisors}
        return sorted(self.advisors.values(), key=lambda advisor: advisor.pk not in self.wished)

    def _label(self, advisor):
        """Return name, wish, days left, topics: "Bea Beratung – gewünscht – 11 Tage frei – Moderation"."""
        parts = [advisor.name]
        if advisor.pk in self.wished:
            parts.append(_("gewünscht"))
        free = max(advisor.free, 0)
        short = advisor.free < self.support_request.granted_quarters
        words = _("nur %(days)s frei") if short else _("%(days)s frei")
        parts.append(words % {"days": days.as_words(free)})
        topics = ", ".join(topic.name for topic in advisor.topics.all())
        return " – ".join(str(part) for part in [*parts, topics] if part)

    def clean(self):
        chosen = {place: self.cleaned_data.pop(place, "") for place in self.places}
        advisors = []
        for place, pk in chosen.items():
            if pk and self.advisors[pk] in advisors:
                self.add_error(place, _("Diese Person steht schon weiter oben. Wählen Sie jemand anderen."))
            elif pk:
                advisors.append(self.advisors[pk])
        self.cleaned_data["advisors"] = advisors
        return self.cleaned_data


class ExtendInvitationForm(ExtendForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die eingeladene Person."),
        required_message=_("Schreiben Sie, warum die Frist länger wird."),
    )

    def clean_until(self):
        until = super().clean_until()
        refuse_after_service(until, self.support_request.period)
        return until


class RecallForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an die eingeladene Person."),
        required_message=_("Schreiben Sie, warum Sie die Einladungen zurücknehmen."),
    )


class InterruptForm(ActionForm):
    until = DayAheadField(
        label=_("Voraussichtlich bis"),
        error_messages={"required": _("Geben Sie an, bis wann die Begleitung voraussichtlich ruht.")},
    )
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum Sie die Begleitung unterbrechen."),
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        refuse_after_service(until, self.support_request.period)
        return until


class ResumeForm(ActionForm):
    """No fields: the act itself is the decision."""


class ChangeAdvisorForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und bisherige Berater:in."),
        required_message=_("Schreiben Sie, warum die Beratung wechselt."),
    )


class FinishForm(ActionForm):
    early = forms.TypedChoiceField(
        label=_("Wie endet die Begleitung?"),
        choices=[
            ("no", _("Wie geplant: Der Auftrag ist erfüllt.")),
            ("yes", _("Vorzeitig: Der Auftrag ist nicht ganz erfüllt.")),
        ],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, wie die Begleitung endet.")},
    )
    reason = forms.CharField(
        label=_("Was möchten Sie dazu sagen?"),
        required=False,
        max_length=4000,
        help_text=_(
            "Das lesen Koordinierungsstelle, Berater:in und G.I.B. Endet die Begleitung vorzeitig, "
            "schreiben Sie bitte, warum."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self):
        if self.cleaned_data.get("early") and self.cleaned_data.get("reason") == "":
            self.add_error("reason", _("Schreiben Sie, warum die Begleitung vorzeitig endet."))


class CompleteForm(ActionForm):
    used = days.DaysField(
        label=_("Genutzte Tage"),
        min_quarters=0,
        help_text=_("Viertel gehen: 5,25. Was übrig ist, geht an den Förderzeitraum zurück."),
        error_messages={"required": _("Geben Sie an, wie viele Tage genutzt wurden, zur Not 0.")},
    )

    def facts(self):
        return [(_("Zugesagt"), days.as_words(self.support_request.granted_quarters or 0))]

    def clean_used(self):
        used, granted = self.cleaned_data["used"], self.support_request.granted_quarters
        if used > granted:
            raise ValidationError(
                _("Zugesagt: %(days)s. Mehr kann nicht genutzt sein.") % {"days": days.as_words(granted)}
            )
        return used


class ReopenForm(ActionForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an Koordinierungsstelle und Berater:in."),
        required_message=_("Schreiben Sie, warum die Begleitung weitergeht."),
    )
