"""Acts on reviews of goals: begin one, say where each goal stands, correct its dates.

Either side begins one; each says for itself where the goals stand, and nobody has to agree. A review takes
answers while it is the latest of its engagement, so that the course over time stays as it was said.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from advisors.actions.sessions import plan_obstacles
from advisors.actions.sides import lock_for_sides, reason_to_keep
from advisors.emails import reviews as emails
from advisors.models import Engagement, GoalRating, GoalReview, Session, Side
from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused, Obstacle, StaleRecord, conflict_message, refuse_first
from requests.actions import record
from requests.models import MandateVersion, SupportRequest
from requests.workflow import WorkflowRole

SIDES = {WorkflowRole.OFFICE: Side.OFFICE, WorkflowRole.ADVISOR: Side.ADVISOR}


@transaction.atomic
def begin_review(
    engagement: Engagement,
    *,
    by: User,
    held_on: dt.date,
    next_on: dt.date | None = None,
    session: Session | None = None,
    date_reason: str = "",
    expected_reviews: int | None = None,
) -> GoalReview:
    """Begin a review of the goals of the mandate in force; an open one ends with it. Mail the other side.

    `expected_reviews`: how many the page knew. Raise StaleRecord where the other side began one meanwhile.
    """
    support_request, role = lock_for_sides(engagement, by)
    found = list(engagement.goal_reviews.all())
    if expected_reviews is not None and len(found) != expected_reviews:
        raise StaleRecord(
            SimpleNamespace(revision=len(found)),
            sentence=_("Inzwischen hat schon jemand ein Zielgespräch begonnen, am %(moment)s Uhr.")
            % {"moment": dates.short_moment(found[0].begun_at)},
        )
    version = _version_in_force(support_request)
    last = found[0] if found else None
    reason = _check_dates(support_request, held_on, next_on, date_reason, last)
    review = GoalReview.objects.create(
        engagement=engagement,
        version=version,
        session=_session_of(engagement, session),
        held_on=held_on,
        next_on=next_on,
        date_reason=reason,
        changed_by=by,
    )
    _record(support_request, "review_begun", review, by, role, reason)
    emails.review_begun(review, by=by)
    return review


@transaction.atomic
def change_review(
    review: GoalReview,
    *,
    by: User,
    held_on: dt.date,
    next_on: dt.date | None = None,
    session: Session | None = None,
    date_reason: str = "",
    expected_revision: int | None = None,
) -> GoalReview:
    """Correct the dates of the latest review. Raise StaleRecord where somebody was faster."""
    support_request, role = lock_for_sides(review.engagement, by)
    row, before = _latest(review)
    if expected_revision is not None and row.revision != expected_revision:
        raise StaleRecord(row, by)
    row.date_reason = _check_dates(support_request, held_on, next_on, date_reason, before)
    row.held_on, row.next_on, row.session = held_on, next_on, _session_of(row.engagement, session)
    row.revision, row.changed_by = row.revision + 1, by
    row.save()
    _record(support_request, "review_changed", row, by, role, row.date_reason)
    return row


@transaction.atomic
def rate_goals(
    review: GoalReview,
    *,
    by: User,
    ratings: Mapping[int, tuple[str, str]],
    expected_revision: int | None = None,
) -> GoalReview:
    """Say for one's own side where each goal stands; again, while the review is the latest.

    `ratings`: {goal's key: (standing, sentence)}, of all goals. `expected_revision`: of the side.
    """
    support_request, role = lock_for_sides(review.engagement, by)
    side = SIDES[role]
    row, _before = _latest(review)
    given = list(row.ratings.filter(side=side).select_related("rated_by"))
    _refuse_stale(row, side, given, by, expected_revision)
    if side == Side.ADVISOR and given and given[0].rated_by_id != by.pk:
        raise ActionRefused(
            _("Das hat die Person gesagt, die vor Ihnen beraten hat. Beginnen Sie ein neues Zielgespräch.")
        )
    goals = set(row.version.goals.values_list("pk", flat=True))
    if set(ratings) != goals:
        raise ActionRefused(_("Sagen Sie bitte zu jedem Ziel, wo es steht."))
    now = timezone.now()
    for goal, (standing, sentence) in ratings.items():
        GoalRating.objects.update_or_create(
            review=row,
            goal_id=goal,
            side=side,
            defaults={"standing": standing, "sentence": sentence, "rated_at": now, "rated_by": by},
        )
    name = f"{side.value}_revision"
    setattr(row, name, row.revision_of(side) + 1)
    row.save(update_fields=[name])
    _record(support_request, "goals_rated", row, by, role)
    return row


def _version_in_force(support_request: SupportRequest) -> MandateVersion:
    found = MandateVersion.objects.filter(mandate__support_request=support_request).agreed()
    version = found.filter(goals__isnull=False).first()
    if version is None:
        raise ActionRefused(_("Es gibt keinen vereinbarten Auftrag mit Zielen, die Sie ansehen könnten."))
    return version


def _latest(review: GoalReview) -> tuple[GoalReview, GoalReview | None]:
    """Return the review as it is now and the one before it; refuse where a later one has begun."""
    found = list(GoalReview.objects.filter(engagement=review.engagement_id).select_related("changed_by")[:2])
    if found[0].pk != review.pk:
        raise ActionRefused(
            _("Inzwischen hat ein neues Zielgespräch begonnen. Zu diesem lässt sich nichts mehr ändern.")
        )
    found[0].engagement = review.engagement
    return found[0], found[1] if len(found) > 1 else None


def _refuse_stale(
    row: GoalReview, side: Side, given: list[GoalRating], by: User, expected_revision: int | None
) -> None:
    revision = row.revision_of(side)
    if expected_revision is None or revision == expected_revision:
        return
    last = given[0]
    sentence = conflict_message(last.rated_by, last.rated_at, is_me=last.rated_by_id == by.pk)
    raise StaleRecord(SimpleNamespace(revision=revision), sentence=sentence)


def date_obstacles(
    support_request: SupportRequest,
    *,
    held_on: dt.date | None,
    next_on: dt.date | None,
    reason: str | None,
    before: GoalReview | None,
) -> Iterator[Obstacle]:
    """Yield why the dates of a review cannot be, or what has to be said about them. None: not known.

    `before`: the review that came before it.
    """
    if held_on and held_on > timezone.localdate():
        words = _(
            "Dieser Tag kommt erst noch. Vereinbaren Sie dafür einen Termin, und beginnen Sie das "
            "Zielgespräch dann."
        )
        yield "held_on", words
    elif held_on and before and held_on < before.held_on:
        words = _("Das letzte Zielgespräch war am %(day)s. Dieses kann nicht davor liegen.")
        yield "held_on", words % {"day": dates.day(before.held_on)}
    if held_on and next_on and next_on <= held_on:
        yield "next_on", _("Das nächste Zielgespräch liegt nach diesem.")
    yield from plan_obstacles(support_request, [day for day in (held_on, next_on) if day], reason)


def review_before(engagement: Engagement, review: GoalReview | None) -> GoalReview | None:
    """Return the review before another one, or before one that begins now (None)."""
    found = engagement.goal_reviews.all()
    return (found.filter(pk__lt=review.pk) if review else found).first()


def _check_dates(
    support_request: SupportRequest,
    held_on: dt.date,
    next_on: dt.date | None,
    reason: str,
    before: GoalReview | None,
) -> str:
    """Refuse dates that cannot be; return the reason to keep for those outside the plan."""
    refuse_first(
        date_obstacles(support_request, held_on=held_on, next_on=next_on, reason=reason, before=before)
    )
    return reason_to_keep(support_request, [held_on, *([next_on] if next_on else [])], reason)


def _session_of(engagement: Engagement, session: Session | None) -> Session | None:
    if session and session.engagement_id != engagement.pk:
        raise ActionRefused(_("Wählen Sie einen Termin dieser Begleitung."), field="session")
    return session


def _record(
    support_request: SupportRequest,
    act: str,
    review: GoalReview,
    by: User,
    role: WorkflowRole,
    reason: str = "",
) -> None:
    data = {"review_on": review.held_on.isoformat()}
    record(support_request, act, by=by, role=role, reason=reason, data=data)
