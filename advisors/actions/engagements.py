"""Acts on an engagement: interrupt, let rest longer, resume, change the advisor, finish, complete, reopen."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors import emails, owed
from advisors.actions.bookings import SIGNING, turn_of
from advisors.actions.signing import signable_for_office
from advisors.models import Engagement, IncreaseRequest, Invitation
from advisors.owed import PaperKind
from advisors.owed_items import items_of
from gsvo.accounts.models import User
from gsvo.lib import dates, days
from gsvo.links.models import Link
from requests import actions
from requests.actions import ActionRefused
from requests.actions.corrections import refuse_shorter
from requests.actions.funding import return_unused
from requests.models import Event, FundingPeriod, SupportRequest
from requests.roles import roles_of
from requests.workflow import State, WaitingOn, WorkflowRole

MOST_NAMED = 8  # entries in a sentence that says why a case cannot be closed


@transaction.atomic
def interrupt(
    support_request: SupportRequest,
    *,
    by: User,
    reason: str,
    until: dt.date,
    expected_revision: int | None = None,
) -> Event:
    """Interrupt the engagement until a day."""
    if until < timezone.localdate():
        raise ActionRefused(_("Der Tag liegt schon zurück. Wählen Sie heute oder einen späteren Tag."))
    roles = actions.lock_for(support_request, "interrupt", by=by, expected_revision=expected_revision)
    event = actions.move(
        support_request,
        "interrupt",
        by=by,
        roles=roles,
        reason=reason,
        data={"until": until.isoformat()},
        due_on=until,
    )
    emails.interrupted(support_request.engagement, reason, until)
    return event


@transaction.atomic
def extend_interruption(
    support_request: SupportRequest,
    *,
    by: User,
    until: dt.date,
    reason: str,
    expected_revision: int | None = None,
) -> Event:
    """Let an interrupted engagement rest until a later day."""
    roles = actions.lock_for(
        support_request, "extend_interruption", by=by, expected_revision=expected_revision
    )
    before = support_request.due_on
    refuse_shorter(until, before)
    event = actions.move(
        support_request,
        "extend_interruption",
        by=by,
        roles=roles,
        reason=reason,
        data={"until": until.isoformat(), "moved_from": before.isoformat() if before else ""},
        due_on=until,
    )
    emails.interrupted(support_request.engagement, reason, until, before)
    return event


@transaction.atomic
def resume(support_request: SupportRequest, *, by: User, expected_revision: int | None = None) -> Event:
    """Resume an interrupted engagement."""
    roles = actions.lock_for(support_request, "resume", by=by, expected_revision=expected_revision)
    engagement = _engagement(support_request)
    if engagement is not None and engagement.is_abandoned:
        raise ActionRefused(
            _("%(name)s ist nicht mehr im Pool. Wechseln Sie zuerst die Beratung.")
            % {"name": engagement.advisor}
        )
    event = actions.move(support_request, "resume", by=by, roles=roles, **turn_of(engagement, State.ENGAGED))
    emails.resumed(support_request.engagement)
    return event


@transaction.atomic
def change_advisor(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """End the advisor's assignment; the engagement and its days stay, and G.I.B. has to invite another."""
    roles = actions.lock_for(support_request, "change_advisor", by=by, expected_revision=expected_revision)
    engagement = _engagement(support_request)
    former = engagement and engagement.advisor
    data = {"advisor_id": former.pk} if former else {}
    event = actions.move(
        support_request,
        "change_advisor",
        by=by,
        roles=roles,
        reason=reason,
        data=data,
        waiting_on=WaitingOn.GIB,
    )
    assert engagement is not None  # an engaged request has one
    _end_assignment(engagement)
    emails.advisor_changed(engagement, former, reason)
    return event


@transaction.atomic
def finish(
    support_request: SupportRequest,
    *,
    by: User | Link,
    reason: str = "",
    early: bool = False,
    expected_revision: int | None = None,
) -> Event:
    """End the work, complete or early; the other side is mailed and G.I.B. closes."""
    actions.lock(support_request)
    actions.refuse_stale(support_request, expected_revision, by)
    if early and not reason:
        raise ActionRefused(_("Schreiben Sie, warum die Begleitung vorzeitig endet."))
    engagement = _engagement(support_request)
    advises = engagement is not None and engagement.is_advised_by(by)
    event = actions.move(
        support_request,
        "finish",
        by=by,
        roles={WorkflowRole.ADVISOR} if advises else roles_of(by, support_request),
        reason=reason,
        data={"early": early},
        fields={"ended_early": support_request.ended_early or early},
    )
    emails.finishing(
        engagement,
        reason,
        by=by,
        early=early,
        by_office=event.by_role == WorkflowRole.OFFICE,
        by_advisor=advises,
        report_until=_report_until(engagement),
    )
    if event.by_role != WorkflowRole.CASEWORK:
        emails.finishing_notice(engagement, reason, by=by, early=early)
    return event


