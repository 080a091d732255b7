"""How states of somebody's first day come about: who asks for access, an engagement that has just begun.

As in scenarios.py, each function takes the `World` of one state.
"""

from django.utils import timezone

from advisors.models import Advisor, Assignment, ProfileChange
from gsvo.demo import cast
from gsvo.offices.models import Office
from gsvo.pages.models import AccessRequest
from tests.e2e.accessibility.scenarios import NEW_OFFICE


def access_request(world, office=NEW_OFFICE):
    row = Office.objects.get(key=office)
    given = {"name": "Noa Neu", "function": "Leitung", "email": "noa@example.org"}
    world.names["access_request"] = AccessRequest.objects.create(office=row, **given).pk


def access_request_to_a_lead(world):
    access_request(world, cast.BIELEFELD)


def first_weeks(_world):
    Assignment.objects.filter(ended_at=None).update(began_at=timezone.now())


def changed_profile(world):
    advisor = Advisor.objects.get(email=cast.advisor_address(5))
    changes = [
        {"field": "profile", "old": advisor.profile, "new": "Schulentwicklung.\n\nÜbergaben."},
        {"field": "languages", "old": "", "new": "Deutsch"},
    ]
    ProfileChange.objects.create(advisor=advisor, changes=changes)
