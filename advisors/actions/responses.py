"""Answers to an invitation: accept, decline, expire; and its end where whoever was asked leaves the pool."""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails
from advisors.actions.bookings import turn_of
from advisors.actions.invitations import close_pending, open_next, skip, without_invitation
from advisors.actions.pool import account_for
from advisors.models import Advisor, Assignment, Engagement, Invitation
from gsvo.accounts.models import User
from gsvo.lib import days
from gsvo.links.models import Link
from gsvo.outbox.language import in_mail_language
from requests import actions
from requests.actions import ActionRefused
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn, WorkflowRole

logger = logging.getLogger(__name__)


@transaction.atomic
def accept(
    invitation: Invitation,
    *,
    by: User | Link,
    no_conflict: bool,
    deputy: str = "",
    expected_quarters: int | None = None,
) -> Engagement:
    """Accept the engagement, in one transaction.

    `deputy`: the name of who answers on behalf of the one who was asked. `expected_quarters`: of a day, as
    the page showed them; if others are granted by now it is refused.
    """
    support_request = _lock_to_answer(invitation, by)
    granted = support_request.granted_quarters
    if expected_quarters not in (None, granted):
        raise ActionRefused(
            _("Inzwischen sind es %(days)s. Prüfen Sie bitte, ob Ihre Annahme noch passt.")
            % {"days": days.as_words(granted)}
        )
    if not no_conflict:
        raise ActionRefused(
            _("Bestätigen Sie bitte, dass Sie keinen Interessenkonflikt mit den Beteiligten haben.")
        )
    # Two acceptances at once may not share the same days.
    advisor = Advisor.objects.select_for_update(of=("self",)).get(pk=invitation.advisor_id)
    _refuse_without_time(advisor, support_request)
    if advisor.user is None:
        account_for(advisor)
    _answer(invitation, Invitation.State.ACCEPTED, deputy)
    actions.move(
        support_request,
        "accept",
        by=by,
        roles={WorkflowRole.ADVISOR},
        data={"advisor_id": advisor.pk, "deputy": bool(deputy)},
        fields={"engaged_at": support_request.engaged_at or timezone.now()},
        **turn_of(getattr(support_request, "engagement", None), State.ENGAGED),
    )
    close_pending(support_request)  # the others in the order were never asked
    engagement = _begin(support_request, invitation, advisor)
    emails.engaged(engagement)
    emails.engagement_confirmed(engagement)
    emails.engagement_began(engagement)
    emails.accepted_notice(engagement)
    return engagement


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
    """Decline and ask the next in the order; without one G.I.B. has to invite anew.

    `successor`: whom somebody who left the pool named instead; G.I.B. reads it in its mail.
    """
    _lock_to_answer(invitation, by)
    invitation.decline_reason, invitation.decline_text = reason, text
    _answer(invitation, Invitation.State.DECLINED, deputy)
    if reason == Invitation.DeclineReason.NOT_IN_POOL:
        emails.left_pool(invitation, successor)
    data = {
        "advisor_id": invitation.advisor_id,
        "deputy": bool(deputy),
        "decline_reason": _reason_in_words(invitation),
    }
    return _ask_next(invitation, "decline", by=by, roles={WorkflowRole.ADVISOR}, reason=text, data=data)


@in_mail_language
def _reason_in_words(invitation: Invitation) -> str:
    """Return the reason as text. It is stored, so it is written as mails are."""
    return str(invitation.get_decline_reason_display())


@transaction.atomic
def expire(invitation: Invitation) -> Event | None:
    """Expire an overdue invitation. Return the event, or None if it was answered meanwhile.

    One whose mail did not arrive waits for G.I.B., which finds it on its start page: nobody was asked yet.
    """
    _lock(invitation)
    if not invitation.is_overdue or Invitation.objects.undelivered().filter(pk=invitation.pk).exists():
        return None
    invitation.state = Invitation.State.EXPIRED
    invitation.save(update_fields=["state"])
    data = {"advisor_id": invitation.advisor_id}
    return _ask_next(invitation, "expire", by=None, roles={WorkflowRole.CLOCK}, data=data)


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
            skip(_lock(invitation), invitation, by=by)


