"""Milestones of an agreed mandate for tests."""

from django.utils import timezone

from advisors import actions
from requests.models import Milestone
from tests.advisors.sessions import at


def agree_milestones(engagement, *titles, days=60):
    """Write milestones into the version in force, as if they had been there when it was frozen."""
    version = engagement.support_request.mandate.agreed
    Milestone._base_manager.bulk_create(
        Milestone(
            version=version,
            position=position,
            title=title,
            result="Beschriebene Übergaben",
            due_on=at(days).date(),
            quarters=4,
        )
        for position, title in enumerate(titles or ["Werkstatt Übergaben"], 1)
    )
    return list(Milestone.objects.filter(version=version))


def reach(engagement, milestone=None, *, by, **changes):
    values = {
        "reached_on": timezone.localdate(),
        "sentence": "Neun Schulen sind dabei.",
        "date_reason": "Probe",
        **changes,
    }
    milestone = milestone or agree_milestones(engagement)[0]
    return actions.reach_milestone(engagement, milestone, by=by, **values)
