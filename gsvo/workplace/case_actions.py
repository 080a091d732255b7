"""G.I.B.'s acts on a case: for each its form, the action it calls, what it causes and the message afterwards.

Which of them somebody may do, and when, stands in `requests.workflow` only.
"""

from django.utils.translation import gettext_lazy as _

from advisors import actions as advisor_actions
from advisors.forms import actions as advisor_forms
from advisors.forms import asked as asked_forms
from advisors.forms import days as days_forms
from advisors.forms.choice import ChoiceForm
from gsvo.workplace import case_actions_days
from gsvo.workplace.case_action import PEOPLE, CaseAction
from requests import actions
from requests.forms import casework as forms
from requests.forms import granting


def _cancel_causes(support_request):
    if support_request.engaged_at:
        return _(
            "Damit folgt der Abschluss. Bis er fertig ist, kann die Leitung die Begleitung wieder öffnen."
        )
    ends = (
        _("Damit endet die Anfrage sofort, und die zugesagten Tage gehen zurück.")
        if support_request.granted_quarters
        else _("Damit endet die Anfrage sofort.")
    )
    final = _("Das lässt sich nicht zurücknehmen, nur als Vorlage kopieren.")
    return f"{ends} {final}"


def _answers_otherwise(support_request):
    ends = _("Damit ist die Anfrage zu Ende, ohne dass sie abgelehnt ist. Kopieren lässt sie sich weiter.")
    if not support_request.granted_quarters:
        return ends
    returned = _("Die zugesagten Tage gehen zurück.")
    return f"{ends} {returned}"


