"""All 53 offices with people, committee and chain, 500 advisors, the funding periods of ten years."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from advisors.models import Advisor
from chains.actions import copy_from_template
from gsvo.accounts.models import User
from gsvo.demo import cast
from gsvo.lib.search_fields import refold
from gsvo.offices.models import Committee, CommitteeMember, Membership, Office, Role
from requests.models import FundingPeriod, Topic

ADVISORS = 500
YEARS = 10
BUDGET = 10_000_000  # quarters of days in each
WITH_CHAIN = 5  # each fifth office
FIRST_NAMES = (
    "Anna", "Björn", "Ceren", "Dirk", "Elif", "Frank", "Greta", "Hatice", "Ingo", "Jana", "Kemal", "Lena",
    "Murat", "Nele", "Olaf", "Petra", "Rolf", "Sabine", "Tarek", "Ute",
)  # fmt: skip
LAST_NAMES = (
    "Albers", "Brand", "Çelik", "Dahlmann", "Eickhoff", "Förster", "Grothe", "Hoppe", "Imhoff", "Jansen",
    "Krüger", "Lüttmann", "Möller", "Nowak", "Overbeck", "Petrowa", "Rottmann", "Schlüter", "Thiele",
    "Yılmaz", "Wiemann", "Zumbrock", "Kaya", "Brinkmann", "Hansmeier",
)  # fmt: skip
INSTITUTIONS = (
    "Dezernat Schule",
    "Agentur für Arbeit",
    "Jobcenter",
    "Untere Schulaufsicht",
    "Handwerkskammer",
)


@dataclass
class Place:
    """Who stands in an office for whom of the demo. `names`: {name or address in the demo: the one here}."""

    office: Office
    users: dict
    members: dict
    names: dict


def name_of(number):
    return f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[number // 3 % len(LAST_NAMES)]}"


def make():
    """Fill every office that the demo left empty, the pool and the years before."""
    _fifth_member(Office.objects.get(key=cast.UNNA))
    empty = Office.objects.filter(memberships=None).order_by("pk")
    for number, office in enumerate(empty):
        _fill(number, office)
    _advisors()
    _periods()


def _fifth_member(office):
    """Every committee has five members: a copied round asks each once."""
    CommitteeMember.objects.create(
        committee=office.committee,
        institution=INSTITUTIONS[-1],
        name=name_of(0),
        email=f"gremium5.{office.key}@example.org",
    )


def _fill(number, office):
    lead, colleague = User.objects.bulk_create(
        User(email=f"{part}.{office.key}@example.org", name=name_of(number * 5 + place), password=_none())
        for place, part in enumerate(("koko", "kollegin"))
    )
    Membership.objects.bulk_create(
        Membership(office=office, user=user, role=role)
        for user, role in ((lead, Role.LEAD), (colleague, Role.MEMBER))
    )
    committee = Committee.objects.create(office=office)
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            committee=committee,
            institution=f"{institution} {office.display_name}",
            name=name_of(number * 7 + seat),
            email=f"gremium{seat}.{office.key}@example.org",
            is_chair=seat == 1,
        )
        for seat, institution in enumerate(INSTITUTIONS, 1)
    )
    if number % WITH_CHAIN == 0:
        copy_from_template(office, timezone.localdate().year, by=lead)


def _none():
    """Return the password of an account that nobody can log in to."""
    return make_password(None)


def _advisors():
    """Make the pool: 500 with the demo's."""
    topics, offices = list(Topic.objects.all()), list(Office.objects.all())
    new = Advisor.objects.bulk_create(
        Advisor(
            name=name_of(number * 11),
            email=f"berater{number}@example.net",
            organisation=f"Büro {LAST_NAMES[number % len(LAST_NAMES)]}",
            profile="Begleitet Steuerungsgremien und klärt Übergaben zwischen Schule und Beruf. " * 4,
            methods="Werkstätten mit allen Partnern, danach kurze Treffen zu zweit.",
            languages="Deutsch, Türkisch" if number % 3 else "Deutsch",
            mode=("mixed", "on_site", "online")[number % 3],
        )
        for number in range(ADVISORS - Advisor.objects.count())
    )
    _link(Advisor.topics.through, new, topics, 3)
    _link(Advisor.offices.through, new[::3], offices, 4)
    refold(Advisor)


def _link(through, advisors, others, count):
    """Give each advisor `count` of the others, every time different ones."""
    name = next(
        field.attname for field in through._meta.concrete_fields if field.name not in ("id", "advisor")
    )
    through.objects.bulk_create(
        through(advisor_id=advisor.pk, **{name: others[(place * 5 + step) % len(others)].pk})
        for place, advisor in enumerate(advisors)
        for step in range(count)
    )


def _periods():
    """Make the funding periods before the demo's one, with room for all that is promised."""
    now = FundingPeriod.objects.get()
    days = [field.name for field in FundingPeriod._meta.fields if field.name.endswith(("_from", "_until"))]
    for year in range(1, YEARS):
        shift = dt.timedelta(days=365 * year)
        FundingPeriod.objects.create(
            name=f"{now.name}, {year} Jahre davor",
            budget_quarters=BUDGET,
            funder_line=now.funder_line,
            **{name: getattr(now, name) - shift for name in days},
        )
    FundingPeriod.objects.update(budget_quarters=BUDGET)


# --- read them again -----------------------------------------------------------------------------
def places():
    """Return a Place for each office, the bench's own first."""
    offices = Office.objects.order_by("pk")
    demo = [_people_of(offices.get(key=key)) for key in (cast.BIELEFELD, cast.UNNA)]
    return [_place(office, demo) for office in sorted(offices, key=lambda row: row.key != cast.BIELEFELD)]


def _people_of(office):
    """Return (lead and colleague, members of the committee)."""
    users = User.objects.filter(memberships__office=office)
    colleague = users.exclude(memberships__role=Role.LEAD).get()
    members = CommitteeMember.objects.filter(committee__office=office).order_by("pk")
    return [users.get(memberships__role=Role.LEAD), colleague], list(members)


def _place(office, demo):
    """`demo`: the people of each of its offices."""
    users, members = _people_of(office)
    place = Place(office, {}, {}, {})
    for there, committee in demo:
        place.users |= {former.pk: new.pk for former, new in zip(there, users, strict=True)}
        place.members |= {former.pk: new.pk for former, new in zip(committee, members, strict=True)}
        for former, new in zip([*there, *committee], [*users, *members], strict=True):
            place.names |= {former.name: new.name, former.email: new.email}
    return place
