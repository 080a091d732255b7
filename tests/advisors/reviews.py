"""Goals of an agreed mandate, and reviews of them, for tests."""

from django.utils import timezone

from advisors import actions
from requests.models import Goal

GOALS = ("Alle Schulen melden bis 31. Mai.",)


def agree_goals(engagement, goals=GOALS):
    """Write goals into the version in force, as if they had been there when it was frozen."""
    version = engagement.support_request.mandate.agreed
    Goal._base_manager.bulk_create(
        Goal(version=version, position=position, text=text, criterion="Zwölf Meldungen.")
        for position, text in enumerate(goals, 1)
    )


def begin_review(engagement, *, by, **changes):
    """Begin a review today; of a mandate without goals as the factories make it with one."""
    if not engagement.support_request.mandate.agreed.goals.exists():
        agree_goals(engagement)
    values = {"held_on": timezone.localdate(), "date_reason": "Probe", **changes}
    return actions.begin_review(engagement, by=by, **values)


def ratings_of(review, standing="under_way", sentence="Vier Schulen sind dabei."):
    return {goal.pk: (standing, sentence) for goal in review.version.goals.all()}


def rate_all(review, *, by, standing="under_way", sentence="Vier Schulen sind dabei.", **values):
    return actions.rate_goals(review, by=by, ratings=ratings_of(review, standing, sentence), **values)
