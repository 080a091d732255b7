"""Taking invitations back: all of a request, one beside others, or what an acceptance leaves over."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from advisors import emails
from advisors.actions.answering import asked_for
from advisors.actions.invitations import in_line, without_invitation
from advisors.actions.responses import go_on
from advisors.models import Invitation
from gsvo.accounts.models import User
from gsvo.links.models import Link
from requests import actions
from requests.actions import ActionRefused
from requests.actions.reopening import end_of
from requests.models import Event, SupportRequest
from requests.workflow import WaitingOn

TAKE_BACK = ("recall", "withdraw", "cancel", "lapse")  # acts that take all invitations back


@transaction.atomic
def recall(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """Take back all invitations, open and waiting, and mail the one who had been asked."""
    roles = actions.lock_for(support_request, "recall", by=by, expected_revision=expected_revision)
    event = actions.move(
        support_request,
        "recall",
        by=by,
        roles=roles,
        to=without_invitation(support_request),
        reason=reason,
        waiting_on=WaitingOn.GIB,
    )
    if not close_pending(support_request, reason=reason):
        raise ActionRefused(_("Es ist niemand eingeladen. Sie können gleich neu einladen."))
    return event


@transaction.atomic
def recall_one(
    support_request: SupportRequest,
    *,
    by: User,
    reason: str,
    invitation: Invitation | None = None,
    expected_revision: int | None = None,
) -> Event:
    """Take back one of several invitations, as G.I.B. does not agree to an offer; the others stay."""
    roles = actions.lock_for(support_request, "recall_one", by=by, expected_revision=expected_revision)
    found = asked_for(support_request, invitation)
    others = support_request.invitations.open().exclude(pk=found.pk)
    if not (others.exists() or in_line(support_request)):
        raise ActionRefused(_("Sonst ist niemand gefragt. Nehmen Sie die Einladungen zurück."))
    _take_back(found, Invitation.State.DROPPED)
    emails.invitation_recalled(found, reason)
    data = {"advisor_id": found.advisor_id}
    return go_on(found, "recall_one", by=by, roles=roles, reason=reason, data=data)


def close_pending(support_request: SupportRequest, *, reason: str = "", quarters: int | None = None) -> int:
    """Take back open and waiting invitations with their links and mail who was asked. Return how many.

    `quarters` of a day were promised, where it is not what the request holds. The caller holds its lock.
    Nobody is mailed whose time to answer was over, as when the clock ends it.
    """
    pending = list(support_request.invitations.pending().select_for_update())
    for invitation in pending:
        was_asked = invitation.state == Invitation.State.OPEN and not invitation.is_overdue
        _take_back(invitation, Invitation.State.RECALLED)
        if was_asked:
            emails.invitation_recalled(invitation, reason, quarters)
    return len(pending)


def close_beaten(support_request: SupportRequest) -> None:
    """End what an acceptance leaves over: tell those who were asked at once, not those in line.

    The caller holds the lock of the request.
    """
    for invitation in support_request.invitations.pending().select_for_update():
        was_asked = invitation.state == Invitation.State.OPEN and not invitation.is_overdue
        _take_back(invitation, Invitation.State.BEATEN if was_asked else Invitation.State.RECALLED)
        if was_asked:
            emails.invitation_beaten(invitation)


def _take_back(invitation: Invitation, state: Invitation.State) -> None:
    """End an invitation with its link; one whose time to answer was over ends as expired."""
    invitation.state = Invitation.State.EXPIRED if invitation.is_overdue else state
    invitation.save(update_fields=["state"])
    Link.objects.to(invitation, Invitation.LINK_PURPOSE).revoke()


def ended_with(support_request: SupportRequest, reopening: Event) -> Iterable[Invitation]:
    """Return the sent invitations that the end of a now reopened request took back."""
    ends = support_request.events.filter(to_state=reopening.from_state, pk__lt=reopening.pk)
    return _taken_back_by(support_request, ends.exclude(from_state=reopening.from_state).first())


def taken_back_by_end(support_request: SupportRequest) -> Iterable[Invitation]:
    """Return the sent invitations that the end of an ended request took back."""
    return _taken_back_by(support_request, end_of(support_request))


def _taken_back_by(support_request: SupportRequest, end: Event | None) -> Iterable[Invitation]:
    if end is None:
        return []
    asked = support_request.invitations.filter(state=Invitation.State.RECALLED, advisor__left_at=None)
    earlier = support_request.events.filter(act__in=TAKE_BACK, pk__lt=end.pk).first()
    asked = asked.filter(sent_at__gt=earlier.at) if earlier else asked.filter(sent_at__isnull=False)
    return asked.select_related("advisor")
