"""Acts on invitations: advisors are asked one after the other.

Locks are always taken in the same order: the request, its invitation, the link, the advisor.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails
from advisors.choice import Fit, choices_for
from advisors.models import Advisor, Invitation
from gsvo.accounts.models import User
from gsvo.lib.workdays import workday_in
from gsvo.links.models import Link
from requests import actions
from requests.actions import ActionRefused
from requests.actions.corrections import refuse_shorter
from requests.actions.reopening import end_of
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn, WorkflowRole

TAKE_BACK = ("recall", "withdraw", "cancel", "lapse")  # acts that take invitations back
CLOSING_HOUR = 18  # of the last day, Europe/Berlin


@transaction.atomic
def invite(
    support_request: SupportRequest,
    *,
    by: User,
    advisors: Sequence[Advisor],
    answer_days: int | None = None,
    message: str = "",
    expected_revision: int | None = None,
) -> Event:
    """Append advisors to the order and ask the first at once, unless an invitation is open."""
    answer_days = answer_days or settings.INVITATION_DAYS
    roles = actions.lock_for(support_request, "invite", by=by, expected_revision=expected_revision)
    asked = support_request.invitations.open().first()
    if asked and asked.is_offered:
        raise ActionRefused(
            _("Jemand möchte annehmen. Bestätigen Sie das zuerst, oder nehmen Sie die Einladungen zurück.")
        )
    event = actions.move(
        support_request,
        "invite",
        by=by,
        roles=roles,
        data={"count": len(advisors)},
        due_on=asked.answer_day if asked else _last_day(answer_days),
    )
    _refuse_unsuitable(support_request, advisors)
    last = support_request.invitations.aggregate(last=Max("position"))["last"] or 0
    for position, advisor in enumerate(advisors, start=last + 1):
        Invitation.objects.create(
            support_request=support_request,
            advisor=advisor,
            position=position,
            answer_days=answer_days,
            message=message,
            invited_by=by,
        )
    if not asked:
        open_next(support_request)
    return event


def _refuse_unsuitable(support_request: SupportRequest, advisors: Sequence[Advisor]) -> None:
    if not advisors:
        raise ActionRefused(_("Wählen Sie mindestens eine Person aus."))
    if len({advisor.pk for advisor in advisors}) < len(advisors):
        raise ActionRefused(_("Jede Person kann nur einmal in der Reihenfolge stehen."))
    period = support_request.period
    if period is None or period.service_until < timezone.localdate():
        raise ActionRefused(
            _("Der Förderzeitraum dieser Anfrage ist zu Ende. Darin kann keine Begleitung mehr beginnen.")
        )
    for advisor in advisors:
        if not advisor.is_in_pool:
            raise ActionRefused(
                _("%(name)s ist nicht im Pool oder macht gerade Pause. Wählen Sie jemand anderen.")
                % {"name": advisor.name}
            )
    for choice in choices_for(support_request, advisors):
        if not choice.is_choosable:
            raise ActionRefused(
                _("%(name)s passt nicht: %(why)s Wählen Sie jemand anderen.")
                % {"name": choice.advisor.name, "why": choice.words(Fit.BLOCKED)}
            )


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
def extend_invitation(
    support_request: SupportRequest,
    *,
    by: User,
    until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Give the one who is asked more time; the link lives as long."""
    roles = actions.lock_for(support_request, "extend_invitation", by=by, expected_revision=expected_revision)
    invitation = support_request.invitations.open().select_for_update(of=("self",)).first()
    if invitation is None or (invitation.is_overdue and not _is_undelivered(invitation)):
        raise ActionRefused(_("Zurzeit ist niemand gefragt. Sie können gleich neu einladen."))
    invitation.support_request = support_request
    before = invitation.answer_day
    refuse_shorter(until, before)
    invitation.answer_by = closing_of(until)
    invitation.save(update_fields=["answer_by"])
    links = Link.objects.to(invitation, Invitation.LINK_PURPOSE).filter(revoked_at=None)
    links.update(expires_at=invitation.answer_by)
    event = actions.move(
        support_request,
        "extend_invitation",
        by=by,
        roles=roles,
        reason=reason,
        data={
            "advisor_id": invitation.advisor_id,
            "answer_by": until.isoformat(),
            "moved_from": before.isoformat(),
        },
        due_on=until,
    )
    emails.invitation_extended(invitation, link_to(invitation), reason)
    return event


