"""People with accounts, places, committees, the pool."""

import csv
import datetime as dt
import itertools

from django.conf import settings
from django.contrib.auth.models import Group

from advisors.models import Advisor
from gsvo.accounts.models import User
from gsvo.offices.models import Committee, CommitteeMember, Membership, Office, Role
from requests.models import Topic

PASSWORD = "gelbe-wiese-hagel-31"  # not the demo's, which opens nothing elsewhere
BIELEFELD, UNNA = "05711", "05978"
_count = itertools.count(1)


def user(email=None, *, name="", password=PASSWORD, **fields):
    email = email or f"person{next(_count)}@example.org"
    return User.objects.create_user(email, password, name=name or email.partition("@")[0].title(), **fields)


def office(key=BIELEFELD):
    """One of the 53, as the data has it."""
    with (settings.BASE_DIR / "gsvo/offices/data/offices.csv").open(newline="", encoding="utf-8") as file:
        row = next(row for row in csv.DictReader(file) if row["key"] == key)
    return Office.objects.get_or_create(key=key, defaults=row)[0]


def _bielefeld():
    return office(BIELEFELD)


def member(office=None, role=Role.MEMBER, *, email=None, name=""):
    """A person with an account who works in an office."""
    person = user(email, name=name)
    Membership.objects.create(office=office or _bielefeld(), user=person, role=role)
    return person


def staff(group, *, email=None, name=""):
    """A person of the G.I.B. in one of the three groups, which come by migration."""
    person = user(email, name=name, is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    return person


def committee(office=None, *, members=3):
    """The steering committee of an office; the first member has the chair, all have a vote."""
    body = Committee.objects.get_or_create(office=office or _bielefeld())[0]
    institutions = ["Schulaufsicht", "Agentur für Arbeit", "Jobcenter", "Kammer", "Jugendamt", "Berufskolleg"]
    for number in range(members):
        CommitteeMember.objects.create(
            committee=body,
            institution=institutions[number % len(institutions)],
            name=f"Mitglied {number + 1}",
            email=f"mitglied{number + 1}.{body.office.key}@example.org",
            is_chair=number == 0,
        )
    return body


def decides(body, **rule):
    """Put on record how a committee decides; silence only with a decision, as the act has it."""
    if rule.get("allows_silence"):
        rule = {"rule_reference": "Geschäftsordnung, § 7", "rule_decided_on": dt.date(2025, 3, 4)} | rule
    for name, value in rule.items():
        setattr(body, name, value)
    body.save()
    return body


def topic(name="Übergänge gestalten"):
    return Topic.objects.get_or_create(name=name)[0]


def advisor(*, name=None, account=False, topics=(), offices=(), **fields):
    """An advisor of the pool; `account=True` gives a login of her own as well."""
    number = next(_count)
    fields.setdefault("email", f"beratung{number}@example.net")
    name = name or f"Berater:in {number}"
    person = user(fields["email"], name=name, password=None) if account else None
    row = Advisor.objects.create(name=name, user=person, **fields)
    row.topics.set(topics)
    row.offices.set(offices)
    return row
