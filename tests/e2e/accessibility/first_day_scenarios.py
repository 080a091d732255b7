"""How states of somebody's first day come about: who asks for access, an engagement that has just begun.

As in scenarios.py, each function takes the `World` of one state.
"""

from django.utils import timezone

from advisors import actions
from advisors.models import Advisor, Assignment, PoolImport, ProfileChange, TimeEntry
from gsvo.accounts.models import User
from gsvo.demo import cast
from gsvo.offices.models import Office
from gsvo.pages.models import AccessRequest
from requests.models import SupportRequest
from requests.workflow import State, WaitingOn
from tests import factories
from tests.e2e.accessibility.scenarios import NAMES, NEW_OFFICE
from tests.files import tables


def access_request(world, office=NEW_OFFICE):
    row = Office.objects.get(key=office)
    given = {"name": "Noa Neu", "function": "Leitung", "email": "noa@example.org"}
    world.names["access_request"] = AccessRequest.objects.create(office=row, **given).pk


def access_request_to_a_lead(world):
    access_request(world, cast.BIELEFELD)


def first_weeks(world):
    no_entries(world)
    Assignment.objects.filter(ended_at=None).update(began_at=timezone.now())


def papers_are_there(world):
    factories.settle_owed(SupportRequest.objects.get(oid=NAMES["inclusion"]()))


def changed_profile(world):
    advisor = Advisor.objects.get(email=cast.advisor_address(5))
    changes = [
        {"field": "profile", "old": advisor.profile, "new": "Schulentwicklung.\n\nÜbergaben."},
        {"field": "languages", "old": "", "new": "Deutsch"},
    ]
    ProfileChange.objects.create(advisor=advisor, changes=changes)


def today():
    return timezone.localdate().isoformat()


def no_entries(_world):
    """As on the day when an engagement has just begun: nothing is worked, and the advisor acts next."""
    TimeEntry.objects.filter(corrects__isnull=False).delete()
    TimeEntry.objects.all().delete()
    cases = SupportRequest.objects.filter(state=State.ENGAGED)
    cases.update(booked_quarters=0, waiting_on=WaitingOn.ADVISOR, due_on=None)


def asked_about(_world):
    entry = TimeEntry.objects.get(oid=NAMES["waiting_entry"]())
    koko = User.objects.get(email="koko.bielefeld@example.org")
    actions.ask_about_entry(entry, by=koko, question="War das schon der zweite Stadtbezirk?")


def pool_import(world):
    """A table with one new person, one who changes, and one who stays as she is."""
    rows = [
        {"name": "Noa Neu", "email": "noa.neu@example.org", "organisation": "Neues Büro"},
        {"name": "Anders Genannt", "email": cast.advisor_address(6), "languages": "Deutsch"},
        {"name": cast.ADVISORS[4][0], "email": cast.advisor_address(5)},
    ]
    kept = PoolImport.objects.create(
        by=User.objects.get(email="sachbearbeitung@example.org"),
        rows=[{"row": number, "values": values} for number, values in enumerate(rows, 2)],
    )
    world.names["pool_import"] = kept.oid


def faulty_table():
    return tables.upload(tables.table(["Name", "E-Mail", "Farbe"], ["=1+1", "keine Adresse", "rot"]))
