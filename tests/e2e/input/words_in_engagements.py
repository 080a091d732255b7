"""Records of engagements that the matrix of access does not need, so that all kinds of words are there."""

from django.utils import timezone

from advisors.actions import days
from advisors.models import (
    Acknowledgement,
    CommitteeLookingBack,
    Concern,
    ConcernStep,
    Engagement,
    FollowUp,
    GoalRating,
    LookingBack,
    TimeEntry,
    Waiver,
)
from requests.models import Goal, MilestoneMove
from requests.workflow import State
from tests import factories

SIDES = ("office", "advisor")


def more_words(people, rows):
    """Create what is said while an engagement runs, and after its end."""
    _while_it_runs(Engagement.objects.get(pk=rows["engagement"].pk), people)
    _after_its_end(Engagement.objects.get(support_request__state=State.COMPLETED), people)


def _while_it_runs(running, people):
    now, lead, gib = timezone.now(), people["lead"], people["casework"]
    review = running.goal_reviews.latest("pk")
    goal = review.version.goals.first() or _goal(review.version)
    for side in SIDES:
        GoalRating.objects.create(review=review, goal=goal, side=side, standing="under_way", rated_by=lead)
    days.ask_for_days(running.support_request, by=lead, quarters=1, reason="Mehr")
    milestone = review.version.milestones.last()
    MilestoneMove.objects.create(milestone=milestone, moved_to=timezone.localdate(), moved_by=lead)
    Acknowledgement.objects.update(acknowledged_at=now)
    concern = Concern.objects.create(
        engagement=running, by_user=lead, role="office", resolved_at=now, resolved_by=gib, changed_by=gib
    )
    ConcernStep.objects.create(concern=concern, by=gib)
    queried = factories.time_entry(running)
    TimeEntry.objects.filter(pk=queried.pk).update(state="queried", question_at=now, question_by=lead)
    factories.time_entry(running, signed_by=gib, signed_reason="x")
    Waiver.objects.create(engagement=running, advisor=running.advisor, kind="contract", by=people["leitung"])


def _goal(version):
    [goal] = Goal._base_manager.bulk_create([Goal(version=version, position=1, text="x", criterion="x")])
    return goal


def _after_its_end(ended, people):
    lead = people["lead"]
    for side in SIDES:
        LookingBack.objects.create(
            engagement=ended, side=side, helped="yes", again="yes", by_user=lead, changed_by=lead
        )
    for member in ended.support_request.committee_members()[:3]:
        CommitteeLookingBack.objects.create(
            engagement=ended, member=member, helped="yes", again="yes", answered_at=timezone.now()
        )
    FollowUp.objects.create(engagement=ended, by_user=lead, changed_by=lead)