@transaction.atomic
def leave_pool(invitation: Invitation, *, by: User | None = None) -> Event | None:
    """End the invitation of somebody who left the pool and ask the next. Return the event, if it was open."""
    _lock(invitation)
    if invitation.state != Invitation.State.OPEN:
        return None
    invitation.state = Invitation.State.SKIPPED
    invitation.save(update_fields=["state"])
    Link.objects.to(invitation, Invitation.LINK_PURPOSE).revoke()
    role = WorkflowRole.CASEWORK if by else WorkflowRole.CLOCK
    data = {"advisor_id": invitation.advisor_id}
    return _ask_next(invitation, "leave_pool", by=by, roles={role}, data=data)


def _lock(invitation: Invitation) -> SupportRequest:
    """Lock the request, then its invitation; afterwards both equal their rows."""
    support_request = invitation.support_request
    actions.lock(support_request)
    invitation.refresh_from_db(from_queryset=Invitation.objects.select_for_update(of=("self",)))
    invitation.support_request = support_request
    return support_request


def _lock_to_answer(invitation: Invitation, by: User | Link) -> SupportRequest:
    """Lock what an answer needs, and refuse late answers and other people's."""
    support_request = _lock(invitation)
    if isinstance(by, Link):
        is_addressee = by.purpose == Invitation.LINK_PURPOSE and by.target == invitation
        Link.objects.claim(by)
    else:
        is_addressee = by is not None and by.pk is not None and invitation.advisor.user_id == by.pk
    if not is_addressee:
        raise ActionRefused(_("Diese Einladung ist für jemand anderen."))
    if invitation.is_answered:
        raise ActionRefused(_("Sie haben schon geantwortet. Die Antwort lässt sich hier nicht mehr ändern."))
    if invitation.state != Invitation.State.OPEN or invitation.is_overdue:
        raise ActionRefused(_("Diese Einladung gilt nicht mehr. Vielleicht war jemand schneller."))
    return support_request


def _refuse_without_time(advisor: Advisor, support_request: SupportRequest) -> None:
    if not advisor.is_active:
        raise ActionRefused(_("Sie sind nicht mehr im Pool. Bitte melden Sie sich bei der G.I.B."))
    period = support_request.period
    if period is None or period.service_until < timezone.localdate():
        raise ActionRefused(
            _("Der Förderzeitraum ist zu Ende. Darin kann nichts mehr beginnen. Fragen Sie bitte die G.I.B.")
        )
    if advisor.free_quarters(period) < support_request.granted_quarters:
        raise ActionRefused(
            _("Ihre freien Tage in diesem Förderzeitraum reichen dafür nicht. Fragen Sie bitte die G.I.B.")
        )


def _answer(invitation: Invitation, state: str, deputy: str) -> None:
    """Record the final answer; the link stays valid for reading."""
    invitation.state, invitation.answered_at, invitation.answered_by = state, timezone.now(), deputy
    invitation.save(update_fields=["state", "answered_at", "answered_by", "decline_reason", "decline_text"])
    Link.objects.to(invitation, Invitation.LINK_PURPOSE).filter(revoked_at=None).update(expires_at=None)


def _begin(support_request: SupportRequest, invitation: Invitation, advisor: Advisor) -> Engagement:
    """Create the engagement, or continue it after a change of advisor, with its assignment."""
    engagement, _new = Engagement.objects.get_or_create(support_request=support_request)
    engagement.advisor = advisor
    engagement.save(update_fields=["advisor"])
    Assignment.objects.create(engagement=engagement, advisor=advisor, invitation=invitation)
    return engagement


def _ask_next(invitation: Invitation, act: str, **how: Any) -> Event:
    """Ask the next in the order, and record what happened to the last."""
    support_request = invitation.support_request
    following = open_next(support_request)
    if following:
        due_on = following.answer_day
        return actions.move(support_request, act, to=State.MATCHING, due_on=due_on, is_new_turn=True, **how)
    event = actions.move(
        support_request, act, to=without_invitation(support_request), waiting_on=WaitingOn.GIB, **how
    )
    emails.invitations_used_up(support_request, invitation)
    return event
