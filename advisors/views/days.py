"""The pages of acts on the days of an engagement: GET explains, POST acts."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from advisors import actions
from advisors.engagement_page.access import find, roles_in
from advisors.forms import days as forms
from advisors.views.form_page import form_page
from gsvo.lib.forms import form_data
from requests.notification_counts import promise
from requests.workflow import WorkflowRole


def ask_for_days(request, oid):
    engagement = find(request, oid)
    _refuse_without(request.user, engagement, {WorkflowRole.OFFICE, WorkflowRole.ADVISOR})
    return _act(
        request,
        engagement,
        forms.AskForDaysForm,
        actions.ask_for_days,
        title=_("Mehr Tage anfragen"),
        button=_("Mehr Tage anfragen"),
        intro=_("Die G.I.B. prüft, ob im Förderzeitraum noch Tage frei sind, und antwortet Ihnen."),
        done=_("Die Bitte um mehr Tage ist bei der G.I.B."),
    )


def give_back_days(request, oid):
    engagement = find(request, oid)
    _refuse_without(request.user, engagement, {WorkflowRole.OFFICE})
    return _act(
        request,
        engagement,
        forms.GiveBackDaysForm,
        actions.give_back_days,
        title=_("Tage zurückgeben"),
        button=_("Tage zurückgeben"),
        intro=_(
            "Was Sie nicht mehr brauchen, können andere nutzen. Zurückgegebene Tage kann nur die G.I.B. "
            "wieder zusagen."
        ),
        done=_("Die Tage sind zurückgegeben."),
    )


def _act(request, engagement, form_class, act, **page):
    support_request = engagement.support_request
    form = form_class(form_data(request), support_request=support_request)

    def run():
        act(support_request, by=request.user, expected_revision=form.expected_revision, **form.values)

    may = support_request.may(act.__name__, roles_in(request.user, engagement))
    return form_page(
        request,
        engagement,
        form,
        run,
        facts=form.facts(),
        mails=promise(support_request, act.__name__, by=request.user) if may else "",
        **page,
    )


def _refuse_without(user, engagement, roles):
    if not roles & roles_in(user, engagement):
        raise PermissionDenied
