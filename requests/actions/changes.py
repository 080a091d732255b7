"""Acts on the mandate of an engagement: begin a change, discard its draft, put the next version in force."""

from django.db import transaction
from django.utils.translation import gettext as _

from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from requests.actions.mandate import next_version_of
from requests.actions.transitions import Performer, lock_for, move, same_turn
from requests.mandate_change import Change, change_of
from requests.models import Event, MandateVersion, MilestoneMove, SupportRequest
from requests.workflow import WorkflowRole


@transaction.atomic
def change_mandate(support_request: SupportRequest, *, by: User, reason: str) -> MandateVersion:
    """Begin the next version as a copy of the one in force, which holds until the committee agrees."""
    roles = lock_for(support_request, "change_mandate", by=by)
    change = change_of(support_request)
    if obstacle := change_obstacle(change):
        raise ActionRefused(obstacle)
    assert change is not None
    version = next_version_of(change.in_force)
    _record(support_request, "change_mandate", by, roles, version.number, change, reason)
    return version


def change_obstacle(change: Change | None) -> str:
    """Return why no change of the mandate can begin, as a sentence, or ""."""
    if change is None:
        return _("Es gibt noch keinen vereinbarten Auftrag, der sich ändern ließe.")
    if change.is_draft and change.later:
        return _("Fassung %(number)s ist schon in Arbeit.") % {"number": change.later.number}
    if change.is_asked:
        return _("Das Gremium stimmt gerade ab. Eine neue Fassung ist nach der Runde möglich.")
    return ""


@transaction.atomic
def discard_change(
    support_request: SupportRequest, *, by: User, expected_revision: int | None = None
) -> Event:
    """Delete the version in writing: nobody was asked about it. Raise StaleRecord if it is a newer one."""
    roles = lock_for(support_request, "discard_change", by=by)
    change = change_of(support_request)
    if change is None or change.later is None or not change.is_draft:
        raise ActionRefused(_("Es gibt keinen Entwurf, den Sie verwerfen könnten."))
    draft = change.later
    if expected_revision not in (None, draft.revision):
        raise StaleRecord(draft, by)
    number = draft.number
    draft.delete()
    return _record(support_request, "discard_change", by, roles, number, change)


def agree_change(
    support_request: SupportRequest, *, by: Performer, role: WorkflowRole, version: MandateVersion
) -> Event:
    """Put the version in force that the committee agreed to. The caller holds the lock and has marked it."""
    before = version.replaces
    if before is not None:
        _carry_moves(before, version)
    return move(
        support_request,
        "agree_change",
        by=by,
        roles={role},
        data={"version": version.number},
        **same_turn(support_request),
    )


def _carry_moves(before: MandateVersion, version: MandateVersion) -> None:
    """Copy moves of milestones that were made since the change began and that the version knew nothing of."""
    later = version.mandate.versions.filter(number__gt=before.number).order_by("number").first()
    assert later is not None
    moves = MilestoneMove.objects.filter(milestone__version=before, moved_at__gt=later.created_at)
    first: dict[str, MilestoneMove] = {}
    last: dict[str, MilestoneMove] = {}
    for row in moves.select_related("milestone").order_by("pk"):
        first.setdefault(row.milestone.title, row)
        last[row.milestone.title] = row
    for milestone in version.milestones.all():
        known, newest = first.get(milestone.title), last.get(milestone.title)
        if known and newest and milestone.due_on == known.moved_from:
            MilestoneMove.objects.create(
                milestone=milestone,
                moved_from=milestone.due_on,
                moved_to=newest.moved_to,
                reason=newest.reason,
                moved_at=newest.moved_at,
                moved_by=newest.moved_by,
            )


def _record(
    support_request: SupportRequest,
    act: str,
    by: User,
    roles: frozenset[WorkflowRole],
    number: int,
    change: Change,
    reason: str = "",
) -> Event:
    return move(
        support_request,
        act,
        by=by,
        roles=roles,
        reason=reason,
        data={"version": number, "in_force": change.in_force.number},
        **same_turn(support_request),
    )
