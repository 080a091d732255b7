"""Wishes and exclusions of an office, while its form is editable."""

from django.db import transaction
from django.utils.translation import gettext as _

from advisors.models import Advisor, Preference
from gsvo.accounts.models import User
from requests import actions
from requests.actions import ActionRefused
from requests.models import SupportRequest
from requests.roles import roles_of
from requests.states import EDITABLE
from requests.workflow import WorkflowRole

MAX_WISHES = 3


@transaction.atomic
def prefer(
    support_request: SupportRequest, *, by: User, advisor: Advisor, kind: str, reason: str = ""
) -> Preference:
    """Wish for an advisor or exclude her; the last preference replaces a former one."""
    _refuse_unless_open(support_request, by)
    if not advisor.is_in_pool:
        raise ActionRefused(_("%(name)s ist nicht mehr im Pool.") % {"name": advisor.name})
    wishes = support_request.preferences.filter(kind=Preference.Kind.WISH).exclude(advisor=advisor)
    if kind == Preference.Kind.WISH and wishes.count() >= MAX_WISHES:
        raise ActionRefused(_("Sie haben schon drei Wünsche. Nehmen Sie zuerst einen zurück."))
    preference, _new = Preference.objects.update_or_create(
        support_request=support_request, advisor=advisor, defaults={"kind": kind, "reason": reason}
    )
    return preference


@transaction.atomic
def forget(support_request: SupportRequest, *, by: User, advisor: Advisor) -> None:
    """Delete a wish or an exclusion."""
    _refuse_unless_open(support_request, by)
    support_request.preferences.filter(advisor=advisor).delete()


def _refuse_unless_open(support_request: SupportRequest, by: User) -> None:
    actions.lock(support_request)
    if support_request.state not in EDITABLE or WorkflowRole.OFFICE not in roles_of(by, support_request):
        raise ActionRefused(
            _("Wünsche und Ausschlüsse lassen sich nur ändern, solange die Anfrage bei Ihnen liegt.")
        )
