"""Milestones of an agreed mandate for tests."""

from django.utils import timezone

from advisors import actions
from advisors.models import Acknowledgement
from gsvo.links.models import Link
from requests.models import Milestone
from tests.advisors.sessions import at


def agree_milestones(engagement, *titles, days=60):
    """Write milestones into the version in force, as if they had been there when it was frozen."""
    version = engagement.support_request.mandate.agreed
    there = version.milestones.count()
    Milestone._base_manager.bulk_create(
        Milestone(
            version=version,
            position=position,
            title=title,
            result="Beschriebene Übergaben",
            due_on=at(days).date(),
            quarters=4,
        )
        for position, title in enumerate(titles or ["Werkstatt Übergaben"], there + 1)
    )
    return list(Milestone.objects.filter(version=version, position__gt=there))


def reach(engagement, milestone=None, *, by, **changes):
    values = {
        "reached_on": timezone.localdate(),
        "sentence": "Neun Schulen sind dabei.",
        "date_reason": "Probe",
        **changes,
    }
    milestone = milestone or agree_milestones(engagement)[0]
    return actions.reach_milestone(engagement, milestone, by=by, **values)


def acknowledgement_link(engagement, *, by, **changes):
    """Reach a milestone and return the link that the committee's first member got."""
    notice = reach(engagement, by=by, **changes).notice
    return link_of(notice.acknowledgements.first())


def link_of(row):
    return Link.objects.to(row, Acknowledgement.LINK_PURPOSE).latest("pk")
