"""Forms of sessions: plan and change, cancel, say whether one was held."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisors.actions.sessions import PLANNABLE, plan_obstacles
from advisors.models.session import MOST_PARTICIPANTS, Session
from gsvo.lib.forms import NO_PUPILS, DayField, HttpsField, ObstacleForm, StaleCheckForm
from gsvo.lib.widgets import TIMES, TimeInput
from requests.forms.casework import ReasonField


class ClockField(forms.TimeField):
    """A time of day, also typed as 9.30 or 9."""

    widget = TimeInput

    def __init__(self, **kwargs):
        kwargs["error_messages"] = {
            "invalid": _("Geben Sie die Uhrzeit in Stunden und Minuten an, zum Beispiel 9:30."),
            **kwargs.pop("error_messages", {}),
        }
        super().__init__(input_formats=TIMES, **kwargs)


def moment_of(day, time):
    """Return a day and a time of Europe/Berlin as an aware moment.

    Of an hour that comes twice it is the first; one that the clock leaves out raises ValidationError.
    """
    moment = timezone.make_aware(dt.datetime.combine(day, time))
    if timezone.localtime(moment.astimezone(dt.UTC)).time() != time:
        raise ValidationError(
            _("Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhren springen von 2 auf 3 Uhr."), code="gap"
        )
    return moment


class _OfCaseForm(forms.Form):
    """A form about a session of a request."""

    def __init__(self, *args, support_request, **kwargs):
        self.support_request = support_request
        super().__init__(*args, **kwargs)


class SessionForm(_OfCaseForm, ObstacleForm, StaleCheckForm):
    """Plan or change a session. `values` are the act's arguments."""

    title = forms.CharField(
        label=_("Worum geht es?"),
        max_length=120,
        help_text=_("Zum Beispiel: Auftakt mit dem Steuerungsgremium. Steht auch im Kalender."),
        error_messages={"required": _("Schreiben Sie in ein paar Worten, worum es geht.")},
    )
    day = DayField(label=_("Tag"), error_messages={"required": _("Wählen Sie den Tag.")})
    begins = ClockField(label=_("Beginn"), error_messages={"required": _("Geben Sie an, wann es beginnt.")})
    ends = ClockField(label=_("Ende"), error_messages={"required": _("Geben Sie an, wann es endet.")})
    form = forms.ChoiceField(
        label=_("Wo?"),
        choices=Session.Form.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus: vor Ort oder online.")},
    )
    place = forms.CharField(
        label=_("Ort"),
        required=False,
        max_length=200,
        help_text=_("Adresse oder Raum, damit alle hinfinden. Bei einem Termin vor Ort nötig."),
    )
    video_link = HttpsField(
        label=_("Link zum Videogespräch"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Geht mit der Kalendermail hinaus. Sie können ihn auch später ergänzen."),
        error_messages={"invalid": _("Prüfen Sie den Link. Er beginnt mit https://.")},
    )
    note = forms.CharField(
        label=_("Notiz"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_PUPILS,
    )
    date_reason = forms.CharField(
        label=_("Grund für das Datum"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Nur wenn der Tag außerhalb des vereinbarten Zeitraums liegt."),
    )

    def clean(self):
        data = super().clean()
        if data.get("form") == Session.Form.ON_SITE and data.get("place") == "":
            self.add_error("place", _("Schreiben Sie, wo der Termin stattfindet."))
        if not all(data.get(name) is not None for name in ("day", "begins", "ends")):
            return data
        moments = {}
        for name in ("begins", "ends"):
            try:
                moments[name] = moment_of(data["day"], data[name])
            except ValidationError as error:
                self.add_error(name, error)
        if len(moments) == 2 and moments["ends"] <= moments["begins"]:
            self.add_error("ends", _("Das Ende liegt nicht nach dem Beginn. Prüfen Sie bitte die Uhrzeiten."))
        data["starts_at"], data["ends_at"] = moments.get("begins"), moments.get("ends")
        return data

    def obstacles(self, values):
        if values.get("day") and self.support_request.state in PLANNABLE:
            yield from plan_obstacles(self.support_request, [values["day"]], values.get("date_reason"))

    @property
    def values(self):
        return {
            name: value for name, value in super().values.items() if name not in ("day", "begins", "ends")
        }

    @staticmethod
    def initial_of(session):
        """Return what the form of a session shows first."""
        begin, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        fields = ("title", "form", "place", "video_link", "note", "date_reason", "revision")
        moments = {"day": begin.date(), "begins": begin.time(), "ends": end.time()}
        return moments | {name: getattr(session, name) for name in fields}


class CancelSessionForm(_OfCaseForm, StaleCheckForm):
    reason = ReasonField(
        label=_("Grund"),
        help_text=_("Steht wörtlich in der Mail an beide Seiten."),
        required_message=_("Schreiben Sie, warum der Termin ausfällt."),
    )


class SettleSessionForm(_OfCaseForm, StaleCheckForm):
    """Say whether a past session was held, and with how many people."""

    was_held = forms.TypedChoiceField(
        label=_("Hat der Termin stattgefunden?"),
        choices=[("yes", _("Ja, er hat stattgefunden")), ("no", _("Nein, er ist ausgefallen"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie aus, ob der Termin stattgefunden hat.")},
    )
    participants = forms.IntegerField(
        label=_("Zahl der Teilnehmenden"),
        required=False,
        min_value=1,
        max_value=MOST_PARTICIPANTS,
        help_text=_("Nur die Zahl, keine Namen. Zählen Sie alle mit, auch sich selbst."),
    )
    note = forms.CharField(
        label=_("Was kam heraus?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_PUPILS,
    )

    def clean(self):
        data = super().clean()
        if data.get("was_held") is False and data.get("participants"):
            self.add_error(
                "participants",
                _("Ein ausgefallener Termin hat keine Teilnehmenden. Lassen Sie das Feld leer."),
            )
        return data

    @staticmethod
    def initial_of(session):
        settled = {session.State.HELD: "yes", session.State.NOT_HELD: "no"}.get(session.state)
        values = {name: getattr(session, name) for name in ("participants", "note", "revision")}
        return values | ({"was_held": settled} if settled else {})