@transaction.atomic
def complete(support_request: SupportRequest, *, by: User, expected_revision: int | None = None) -> Event:
    """Close the case: what was worked stays booked, the rest returns to its funding periods once."""
    roles = actions.lock_for(support_request, "complete", by=by, expected_revision=expected_revision)
    engagement = support_request.engagement
    if obstacle := complete_obstacle(engagement):
        raise ActionRefused(obstacle)
    used = support_request.booked_quarters
    returned = support_request.granted_quarters - used
    target = State.CANCELLED if support_request.ended_early else State.COMPLETED
    event = actions.move(
        support_request,
        "complete",
        by=by,
        roles=roles,
        to=target,
        data={"used_quarters": used, "returned_quarters": returned},
        book=return_unused,
    )
    emails.completed(engagement, used=used, returned=returned)
    return event


def complete_obstacle(engagement: Engagement) -> str:
    """Return what bars the close, in sentences, or "": papers that are owed, entries not countersigned."""
    missing = owed.refusal(items_of(engagement))
    unsigned = [
        f"{dates.day(entry.done_on)} ({days.as_words(entry.quarters)})"
        for entry in engagement.time_entries.unsigned()[:MOST_NAMED]
    ]
    if not unsigned:
        return missing
    waiting = _(
        "Noch nicht gegengezeichnet: %(entries)s. Warten Sie auf die Koordinierungsstelle, oder zeichnen "
        "Sie in Vertretung gegen."
    ) % {"entries": ", ".join(unsigned)}
    return f"{missing} {waiting}".strip()


@transaction.atomic
def reopen(
    support_request: SupportRequest, *, by: User, reason: str, expected_revision: int | None = None
) -> Event:
    """Take a close back (Leitung): the engagement runs again."""
    roles = actions.lock_for(support_request, "reopen", by=by, expected_revision=expected_revision)
    engagement = _engagement(support_request)
    if _has_nobody(engagement):
        raise ActionRefused(_("Diese Begleitung hat niemanden mehr, der berät. Bitte schließen Sie sie ab."))
    event = actions.move(
        support_request,
        "reopen",
        by=by,
        roles=roles,
        reason=reason,
        fields={"ended_early": False},
        **turn_of(engagement, State.ENGAGED),
    )
    emails.reopened(engagement, reason)
    return event


def _report_until(engagement: Engagement | None) -> dt.date | None:
    """Return the day until which the final report is due, while it is open."""
    found = items_of(engagement) if engagement is not None else []
    return next((item.due_on for item in found if item.kind == PaperKind.FINAL_REPORT and item.is_open), None)


def pointless_acts(support_request: SupportRequest) -> set[str]:
    """Return the acts that their state allows but that would find nothing to act on."""
    pointless = _pointless_for_days(support_request)
    act = {State.CLOSING: "reopen", State.INTERRUPTED: "resume"}.get(State(support_request.state))
    if act and _has_nobody(_engagement(support_request)):
        pointless.add(act)
    return pointless


def _pointless_for_days(support_request: SupportRequest) -> set[str]:
    """Return the acts on days that find nothing: nobody asks, nothing is left, nothing waits so long.

    All of them while the first advisor is sought.
    """
    if support_request.state not in SIGNING:
        return set()
    engagement = _engagement(support_request)
    if engagement is None:
        return {"increase_days", "decline_days", "give_back_days", "carry_over_days", "sign_for_office"}
    in_closing = support_request.state == State.CLOSING
    signable = signable_for_office(engagement, is_leadership=in_closing)
    others = FundingPeriod.objects.usable().exclude(pk=support_request.period_id)
    asked = engagement.increase_requests.open()
    found = Engagement.objects.filter(pk=engagement.pk)
    is_asked, is_signable, has_others = found.values_list(
        Exists(asked), Exists(signable), Exists(others)
    ).get()
    is_spent = support_request.left_quarters <= 0
    possible = {
        "decline_days": is_asked,
        "sign_for_office": is_signable,
        "carry_over_days": has_others and not is_spent,
        "give_back_days": not is_spent,
    }
    return {act for act, is_possible in possible.items() if not is_possible}


def _has_nobody(engagement: Engagement | None) -> bool:
    """Return whether an engagement has nobody who could go on: nobody is assigned, or she left the pool."""
    return engagement is not None and (engagement.advisor is None or engagement.is_abandoned)


def was_cancelled(support_request: SupportRequest) -> bool:
    """Return whether G.I.B. broke the engagement off; then the committee was told as well."""
    into = support_request.events.filter(to_state=State.CLOSING).exclude(from_state=State.CLOSING)
    last = into.first()
    return last is not None and last.act == "cancel"


def end(engagement: Engagement) -> None:
    """End an engagement and its assignments, because its request ended."""
    now = timezone.now()
    engagement.assignments.filter(ended_at=None).update(ended_at=now)
    engagement.increase_requests.open().update(outcome=IncreaseRequest.Outcome.ENDED, answered_at=now)
    engagement.ended_at = now
    engagement.save(update_fields=["ended_at"])


def _end_assignment(engagement: Engagement) -> None:
    """End the current assignment and revoke its link."""
    for assignment in engagement.assignments.filter(ended_at=None):
        assignment.ended_at = timezone.now()
        assignment.save(update_fields=["ended_at"])
        if assignment.invitation_id:
            Link.objects.to(Invitation(pk=assignment.invitation_id), Invitation.LINK_PURPOSE).revoke()
    engagement.advisor = None
    engagement.save(update_fields=["advisor"])


def _engagement(support_request: SupportRequest) -> Engagement | None:
    return getattr(support_request, "engagement", None)
