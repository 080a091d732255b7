"""G.I.B.'s acts on the days of an engagement, rows of the table in `case_actions`."""

from django.utils.translation import gettext_lazy as _

from advisors import actions
from advisors.forms import days as forms
from gsvo.workplace.case_action import DAYS, CaseAction

ACTS = (
    CaseAction(
        forms.IncreaseDaysForm,
        actions.increase_days,
        _("Damit sind mehr Tage zugesagt, aus dem Förderzeitraum der Anfrage."),
        _("Die weiteren Tage sind zugesagt."),
        place=DAYS,
    ),
    CaseAction(
        forms.DeclineDaysForm,
        actions.decline_days,
        _("Damit bleibt es bei den zugesagten Tagen. Wer gefragt hat, kann später wieder fragen."),
        _("Die Bitte um mehr Tage ist abgelehnt."),
        place=DAYS,
    ),
    CaseAction(
        forms.GiveBackDaysForm,
        actions.give_back_days,
        _("Damit gehen Tage, die noch nicht gebucht sind, in den Förderzeitraum zurück."),
        _("Die Tage sind zurückgegeben."),
        place=DAYS,
    ),
    CaseAction(
        forms.CarryOverDaysForm,
        actions.carry_over_days,
        _(
            "Damit gehen noch freie Tage in den einen Förderzeitraum zurück und werden aus dem anderen "
            "zugesagt. Was gebucht ist, bleibt, wo es bezahlt wird."
        ),
        _("Die Tage sind übertragen."),
        place=DAYS,
    ),
    CaseAction(
        forms.SignForOfficeForm,
        actions.sign_for_office,
        _(
            "Damit sind diese Zeiteinträge gegengezeichnet, wenn sie lange genug warten. Ist die Begleitung "
            "im Abschluss, zeichnet die Leitung auch die übrigen gegen."
        ),
        _("Gegengezeichnet in Vertretung. Die Koordinierungsstelle weiß Bescheid."),
        place=DAYS,
    ),
)
