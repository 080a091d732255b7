"""What a web request reads once of the account: never kept beyond it, and never believed by acts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gsvo.accounts.backends import AuthenticationBackend
from gsvo.offices.models import Role
from requests import actions
from requests.actions import TransitionNotAllowed
from requests.models import SupportRequest, standing_of
from requests.roles import roles_of, roles_on_page
from requests.workflow import State, WorkflowRole
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return factories.support_request(State.SUBMITTED)


def of_session(user):
    return AuthenticationBackend().get_user(user.pk)


def test_a_web_request_reads_it_once(koko, case, django_assert_num_queries):
    user = of_session(koko)
    with django_assert_num_queries(1):
        assert roles_on_page(user, case) == {WorkflowRole.OFFICE}
        assert standing_of(user).works_in(case.office_id)
        assert not hasattr(user, "advisor")
    with django_assert_num_queries(1):
        assert list(SupportRequest.objects.visible_to(user)) == [case]


def test_elsewhere_it_is_read_each_time(koko, case):
    assert roles_on_page(koko, case) == {WorkflowRole.OFFICE}
    koko.memberships.update(role=Role.READER)
    assert roles_on_page(koko, case) == set()
    assert standing_of(koko).works_in(case.office_id)
    koko.memberships.update(left_at=timezone.now())
    assert not standing_of(koko).works_in(case.office_id)


def test_the_next_web_request_reads_it_anew(client, koko, case):
    client.force_login(koko)
    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(reverse("requests:withdraw", args=[case.oid])).status_code == 200

    koko.memberships.update(role=Role.READER)
    assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(reverse("requests:withdraw", args=[case.oid])).status_code == 403

    koko.memberships.update(left_at=timezone.now())
    assert client.get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("ends", [{"role": Role.READER}, {"left_at": timezone.now()}])
def test_an_act_asks_anew_what_the_page_has_read(koko, case, ends):
    user = of_session(koko)
    assert roles_on_page(user, case) == {WorkflowRole.OFFICE}
    koko.memberships.update(**ends)

    assert roles_of(user, case) == set()
    with pytest.raises(TransitionNotAllowed):
        actions.withdraw(case, by=user, reason="Es hat sich erledigt.")


def test_partners_read_from_the_submission_on(koko, other_koko, case):
    draft = factories.support_request(State.DRAFT)
    for row in (case, draft):
        assert not standing_of(other_koko).reads(row)
        row.partner_offices.add(factories.office(factories.UNNA))

    assert [standing_of(koko).reads(row) for row in (case, draft)] == [True, True]
    assert [standing_of(other_koko).reads(row) for row in (case, draft)] == [True, False]
    assert [roles_on_page(other_koko, row) for row in (case, draft)] == [set(), set()]


def test_whoever_is_stopped_has_no_session(koko):
    koko.is_active = False
    koko.save()

    assert of_session(koko) is None
    assert AuthenticationBackend().get_user(koko.pk + 1_000_000) is None
