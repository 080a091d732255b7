"""Forms of reviews of goals: its dates, and where each goal stands in the eyes of one side."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.actions.reviews import date_obstacles, review_before
from advisors.actions.sides import WORKING
from advisors.models import GoalRating, Session
from gsvo.lib import dates
from gsvo.lib.forms import NO_PUPILS, DayField, ObstacleForm, StaleCheckForm


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{dates.day(obj.starts_at)}: {obj.title}"


class ReviewForm(ObstacleForm, StaleCheckForm, forms.Form):
    """Begin a review, or correct its dates. `values` are the act's arguments."""

    held_on = DayField(
        label=_("Wann sehen Sie die Ziele zusammen an?"),
        help_text=_("Heute, oder der Tag, an dem es war."),
        error_messages={"required": _("Geben Sie den Tag an.")},
    )
    next_on = DayField(
        label=_("Wann wieder?"),
        required=False,
        help_text=_("Lassen Sie das Feld leer, wenn kein weiteres Zielgespräch folgt."),
    )
    session = SessionChoice(
        label=_("War das bei einem Termin?"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("bei keinem, der hier steht"),
    )
    date_reason = forms.CharField(
        label=_("Grund für das Datum"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nur wenn einer der Tage außerhalb des vereinbarten Zeitraums liegt."),
    )

    def __init__(self, *args, engagement, review=None, reviews=0, **kwargs):
        self.engagement, self.review = engagement, review
        super().__init__(*args, initial=_stored(review, reviews), **kwargs)
        self.fields["session"].queryset = engagement.sessions.exclude(state=Session.State.CANCELLED)

    def obstacles(self, values):
        case = self.engagement.support_request
        if case.state in WORKING:
            typed = {name: values.get(name) for name in ("held_on", "next_on")}
            before = review_before(self.engagement, self.review)
            yield from date_obstacles(case, before=before, reason=values.get("date_reason"), **typed)


def _stored(review, reviews):
    if review is None:
        return {"held_on": timezone.localdate(), "revision": reviews}
    return {
        name: getattr(review, name) for name in ("held_on", "next_on", "session", "date_reason", "revision")
    }


class RateGoalsForm(StaleCheckForm, forms.Form):
    """For each goal where it stands, and a sentence. `goals`: of the review's version, in their order."""

    def __init__(self, *args, goals, given, revision, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = revision
        self.goals = goals
        for number, goal in enumerate(goals, 1):
            self._add(number, goal, given.get(goal.pk))

    def _add(self, number, goal, rating):
        standing, sentence = _names(number)
        self.fields[standing] = forms.ChoiceField(
            label=_("Wo steht Ziel %(number)s?") % {"number": number},
            choices=GoalRating.Standing.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Wählen Sie aus, wo dieses Ziel steht.")},
        )
        self.fields[sentence] = forms.CharField(
            label=_("Woran sehen Sie das bei Ziel %(number)s?") % {"number": number},
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=NO_PUPILS,
            error_messages={"required": _("Schreiben Sie dazu einen Satz.")},
        )
        if rating:
            self.initial |= {standing: rating.standing, sentence: rating.sentence}

    @property
    def ratings(self):
        """Return {goal's key: (standing, sentence)}."""
        return {
            goal.pk: tuple(self.cleaned_data[name] for name in _names(number))
            for number, goal in enumerate(self.goals, 1)
        }

    @property
    def of_goals(self):
        """Return (number, goal, its two fields) for each goal."""
        return [
            (number, goal, [self[name] for name in _names(number)])
            for number, goal in enumerate(self.goals, 1)
        ]


def _names(number):
    return f"standing_{number}", f"sentence_{number}"
