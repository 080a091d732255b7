"""People, committees, pool and budget of the demo. Each function is idempotent."""

import datetime as dt
from functools import cache

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from advisors.actions import profile
from advisors.models import Absence, Advisor
from chains.actions import copy_from_template, publish, save_step
from gsvo.accounts.models import User
from gsvo.demo import cast
from gsvo.demo.time_travel import days_ago
from gsvo.offices.models import Committee, CommitteeMember, Membership, Office, Role
from requests.models import FundingPeriod, Topic

FIRST_MONTH = 8  # of a school year
BEFORE_ALL_CASES = 120  # working days: whoever came later would be marked as new in the committee's rounds


def person(address, name, **fields):
    """Return the account at this address, created with the demo's password if there is none."""
    row, _ = User.objects.get_or_create(
        email=address, defaults={"name": name, "password": _hashed_password(), **fields}
    )
    return row


@cache
def _hashed_password():
    """Return one hash for all accounts: hashing is slow on purpose."""
    return make_password(cast.PASSWORD)


def offices():
    Office.objects.filter(key__in=cast.COMMITTEES).update(is_named_publicly=True)
    for address, name, phone, key, role in cast.OFFICE_PEOPLE:
        user = person(address, name, phone=phone)
        with days_ago(BEFORE_ALL_CASES):
            Membership.objects.get_or_create(
                office=Office.objects.get(key=key), user=user, left_at=None, defaults={"role": role}
            )


def committees():
    with days_ago(BEFORE_ALL_CASES):
        for key, members in cast.COMMITTEES.items():
            _committee(Office.objects.get(key=key), members)


def _committee(office, members):
    committee, _ = Committee.objects.get_or_create(office=office)
    for number, (institution, function, name, is_chair) in enumerate(members, 1):
        CommitteeMember.objects.get_or_create(
            committee=committee,
            email=f"gremium{number}.{office.key}@example.org",
            defaults={
                "institution": institution,
                "function": function,
                "name": name,
                "is_chair": is_chair,
                "substitute_name": cast.SUBSTITUTES.get(name, ""),
            },
        )


def staff():
    for address, name, group in cast.STAFF:
        person(address, name, is_staff=True).groups.add(Group.objects.get(name=group))
    address, name = cast.ADMIN
    person(address, name, is_staff=True, is_superuser=True)


def chains():
    """Create each office's chain of this school year, in Bielefeld agreed in part."""
    today = timezone.localdate()
    year = today.year if today.month >= FIRST_MONTH else today.year - 1
    for address, _name, _phone, key, role in cast.OFFICE_PEOPLE:
        office, user = Office.objects.get(key=key), User.objects.get(email=address)
        if role == Role.LEAD and not office.chains.filter(school_year=year).exists():
            chain = copy_from_template(office, year, by=user)
            for step, status in zip(chain.steps.all(), cast.CHAIN_STATUS[key], strict=False):
                chain.refresh_from_db()
                save_step(
                    step, by=user, expected_revision=chain.revision, status=status, contact=cast.CHAIN_CONTACT
                )
            chain.refresh_from_db()
            publish(chain, by=user, expected_revision=chain.revision, decided_by=cast.CHAIN_DECIDED_BY)


def pool():
    topics = list(Topic.objects.all())
    for number, row in enumerate(cast.ADVISORS, 1):
        name, organisation, profile, methods, languages, mode, days = row
        advisor, is_new = Advisor.objects.get_or_create(
            email=cast.advisor_address(number),
            defaults={
                "user": person(cast.advisor_address(number), name),
                "name": name,
                "organisation": organisation,
                "profile": profile,
                "methods": methods,
                "languages": languages,
                "mode": mode,
                "quarters_per_period": days * 4,
                "phone": f"0201 555-00{number}",
            },
        )
        if is_new and topics:
            advisor.topics.set(topics[(number + step) % len(topics)] for step in (0, 1, 3))
            _whereabouts(advisor, number)


def _whereabouts(advisor, number):
    """Give some advisors places of their own, and a time in which they are away."""
    advisor.offices.set(Office.objects.filter(key__in=cast.PLACES.get(number, ())))
    today = timezone.localdate()
    for begin, end in cast.ABSENCES.get(number, ()):
        Absence.objects.create(
            advisor=advisor,
            from_on=today + dt.timedelta(days=begin),
            to_on=today + dt.timedelta(days=end),
        )


def changed_profile():
    """Let an advisor change her profile, which G.I.B. has not looked at yet."""
    advisor = Advisor.objects.get(email=cast.advisor_address(3))
    if advisor.profile_changes.exists():
        return
    values = {name: getattr(advisor, name) for name in (*profile.PUBLIC, *profile.PRIVATE)}
    values |= {name: list(values[name].all()) for name in profile.MANY}
    with days_ago(2):
        profile.change_profile(advisor, values=values | cast.NEW_PROFILE)


def funding_period():
    """Create a period around today: begun eleven months ago, open for four more."""
    today = timezone.localdate()
    begin = today - dt.timedelta(days=330)
    return FundingPeriod.objects.get_or_create(
        name=f"{begin.year}/{(begin.year + 1) % 100:02d}",
        defaults={
            "budget_quarters": 160 * 4,
            "submission_from": begin,
            "submission_until": today + dt.timedelta(days=120),
            "service_from": begin,
            "service_until": today + dt.timedelta(days=300),
            "accounting_until": today + dt.timedelta(days=390),
            "fee_text": cast.FEE_TEXT,
            "fee_link": "https://www.gib.nrw.de/",
            "funder_line": "Gefördert aus Mitteln des Landes Nordrhein-Westfalen (Demodaten).",
        },
    )[0]
