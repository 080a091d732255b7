"""Answers to an invitation besides acceptances, and its end where whoever was asked leaves the pool."""

import logging
from collections.abc import Set
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from advisors import emails
from advisors.actions.answering import asked_for, lock_both, lock_to_answer, write_answer
from advisors.actions.invitations import open_next, skip, turn_of_asked, without_invitation
from advisors.models import Advisor, Invitation
from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.outbox.language import in_mail_language
from requests import actions
from requests.actions import ActionRefused
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn, WorkflowRole

logger = logging.getLogger(__name__)


@transaction.atomic
def decline_for(
    support_request: SupportRequest,
    *,
    by: User,
    reason: str,
    text: str = "",
    invitation: Invitation | None = None,
    expected_revision: int | None = None,
) -> Event:
    """Record for one who is asked that she declines, as she said on the telephone."""
    roles = actions.lock_for(support_request, "decline", by=by, expected_revision=expected_revision)
    found = asked_for(support_request, invitation)
    if found.is_offered:
        raise ActionRefused(
            _("Diese Person möchte annehmen. Passt das nicht, nehmen Sie die Einladung zurück.")
        )
    return _declined(found, by=by, roles=roles, reason=reason, text=text)


@transaction.atomic
def decline(
    invitation: Invitation,
    *,
    by: User | Link,
    reason: str = Invitation.DeclineReason.OTHER,
    text: str = "",
    deputy: str = "",
    successor: str = "",
) -> Event:
    """Decline; where nobody else is asked the next in the order is, without one G.I.B. has to invite anew.

    `successor`: whom somebody who left the pool named instead; G.I.B. reads it in its mail.
    """
    lock_to_answer(invitation, by)
    roles = {WorkflowRole.ADVISOR}
    return _declined(
        invitation, by=by, roles=roles, reason=reason, text=text, deputy=deputy, successor=successor
    )


def _declined(
    invitation: Invitation,
    *,
    by: User | Link,
    roles: Set[WorkflowRole],
    reason: str,
    text: str = "",
    deputy: str = "",
    successor: str = "",
) -> Event:
    invitation.decline_reason, invitation.decline_text = reason, text
    write_answer(invitation, Invitation.State.DECLINED, deputy)
    if reason == Invitation.DeclineReason.NOT_IN_POOL:
        emails.left_pool(invitation, successor)
    data = {
        "advisor_id": invitation.advisor_id,
        "deputy": bool(deputy),
        "decline_reason": _reason_in_words(invitation),
    }
    return go_on(invitation, "decline", by=by, roles=roles, reason=text, data=data)


@in_mail_language
def _reason_in_words(invitation: Invitation) -> str:
    """Return the reason as text. It is stored, so it is written as mails are."""
    return str(invitation.get_decline_reason_display())


@transaction.atomic
def expire(invitation: Invitation) -> Event | None:
    """Expire an overdue invitation. Return the event, or None if it was answered meanwhile.

    One whose mail did not arrive waits for G.I.B., which finds it on its start page: nobody was asked yet.
    """
    lock_both(invitation)
    if not invitation.is_overdue or Invitation.objects.undelivered().filter(pk=invitation.pk).exists():
        return None
    invitation.state = Invitation.State.EXPIRED
    invitation.save(update_fields=["state"])
    data = {"advisor_id": invitation.advisor_id}
    return go_on(invitation, "expire", by=None, roles={WorkflowRole.CLOCK}, data=data)


def expire_overdue() -> int:
    """Expire overdue invitations, each in a transaction of its own. Return how many."""
    expired = 0
    for invitation in Invitation.objects.overdue().select_related("support_request"):
        try:
            expired += expire(invitation) is not None
        except Exception:  # one broken case must not keep the others waiting
            logger.exception("Invitation %s could not be expired", invitation.oid)
    return expired


def stop_asking(advisor: Advisor, *, by: User | None = None) -> None:
    """End an advisor's invitations, open or waiting; the caller holds the locks of their requests."""
    for invitation in advisor.invitations.pending().select_related("support_request"):
        if invitation.state == Invitation.State.OPEN:
            leave_pool(invitation, by=by)
        else:
            skip(lock_both(invitation), invitation, by=by)


@transaction.atomic
def leave_pool(invitation: Invitation, *, by: User | None = None) -> Event | None:
    """End the invitation of somebody who left the pool and ask the next. Return the event, if it was open."""
    lock_both(invitation)
    if invitation.state != Invitation.State.OPEN:
        return None
    invitation.state = Invitation.State.SKIPPED
    invitation.save(update_fields=["state"])
    Link.objects.to(invitation, Invitation.LINK_PURPOSE).revoke()
    role = WorkflowRole.CASEWORK if by else WorkflowRole.CLOCK
    data = {"advisor_id": invitation.advisor_id}
    return go_on(invitation, "leave_pool", by=by, roles={role}, data=data)


def go_on(invitation: Invitation, act: str, **how: Any) -> Event:
    """Record how an invitation ended; ask the next in the order, unless others are asked still."""
    support_request = invitation.support_request
    if support_request.invitations.open().exists():
        return actions.move(support_request, act, to=State.MATCHING, **turn_of_asked(support_request), **how)
    following = open_next(support_request)
    if following:
        due_on = following.answer_day
        return actions.move(support_request, act, to=State.MATCHING, due_on=due_on, is_new_turn=True, **how)
    event = actions.move(
        support_request, act, to=without_invitation(support_request), waiting_on=WaitingOn.GIB, **how
    )
    emails.invitations_used_up(support_request, invitation)
    return event
