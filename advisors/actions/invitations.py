"""Acts on invitations: advisors are asked one after the other, or several at once.

Locks are always taken in the same order: the request, its invitation, the link, the advisor.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

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
from requests.models import Event, SupportRequest
from requests.workflow import State, WaitingOn, WorkflowRole

CLOSING_HOUR = 18  # of the last day, Europe/Berlin


@transaction.atomic
def invite(
    support_request: SupportRequest,
    *,
    by: User,
    advisors: Sequence[Advisor],
    answer_days: int | None = None,
    message: str = "",
    at_once: bool = False,
    expected_revision: int | None = None,
) -> Event:
    """Append advisors to the order and ask the first now, unless an invitation is open.

    `at_once`: ask all in the order now, also who waits in it already. Whoever accepts first is it.
    """
    answer_days = answer_days or settings.INVITATION_DAYS
    roles = actions.lock_for(support_request, "invite", by=by, expected_revision=expected_revision)
    asked = _asked(support_request)
    waiting = [row.answer_days for row in in_line(support_request)] if at_once else []
    data = {"count": len(advisors)}
    if at_once and len(asked) + len(waiting) + len(advisors) > 1:
        data["at_once"] = True
    event = actions.move(
        support_request,
        "invite",
        by=by,
        roles=roles,
        data=data,
        due_on=_answered_until(asked, [*waiting, answer_days] if at_once or not asked else []),
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
    if at_once:
        _open_all(support_request, asked)
    elif not asked:
        open_next(support_request)
    return event


@transaction.atomic
def ask_at_once(support_request: SupportRequest, *, by: User, expected_revision: int | None = None) -> Event:
    """Ask all who wait in the order now, beside who is asked already, and mail those that it is a race."""
    roles = actions.lock_for(support_request, "ask_at_once", by=by, expected_revision=expected_revision)
    asked = _asked(support_request)
    waiting = in_line(support_request)
    if not waiting:
        raise ActionRefused(_("In der Reihenfolge wartet niemand, den Sie jetzt fragen können."))
    event = actions.move(
        support_request,
        "ask_at_once",
        by=by,
        roles=roles,
        data={"count": len(waiting)},
        due_on=_answered_until(asked, [row.answer_days for row in waiting]),
    )
    _open_all(support_request, asked)
    return event


def _asked(support_request: SupportRequest) -> list[Invitation]:
    """Return the open invitations, locked; refuse while somebody would accept and waits for G.I.B."""
    asked = list(support_request.invitations.open().select_for_update(of=("self",)).order_by("position"))
    if any(row.is_offered for row in asked):
        raise ActionRefused(
            _("Jemand möchte annehmen. Bestätigen Sie das zuerst, oder nehmen Sie die Einladungen zurück.")
        )
    return asked


def in_line(support_request: SupportRequest) -> list[Invitation]:
    """Return the invitations that wait, in order, without who is not in the pool now."""
    waiting = support_request.invitations.waiting().select_related("advisor__user")
    return [row for row in waiting if row.advisor.is_in_pool]


def _answered_until(asked: Iterable[Invitation], days: Iterable[int]) -> dt.date:
    """Return by when all have answered: those asked already, and those asked now with so many days."""
    return max([*(row.answer_day for row in asked), *map(_last_day, days)])


def _open_all(support_request: SupportRequest, asked: Sequence[Invitation]) -> None:
    """Ask all who wait in the order; whoever was asked alone hears that others are asked as well."""
    ready = []
    for invitation in support_request.invitations.waiting().select_related("advisor__user"):
        if invitation.advisor.is_in_pool:
            ready.append(invitation)
        else:
            skip(support_request, invitation)
    is_shared = len(asked) + len(ready) > 1
    for invitation in asked:
        if is_shared and not invitation.at_once:
            invitation.at_once = True
            invitation.save(update_fields=["at_once"])
            if not invitation.is_overdue:  # her mail did not arrive; she gets a new one once it can
                invitation.support_request = support_request
                emails.others_asked(invitation, link_to(invitation))
    for invitation in ready:
        invitation.support_request = support_request
        invitation.at_once = is_shared
        _open(invitation)


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
def extend_invitation(
    support_request: SupportRequest,
    *,
    by: User,
    until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Give all who are asked and have not answered more time; their links live as long."""
    roles = actions.lock_for(support_request, "extend_invitation", by=by, expected_revision=expected_revision)
    found = support_request.invitations.open().filter(offered_at=None).select_for_update(of=("self",))
    asked = [row for row in found if not row.is_overdue or _is_undelivered(row)]
    if not asked:
        raise ActionRefused(_("Zurzeit ist niemand gefragt. Sie können gleich neu einladen."))
    before = max(row.answer_day for row in asked)
    refuse_shorter(until, before)
    who = {"advisor_id": asked[0].advisor_id} if len(asked) == 1 else {"count": len(asked)}
    for invitation in asked:
        invitation.support_request = support_request
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
        data=who | {"answer_by": until.isoformat(), "moved_from": before.isoformat()},
        **turn_of_asked(support_request),
    )
    for invitation in asked:
        emails.invitation_extended(invitation, link_to(invitation), reason)
    return event


def _is_undelivered(invitation: Invitation) -> bool:
    return Invitation.objects.undelivered().filter(pk=invitation.pk).exists()


def turn_of_asked(support_request: SupportRequest) -> dict[str, Any]:
    """Return whose turn it is while people are asked: G.I.B.'s where one would accept, else theirs."""
    asked = list(support_request.invitations.open())
    if any(row.is_offered for row in asked):
        return {"waiting_on": WaitingOn.GIB, "due_on": None}
    return {"waiting_on": WaitingOn.ADVISOR, "due_on": _answered_until(asked, [])}


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
    invitation.save(update_fields=["state", "at_once", "sent_at", "answer_by"])
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
