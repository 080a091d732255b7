"""Acts on milestones of the mandate in force: move one inside the period, say that one is reached."""

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.notices import tell_committee
from advisors.actions.sessions import is_outside_plan, plan_obstacles, planned_span
from advisors.actions.sides import lock_for_sides, reason_to_keep
from advisors.emails import milestones as emails
from advisors.models import CommitteeNotice, Engagement, MilestoneResult
from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused, Obstacle, StaleRecord, conflict_message, refuse_first
from requests.actions import record
from requests.models import MandateVersion, Milestone, MilestoneMove, SupportRequest


@transaction.atomic
def move_milestone(
    engagement: Engagement,
    milestone: Milestone,
    *,
    by: User,
    due_on: dt.date,
    reason: str,
    expected_moves: int | None = None,
) -> MilestoneMove:
    """Give a milestone another day inside the agreed period; the other side and the committee are told.

    `expected_moves`: how many moves the page knew. Raise StaleRecord where somebody was faster.
    """
    support_request, role = lock_for_sides(engagement, by)
    row = _in_force(support_request, milestone)
    if MilestoneResult.objects.filter(milestone=row).exists():
        raise ActionRefused(_("Dieser Meilenstein ist schon erreicht. Verschieben lässt er sich nicht mehr."))
    moves = list(row.moves.select_related("moved_by"))
    if expected_moves is not None and len(moves) != expected_moves:
        last = moves[0]
        raise StaleRecord(
            SimpleNamespace(revision=len(moves)),
            sentence=conflict_message(last.moved_by, last.moved_at, is_me=last.moved_by_id == by.pk),
        )
    refuse_first(move_obstacles(support_request, row, due_on))
    move = MilestoneMove.objects.create(
        milestone=row, moved_from=row.due_today, moved_to=due_on, reason=reason, moved_by=by
    )
    data = {"milestone": row.title, "moved_to": due_on.isoformat()}
    if move.moved_from:
        data["moved_from"] = move.moved_from.isoformat()
    record(support_request, "milestone_moved", by=by, role=role, reason=reason, data=data)
    emails.milestone_moved(engagement, move, by=by)
    return move


@transaction.atomic
def reach_milestone(
    engagement: Engagement,
    milestone: Milestone,
    *,
    by: User,
    reached_on: dt.date,
    sentence: str,
    date_reason: str = "",
    expected_revision: int | None = None,
) -> MilestoneResult:
    """Say that a milestone is reached and what came of it; again to correct that. The committee takes note.

    `expected_revision`: of the result that the page knew, 0 for none. Raise StaleRecord where somebody was
    faster.
    """
    support_request, role = lock_for_sides(engagement, by)
    row = _in_force(support_request, milestone)
    found = MilestoneResult.objects.filter(milestone=row).select_related("changed_by").first()
    revision = found.revision if found else 0
    if expected_revision is not None and revision != expected_revision:
        raise StaleRecord(found, by)
    refuse_first(result_obstacles(support_request, reached_on, date_reason))
    reason = reason_to_keep(support_request, [reached_on], date_reason)
    result = found or MilestoneResult(engagement=engagement, milestone=row)
    result.reached_on, result.sentence, result.date_reason = reached_on, sentence, reason
    result.revision, result.changed_by = revision + 1, by
    result.save()
    act = "milestone_corrected" if found else "milestone_reached"
    data = {"milestone": row.title, "reached_on": reached_on.isoformat()}
    record(support_request, act, by=by, role=role, reason=reason, data=data)
    if not found:
        kind = CommitteeNotice.Kind.MILESTONE
        tell_committee(engagement, by=by, kind=kind, title=row.title, text=sentence, result=result)
    return result


def _in_force(support_request: SupportRequest, milestone: Milestone) -> Milestone:
    """Return the milestone as it is now; refuse one of no version in force, or reached under a former one."""
    versions = MandateVersion.objects.filter(mandate__support_request=support_request).agreed()
    found = Milestone.objects.filter(pk=milestone.pk, version=versions.first()).first()
    if found is None:
        raise ActionRefused(_("Inzwischen gilt eine neue Fassung des Auftrags. Öffnen Sie die Seite neu."))
    earlier = MilestoneResult.objects.filter(engagement__support_request=support_request)
    if earlier.filter(milestone__title=found.title).exclude(milestone__version=found.version_id).exists():
        # The page shows a result under the title, whichever version it hangs on.
        raise ActionRefused(
            _("Dieser Meilenstein war schon in einer früheren Fassung erreicht. Das Ergebnis bleibt.")
        )
    return found


def move_obstacles(
    support_request: SupportRequest, milestone: Milestone, due_on: dt.date
) -> Iterator[Obstacle]:
    """Yield why a milestone cannot move to a day."""
    if due_on == milestone.due_today:
        yield "due_on", _("Das ist der Tag, der schon gilt.")
    elif due_on < timezone.localdate():
        yield (
            "due_on",
            _("Dieser Tag liegt schon zurück. Ist der Meilenstein erreicht, melden Sie das Ergebnis."),
        )
    elif is_outside_plan(support_request, due_on):
        begin, end = planned_span(support_request)
        words = _(
            "Der %(day)s liegt außerhalb des vereinbarten Zeitraums (%(begin)s bis %(end)s). Dafür braucht "
            "der Auftrag eine neue Fassung und eine Runde im Gremium. Sprechen Sie bitte die G.I.B. an."
        )
        span = {"begin": dates.day(begin) or "…", "end": dates.day(end) or "…"}
        yield "due_on", words % {"day": dates.day(due_on), **span}


def result_obstacles(
    support_request: SupportRequest, reached_on: dt.date, date_reason: str | None
) -> Iterator[Obstacle]:
    """Yield why a milestone cannot have been reached on a day, or what has to be said about it."""
    if reached_on > timezone.localdate():
        words = _("Dieser Tag kommt erst noch. Tragen Sie den Meilenstein ein, wenn er erreicht ist.")
        yield "reached_on", words
    else:
        yield from plan_obstacles(support_request, [reached_on], date_reason)
