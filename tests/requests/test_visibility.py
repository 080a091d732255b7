"""Who reads which request and engagement, row by row, beside the plain words of the rule."""

import itertools

import pytest
from django.utils import timezone

from advisors.models import Assignment, Engagement
from gsvo.offices.models import Membership, Role
from requests.models import SupportRequest
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
HOME, PARTNER, THIRD = factories.BIELEFELD, factories.UNNA, "05913"


@pytest.fixture
def people():
    """Everybody's name and account: of each office and role, of two offices, left, stopped, of none."""
    found = {
        f"{role} {key}": factories.member(factories.office(key), role)
        for key, role in itertools.product((HOME, PARTNER, THIRD), Role)
    }
    found["of two"] = factories.member(factories.office(HOME))
    Membership.objects.create(user=found["of two"], office=factories.office(THIRD), role=Role.READER)
    found["left"] = factories.member(factories.office(HOME))
    found["left"].memberships.update(left_at=timezone.now())
    found["left one"] = factories.member(factories.office(HOME))
    found["left one"].memberships.update(left_at=timezone.now())
    Membership.objects.create(user=found["left one"], office=factories.office(THIRD), role=Role.MEMBER)
    found["stopped"] = factories.member(factories.office(PARTNER))
    found["stopped"].is_active = False
    found["stopped"].save()
    found["nobody"] = factories.user()
    found["advisor"] = factories.advisor(account=True).user
    found["advisor and member"] = factories.advisor(account=True).user
    Membership.objects.create(
        user=found["advisor and member"], office=factories.office(PARTNER), role=Role.MEMBER
    )
    return found


@pytest.fixture
def everything():
    """A draft, a running and an ended one of each office, each alone and with other offices reading along."""
    rows = []
    for key, state in itertools.product(
        (HOME, PARTNER, THIRD), (State.DRAFT, State.ENGAGED, State.COMPLETED)
    ):
        others = [other for other in (HOME, PARTNER, THIRD) if other != key]
        for partners in ([], others[:1], others):
            row = factories.support_request(state, office=factories.office(key))
            row.partner_offices.set([factories.office(other) for other in partners])
            rows.append(row)
    return rows


def works_in(person):
    rows = Membership.objects.filter(user=person, left_at=None)
    return {row.office_id for row in rows} if person.is_active else set()


def reads(person, row):
    partners = {office.pk for office in row.partner_offices.all()} if row.state != State.DRAFT else set()
    return bool(works_in(person) & {row.office_id, *partners})


def test_everybody_reads_what_the_rule_says(people, everything):
    for name, person in people.items():
        found = SupportRequest.objects.visible_to(person).order_by("pk")
        assert list(found) == [row for row in everything if reads(person, row)], name


def test_who_is_in_no_office_is_answered_without_reading_requests(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not SupportRequest.objects.visible_to(people["nobody"])


@pytest.fixture
def advised(people, everything):
    """{engagement: {account: when its last assignment ended, None while it lasts}}."""
    one, other = people["advisor"].advisor, people["advisor and member"].advisor
    engagements = list(Engagement.objects.order_by("pk"))
    plan = itertools.cycle([(), (one,), (other,), (one, other), (one, other, one)])
    return {row: _advised_by(row, advisors) for row, advisors in zip(engagements, plan, strict=False)}


def _advised_by(engagement, advisors):
    """Let advisors follow each other after the first one."""
    ends, invitation = {}, engagement.assignments.get().invitation
    for place, advisor in enumerate(advisors, 1):
        now = timezone.now()
        engagement.assignments.filter(ended_at=None).update(ended_at=now)
        ends |= {user: now for user, end in ends.items() if end is None}
        invitation.pk, invitation.oid = None, f"{invitation.oid[:-2]}{place:02d}"
        invitation.position, invitation.advisor = place + 1, advisor
        invitation.save(force_insert=True)
        Assignment.objects.create(engagement=engagement, advisor=advisor, invitation=invitation)
        ends[advisor.user] = None
    return ends


def test_everybody_reads_the_engagements_that_the_rule_says(people, advised):
    for name, person in people.items():
        found = Engagement.objects.visible_to(person).order_by("pk")
        right = {}
        for row, ends in advised.items():
            if reads(person, row.support_request):
                right[row] = None
            elif person in ends:
                right[row] = ends[person]
        assert {row: row.readable_until for row in found} == right, name
