"""The form with which G.I.B. enters an engagement that began outside of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.actions.takeover import lead_of, no_lead, takeover_obstacles
from advisors.models import Advisor
from gsvo.files.fields import UploadField
from gsvo.lib import days
from gsvo.lib.forms import DayField, ObstacleForm
from gsvo.offices.models import Office
from requests.actions.funding import too_few_left
from requests.models import FundingPeriod, SupportRequest


class TakeoverForm(ObstacleForm, forms.Form):
    office = forms.ModelChoiceField(
        label=_("Ort"),
        queryset=Office.objects.order_by("sort_name"),
        empty_label=_("Bitte auswählen"),
        error_messages={"required": _("Wählen Sie den Ort.")},
    )
    title = forms.CharField(
        label=_("Titel"),
        max_length=120,
        error_messages={"required": _("Schreiben Sie, worum es in der Begleitung geht.")},
    )
    mode = forms.ChoiceField(
        label=_("vor Ort oder online"),
        choices=SupportRequest.Mode.choices,
        initial=SupportRequest.Mode.MIXED,
        widget=forms.RadioSelect,
    )
    advisor = forms.ModelChoiceField(
        label=_("Berater:in"),
        queryset=Advisor.objects.active().order_by("sort_name", "pk"),
        empty_label=_("Bitte auswählen"),
        help_text=_("Wer nicht im Pool steht, muss zuerst aufgenommen werden."),
        error_messages={"required": _("Wählen Sie, wer berät oder beraten hat.")},
    )
    is_finished = forms.TypedChoiceField(
        label=_("Stand"),
        choices=[("no", _("Sie läuft noch")), ("yes", _("Sie ist beendet"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Wählen Sie, ob sie noch läuft.")},
    )
    began_on = DayField(label=_("Erster Tag"), error_messages={"required": _("Geben Sie den ersten Tag an.")})
    until = DayField(
        label=_("Letzter Tag"),
        help_text=_("Läuft sie noch, der geplante."),
        error_messages={"required": _("Geben Sie den letzten Tag an.")},
    )
    decided_on = DayField(
        label=_("Beschluss des Steuerungsgremiums"),
        help_text=_("Der Tag, an dem das Gremium den Auftrag beschlossen hat."),
        error_messages={"required": _("Geben Sie an, wann das Gremium beschlossen hat.")},
    )
    paper = UploadField(
        label=_("Auftrag als Datei"), required=False, help_text=_("Steht danach bei den Unterlagen.")
    )
    period = forms.ModelChoiceField(
        label=_("Förderzeitraum"),
        queryset=FundingPeriod.objects.order_by("-service_from"),
        empty_label=_("Bitte auswählen"),
        error_messages={"required": _("Wählen Sie, aus welchem Förderzeitraum die Tage sind.")},
    )
    granted = days.DaysField(
        label=_("Zugesagte Tage"),
        min_quarters=1,
        help_text=_("Bei einer beendeten Begleitung zählt nur, was genutzt wurde."),
        error_messages={"required": _("Geben Sie an, wie viele Tage zugesagt sind.")},
    )
    used = days.DaysField(
        label=_("Davon schon genutzt"),
        min_quarters=0,
        help_text=_("Viertel gehen: 5,25. Noch keine: 0."),
        error_messages={"required": _("Geben Sie an, wie viele Tage genutzt sind, zur Not 0.")},
    )

    def obstacles(self, values):
        names = ("granted", "used", "began_on", "until", "decided_on", "is_finished")
        yield from takeover_obstacles(**{name: values.get(name) for name in names})
        if values.get("office") and lead_of(values["office"]) is None:
            yield "office", no_lead()
        period = values.get("period")
        total = values.get("used" if values.get("is_finished") else "granted")
        if period and total and total > period.free_quarters:
            yield "period", too_few_left(period)