CASE_ACTIONS = {
    act.name: act
    for act in (
        CaseAction(
            granting.GrantForm,
            actions.grant,
            _(
                "Damit geht die Anfrage in die Auftragsklärung. Bis zur ersten Annahme lässt sich die Zusage "
                "noch ändern."
            ),
            _("Die Tage sind zugesagt. Jetzt klärt die Koordinierungsstelle den Auftrag."),
        ),
        CaseAction(
            forms.AskBackForm,
            actions.ask_back,
            _("Damit ist die Koordinierungsstelle am Zug und kann ihr ganzes Formular wieder ändern."),
            _("Die Rückfrage ist gestellt. Jetzt ist die Koordinierungsstelle am Zug."),
        ),
        CaseAction(
            forms.ExtendForm,
            actions.extend_query,
            _("Damit hat die Koordinierungsstelle mehr Zeit. Eine Frist lässt sich nicht verkürzen."),
            _("Die Frist ist verlängert. Die Koordinierungsstelle weiß Bescheid."),
        ),
        CaseAction(
            forms.ExtendClarificationForm,
            actions.extend_clarification,
            _(
                "Damit hat die Koordinierungsstelle mehr Zeit für den Auftrag. Eine laufende Runde behält "
                "ihre Frist. Verkürzen lässt sich eine Frist nicht."
            ),
            _("Die Frist ist verlängert. Die Koordinierungsstelle weiß Bescheid."),
        ),
        CaseAction(
            asked_forms.ExtendInvitationForm,
            advisor_actions.extend_invitation,
            _("Damit haben alle, die gefragt sind, mehr Zeit, und ihre Links gelten so lange."),
            _("Die Frist ist verlängert. Wer gefragt ist, weiß Bescheid."),
            place=PEOPLE,
        ),
        CaseAction(
            granting.ChangeGrantForm,
            actions.change_grant,
            _(
                "Damit gilt eine andere Zahl von Tagen. Der Unterschied wird im Förderzeitraum gebucht oder "
                "zurückgegeben."
            ),
            _("Die Zusage ist geändert. Die Koordinierungsstelle weiß Bescheid."),
        ),
        CaseAction(
            forms.DeferForm,
            actions.defer,
            _(
                "Die Anfrage bleibt bei Ihnen. Sie können trotzdem früher entscheiden oder einen anderen Tag "
                "nennen."
            ),
            _("Die Anfrage ist zurückgestellt. Die Koordinierungsstelle weiß Bescheid."),
            _("Zurückstellen"),
        ),
        CaseAction(
            forms.RejectForm,
            actions.reject,
            _(
                "Damit ist die Anfrage zu Ende. Die Koordinierungsstelle kann sie als Vorlage kopieren. War "
                "es ein Versehen, kann die Leitung sie wieder öffnen."
            ),
            _("Die Anfrage ist abgelehnt. Die Koordinierungsstelle weiß Bescheid."),
            _("Anfrage ablehnen"),
        ),
        CaseAction(
            forms.AnswerOtherwiseForm,
            actions.answer_otherwise,
            _answers_otherwise,
            _("Die Anfrage ist anders beantwortet. Die Koordinierungsstelle weiß Bescheid."),
        ),
        CaseAction(
            forms.ReturnMandateForm,
            actions.return_mandate,
            _("Damit beginnt eine neue Fassung des Auftrags, und das Gremium stimmt noch einmal ab."),
            _("Der Auftrag ist zurückgegeben. Jetzt schreibt die Koordinierungsstelle eine neue Fassung."),
        ),
        CaseAction(
            ChoiceForm,
            advisor_actions.invite,
            _("Wer gefragt ist, bekommt den Auftrag und einen Link."),
            _("Die Einladung geht hinaus."),
            _("Einladen"),
            "admin/choice.html",
            _("Beratung aussuchen"),
            place=PEOPLE,
        ),
        CaseAction(
            asked_forms.AcceptForForm,
            advisor_actions.accept_for,
            _(
                "Damit beginnt die Begleitung, als hätte die Person selbst angenommen. Das ist endgültig. "
                "Wer sonst noch gefragt ist, bekommt Bescheid."
            ),
            _("Die Zusage ist eingetragen. Die Begleitung beginnt."),
            _("Zusage eintragen"),
            act="accept",
            own_label=_("Zusage eintragen"),
            place=PEOPLE,
        ),
        CaseAction(
            asked_forms.DeclineForForm,
            advisor_actions.decline_for,
            _("Ist sonst niemand gefragt, kommt damit die nächste Person an die Reihe."),
            _("Die Absage ist eingetragen."),
            _("Absage eintragen"),
            act="decline",
            own_label=_("Absage eintragen"),
            place=PEOPLE,
        ),
        CaseAction(
            asked_forms.AskAtOnceForm,
            advisor_actions.ask_at_once,
            _(
                "Damit sind alle gefragt, die noch warten. Wer zuerst annimmt, übernimmt die Begleitung; die "
                "anderen bekommen dann Bescheid."
            ),
            _("Die Einladungen gehen hinaus."),
            _("Alle jetzt fragen"),
            place=PEOPLE,
        ),
        CaseAction(
            asked_forms.RecallOneForm,
            advisor_actions.recall_one,
            _("Damit gilt diese eine Einladung nicht mehr. Wer sonst gefragt ist, bleibt es."),
            _("Die Einladung ist zurückgenommen."),
            _("Einladung zurücknehmen"),
            place=PEOPLE,
        ),
        CaseAction(
            asked_forms.RecallForm,
            advisor_actions.recall,
            _("Damit gelten alle offenen Einladungen nicht mehr. Danach können Sie andere einladen."),
            _("Die Einladungen sind zurückgenommen."),
            _("Einladungen zurücknehmen"),
            place=PEOPLE,
        ),
        CaseAction(
            advisor_forms.InterruptForm,
            advisor_actions.interrupt,
            _("Damit ruht die Begleitung. Kurz bevor die Zeit um ist, erinnert Sie eine Mail."),
            _("Die Begleitung ist unterbrochen."),
            _("Begleitung unterbrechen"),
        ),
        CaseAction(
            advisor_forms.ExtendInterruptionForm,
            advisor_actions.extend_interruption,
            _("Damit ruht die Begleitung länger. Kurz bevor die Zeit um ist, erinnert Sie wieder eine Mail."),
            _("Der neue Tag steht fest. Alle Beteiligten wissen Bescheid."),
        ),
        CaseAction(
            advisor_forms.ResumeForm,
            advisor_actions.resume,
            _("Damit geht die Begleitung weiter."),
            _("Die Begleitung geht weiter."),
        ),
        CaseAction(
            advisor_forms.ChangeAdvisorForm,
            advisor_actions.change_advisor,
            _(
                "Damit endet der Einsatz der jetzigen Person. Begleitung und verbrauchte Tage bleiben. "
                "Danach laden Sie ein."
            ),
            _("Der Wechsel ist eingeleitet."),
            _("Beratung wechseln"),
            place=PEOPLE,
        ),
        CaseAction(
            advisor_forms.FinishForm,
            advisor_actions.finish,
            _("Damit beginnt der Abschluss."),
            _("Der Abschluss hat begonnen."),
            _("Begleitung beenden"),
        ),
        *case_actions_days.ACTS,
        CaseAction(
            days_forms.CompleteForm,
            advisor_actions.complete,
            _(
                "Damit ist der Fall endgültig zu Ende. Nicht verbrauchte Tage gehen in den Förderzeitraum "
                "zurück. Gibt es noch etwas zu tun, öffnen Sie die Begleitung vorher wieder."
            ),
            _("Der Fall ist zu Ende."),
            _("Fall abschließen"),
        ),
        CaseAction(
            advisor_forms.ReopenForm,
            advisor_actions.reopen,
            _("Damit läuft die Begleitung weiter, als wäre sie nicht beendet worden."),
            _("Die Begleitung ist wieder offen."),
            _("Begleitung wieder öffnen"),
        ),
        CaseAction(
            forms.CancelForm,
            actions.cancel,
            _cancel_causes,
            _("Abgebrochen. Die Beteiligten wissen Bescheid."),
            _("Endgültig abbrechen"),
        ),
        CaseAction(
            forms.ReopenCaseForm,
            actions.reopen_case,
            _(
                "Damit steht die Anfrage wieder dort, wo sie vor ihrem Ende stand, und Fristen beginnen neu. "
                "Zurückgegebene Tage werden wieder zugesagt. Links, Runden und Einladungen von vorher "
                "bleiben ungültig: Das Gremium und Beratende werden neu gefragt."
            ),
            _("Die Anfrage ist wieder offen. Die Koordinierungsstelle weiß Bescheid."),
        ),
    )
}