def _is_undelivered(invitation: Invitation) -> bool:
    return Invitation.objects.undelivered().filter(pk=invitation.pk).exists()


def without_invitation(support_request: SupportRequest) -> State:
    """Return the state of a request without invitations; a begun engagement stays in matching."""
    return State.MATCHING if support_request.engaged_at else State.MANDATED


def open_next(support_request: SupportRequest) -> Invitation | None:
    """Ask the next in the order who is still in the pool. Return the invitation, or None."""
    for invitation in support_request.invitations.waiting().select_related("advisor"):
        if invitation.advisor.is_in_pool:
            return _open(invitation)
        skip(support_request, invitation)
    return None


def skip(support_request: SupportRequest, invitation: Invitation, *, by: User | None = None) -> None:
    """Record that somebody in the order is not asked: paused, or no longer in the pool."""
    invitation.state = Invitation.State.SKIPPED
    invitation.save(update_fields=["state"])
    role = WorkflowRole.CASEWORK if by else WorkflowRole.CLOCK
    data = {"advisor_id": invitation.advisor_id}
    actions.record(support_request, "skipped", by=by, role=role, data=data)


def _open(invitation: Invitation) -> Invitation:
    invitation.state = Invitation.State.OPEN
    invitation.sent_at = timezone.now()
    invitation.answer_by = closing_of(_last_day(invitation.answer_days))
    invitation.save(update_fields=["state", "sent_at", "answer_by"])
    emails.invitation(invitation, _issue(invitation))
    return invitation


def _last_day(answer_days: int) -> dt.date:
    """Return the last day to answer: never one on which nobody works."""
    return workday_in(answer_days)


def closing_of(day: dt.date) -> dt.datetime:
    """Return the last moment of a day to answer."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(CLOSING_HOUR)))


def link_to(invitation: Invitation) -> Link:
    """Return the valid link to an answerable invitation, a new one where none is left.

    Links end without their invitation: after a restore, or with the access of an account at this address.
    """
    links = Link.objects.to(invitation, Invitation.LINK_PURPOSE).usable()
    return links.order_by("pk").last() or _issue(invitation)


def _issue(invitation: Invitation) -> Link:
    """Issue the only valid link to an invitation; it expires with the time to answer."""
    advisor = invitation.advisor
    return Link.objects.issue(
        Invitation.LINK_PURPOSE,
        invitation,
        email=advisor.email,
        name=advisor.name,
        expires_at=invitation.answer_by,
    )


@transaction.atomic
def send_again(invitation: Invitation) -> None:
    """Mail a new link to today's address, if it can still be answered. Older links are revoked."""
    actions.lock(invitation.support_request)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state == Invitation.State.OPEN and not invitation.is_overdue:
        emails.invitation(invitation, _issue(invitation))


def mail_again(link: Link) -> None:
    """Mail an invitation's valid link once more, if it can still be answered."""
    invitation = link.target
    assert isinstance(invitation, Invitation)
    if invitation.state == Invitation.State.OPEN and not invitation.is_overdue:
        emails.invitation(invitation, link)


def close_pending(support_request: SupportRequest, *, reason: str = "", quarters: int | None = None) -> int:
    """Take back open and waiting invitations with their links and mail who was asked. Return how many.

    `quarters` of a day were promised, where it is not what the request holds. The caller holds its lock.
    Nobody is mailed whose time to answer was over, as when the clock ends it.
    """
    pending = list(support_request.invitations.pending().select_for_update())
    for invitation in pending:
        was_open, is_late = invitation.state == Invitation.State.OPEN, invitation.is_overdue
        invitation.state = Invitation.State.EXPIRED if is_late else Invitation.State.RECALLED
        invitation.save(update_fields=["state"])
        Link.objects.to(invitation, Invitation.LINK_PURPOSE).revoke()
        if was_open and not is_late:
            emails.invitation_recalled(invitation, reason, quarters)
    return len(pending)


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
