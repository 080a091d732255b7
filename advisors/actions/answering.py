"""What all answers to an invitation have in common: locks, refusals, what is written."""

from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.models import Invitation
from gsvo.accounts.models import User
from gsvo.links.models import Link
from requests import actions
from requests.actions import ActionRefused
from requests.models import SupportRequest


def lock_both(invitation: Invitation) -> SupportRequest:
    """Lock the request, then its invitation; afterwards both equal their rows."""
    support_request = invitation.support_request
    actions.lock(support_request)
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update(of=("self",)))
    invitation.support_request = support_request
    return support_request


def lock_to_answer(invitation: Invitation, by: User | Link) -> SupportRequest:
    """Lock what an answer needs, and refuse late answers and other people's."""
    support_request = lock_both(invitation)
    if isinstance(by, Link):
        is_addressee = by.purpose == Invitation.LINK_PURPOSE and by.target == invitation
        Link.objects.claim(by)
    else:
        is_addressee = by is not None and by.pk is not None and invitation.advisor.user_id == by.pk
    if not is_addressee:
        raise ActionRefused(_("Diese Einladung ist für jemand anderen."))
    if invitation.is_answered:
        raise ActionRefused(_("Sie haben schon geantwortet. Die Antwort lässt sich hier nicht mehr ändern."))
    if invitation.is_offered:
        raise ActionRefused(_("Ihre Zusage liegt schon bei der G.I.B. Sie meldet sich bei Ihnen."))
    if invitation.state == Invitation.State.BEATEN:
        raise ActionRefused(_("Jemand anderes hat zuerst angenommen. Danke, dass Sie bereit waren."))
    if invitation.state != Invitation.State.OPEN or invitation.is_overdue:
        raise ActionRefused(_("Diese Einladung gilt nicht mehr."))
    return support_request


def asked_for(support_request: SupportRequest, invitation: Invitation | None = None) -> Invitation:
    """Return the open invitation, locked; where several are asked at once it has to be named."""
    asked = list(support_request.invitations.open().select_for_update(of=("self",)))
    if not asked:
        raise ActionRefused(_("Zurzeit ist niemand gefragt. Sie können gleich neu einladen."))
    found = [row for row in asked if invitation in (None, row)]
    if not found:
        raise ActionRefused(_("Diese Person ist nicht mehr gefragt."))
    if len(found) > 1:
        raise ActionRefused(_("Mehrere Personen sind gefragt. Wählen Sie aus, um wen es geht."))
    found[0].support_request = support_request
    return found[0]


def write_answer(invitation: Invitation, state: str, deputy: str) -> None:
    """Record the final answer; the link stays valid for reading."""
    invitation.state, invitation.answered_at, invitation.answered_by = state, timezone.now(), deputy
    invitation.save(update_fields=["state", "answered_at", "answered_by", "decline_reason", "decline_text"])
    Link.objects.to(invitation, Invitation.LINK_PURPOSE).filter(revoked_at=None).update(expires_at=None)
