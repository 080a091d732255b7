"""G.I.B.'s acts on a case: for each its form, the action it calls, what it causes and the message afterwards.

Which of them somebody may do, and when, stands in `requests.workflow` only.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from advisors import actions as advisor_actions
from advisors.forms import actions as advisor_forms
from requests import actions, workflow
from requests.actions.casework import reject_waits_until
from requests.actions.reopening import reopen_obstacle
from requests.forms import casework as forms
from requests.roles import roles_of
from requests.workflow import WorkflowRole

STAFF = frozenset({WorkflowRole.CASEWORK, WorkflowRole.LEADERSHIP})


@dataclass(frozen=True)
class CaseAction:
    form: type
    action: Callable
    causes: str  # what it will cause, above the fields
    done: str  # the message afterwards
    button: str = ""  # what the submit button says, if not the transition's label

    @property
    def name(self):
        return self.action.__name__

    @property
    def transition(self):
        return workflow.TRANSITIONS[self.name]

    @property
    def label(self):
        return self.transition.label


CASE_ACTIONS = {
    act.name: act
    for act in (
        CaseAction(
            forms.GrantForm,
            actions.grant,
            _(
                "Damit geht die Anfrage in die Auftragsklärung. Mails gehen hinaus: an die "
                "Koordinierungsstelle und zur Kenntnis an den Vorsitz des Gremiums, wenn er eingetragen ist."
            ),
            _("Die Tage sind zugesagt. Jetzt klärt die Koordinierungsstelle den Auftrag."),
        ),
        CaseAction(
            forms.AskBackForm,
            actions.ask_back,
            _(
                "Damit ist die Koordinierungsstelle am Zug und kann ihr ganzes Formular wieder ändern. "
                "Eine Mail mit Ihrer Frage geht an sie hinaus."
            ),
            _("Die Rückfrage ist gestellt. Jetzt ist die Koordinierungsstelle am Zug."),
        ),
        CaseAction(
            forms.DeferForm,
            actions.defer,
            _(
                "Die Anfrage bleibt bei Ihnen. Die Koordinierungsstelle erfährt per Mail, bis wann und "
                "warum. Sie können trotzdem früher entscheiden oder einen anderen Tag nennen."
            ),
            _("Die Anfrage ist zurückgestellt. Die Koordinierungsstelle weiß Bescheid."),
            _("Zurückstellen"),
        ),
        CaseAction(
            forms.RejectForm,
            actions.reject,
            _(
                "Damit ist die Anfrage zu Ende. Die Koordinierungsstelle bekommt Ihren Grund per Mail und "
                "kann die Anfrage als Vorlage kopieren. War es ein Versehen, kann die Leitung sie wieder "
                "öffnen."
            ),
            _("Die Anfrage ist abgelehnt. Die Koordinierungsstelle weiß Bescheid."),
            _("Anfrage ablehnen"),
        ),
        CaseAction(
            forms.ReturnMandateForm,
            actions.return_mandate,
            _(
                "Damit beginnt eine neue Fassung des Auftrags, und das Gremium stimmt noch einmal ab. "
                "Eine Mail mit Ihrem Grund geht an die Koordinierungsstelle."
            ),
            _("Der Auftrag ist zurückgegeben. Jetzt schreibt die Koordinierungsstelle eine neue Fassung."),
        ),
        CaseAction(
            advisor_forms.InviteForm,
            advisor_actions.invite,
            _(
                "Die erste Person bekommt eine Mail mit dem Auftrag und ihrem Link. Lehnt sie ab oder "
                "antwortet sie nicht rechtzeitig, kommt die nächste an die Reihe."
            ),
            _("Die Einladung geht hinaus."),
            _("Einladen"),
        ),
        CaseAction(
            advisor_forms.RecallForm,
            advisor_actions.recall,
            _(
                "Damit gelten alle offenen Einladungen nicht mehr. Wer schon gefragt war, bekommt eine Mail. "
                "Danach können Sie andere einladen."
            ),
            _("Die Einladungen sind zurückgenommen."),
            _("Einladungen zurücknehmen"),
        ),
        CaseAction(
            advisor_forms.InterruptForm,
            advisor_actions.interrupt,
            _(
                "Damit ruht die Begleitung. Koordinierungsstelle, Berater:in und Steuerungsgremium bekommen "
                "eine Mail."
            ),
            _("Die Begleitung ist unterbrochen."),
            _("Begleitung unterbrechen"),
        ),
        CaseAction(
            advisor_forms.ResumeForm,
            advisor_actions.resume,
            _("Damit geht die Begleitung weiter. Alle Beteiligten bekommen eine Mail."),
            _("Die Begleitung geht weiter."),
        ),
        CaseAction(
            advisor_forms.ChangeAdvisorForm,
            advisor_actions.change_advisor,
            _(
                "Damit endet der Einsatz der jetzigen Person. Begleitung und verbrauchte Tage bleiben. Die "
                "Koordinierungsstelle, die Person und das Gremium bekommen eine Mail. Danach laden Sie ein."
            ),
            _("Der Wechsel ist eingeleitet."),
            _("Beratung wechseln"),
        ),
        CaseAction(
            advisor_forms.FinishForm,
            advisor_actions.finish,
            _("Damit beginnt der Abschluss. Die Beteiligten bekommen eine Mail."),
            _("Der Abschluss hat begonnen."),
            _("Begleitung beenden"),
        ),
        CaseAction(
            advisor_forms.CompleteForm,
            advisor_actions.complete,
            _(
                "Damit ist der Fall endgültig zu Ende. Nicht verbrauchte Tage gehen in den Förderzeitraum "
                "zurück. Gibt es noch etwas zu tun, öffnen Sie die Begleitung vorher wieder. "
                "Koordinierungsstelle und Berater:in bekommen eine Mail."
            ),
            _("Der Fall ist abgeschlossen."),
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
            _(
                "Vor der ersten Annahme endet die Anfrage sofort und die zugesagten Tage gehen zurück. "
                "Danach folgt der Abschluss. Die Koordinierungsstelle bekommt Ihren Grund per Mail. Vor der "
                "ersten Annahme lässt sich das nicht zurücknehmen, nur als Vorlage kopieren; im Abschluss "
                "kann die Leitung die Begleitung wieder öffnen."
            ),
            _("Abgebrochen. Die Koordinierungsstelle weiß Bescheid."),
            _("Endgültig abbrechen"),
        ),
        CaseAction(
            forms.ReopenCaseForm,
            actions.reopen_case,
            _(
                "Damit steht die Anfrage wieder dort, wo sie vor ihrem Ende stand, und Fristen beginnen neu. "
                "Zurückgegebene Tage werden wieder zugesagt. Links, Runden und Einladungen von vorher "
                "bleiben ungültig: Das Gremium und Beratende werden neu gefragt. Die Koordinierungsstelle "
                "bekommt Ihren Grund per Mail. Wessen Einladung mit der Anfrage endete, erfährt, dass es "
                "weitergeht."
            ),
            _("Die Anfrage ist wieder offen. Die Koordinierungsstelle weiß Bescheid."),
        ),
    )
}


def staff_roles(user, support_request):
    """Return the roles in which a user acts in the workplace."""
    return roles_of(user, support_request) & STAFF


def may_ever(roles, act):
    """Return whether these roles have the right to an act in any state."""
    return any(move.roles & roles for move in act.transition.moves)


def available(user, support_request):
    """Return the acts that a user may do on a case now."""
    roles = staff_roles(user, support_request)
    acts = [
        CASE_ACTIONS[row.name]
        for row in workflow.available(support_request.state, roles)
        if row.name in CASE_ACTIONS
    ]
    barred = {"reject"} if reject_waits_until(support_request) else set()
    barred |= {"reopen_case"} if reopen_obstacle(support_request) else set()
    barred |= advisor_actions.pointless_acts(support_request)
    return [act for act in acts if act.name not in barred]
