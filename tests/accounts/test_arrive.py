"""Where somebody arrives after logging in."""

import pytest
from django.urls import reverse

from gsvo.offices.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("gib", "admin:index"),
        ("controlling", "admin:index"),
        ("koko", "requests:list"),
        ("reader", "requests:list"),
        ("advisor_user", "advisors:engagements"),
    ],
)
def test_everybody_arrives_where_the_work_is(client, request, who, home):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/konto/los/").url == reverse(home)


def test_somebody_without_any_part_is_told_kindly(client):
    client.force_login(factories.user("neu@example.org"))
    response = client.get("/konto/los/")
    assert response.status_code == 200
    assert "zu keiner Koordinierungsstelle" in response.content.decode()


def test_who_left_the_only_office_belongs_to_none(client, colleague, koko):
    Membership.objects.filter(user=colleague).update(left_at="2026-01-01T00:00Z")
    client.force_login(colleague)
    assert client.get("/konto/los/").status_code == 200


def test_strangers_log_in_first(client):
    assert client.get("/konto/los/").url == "/konto/login/?next=/konto/los/"
