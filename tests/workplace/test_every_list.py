"""Every list of records in the workplace costs the same for one row and for three."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisors import actions
from advisors.models import Preference
from tests import factories

pytestmark = pytest.mark.django_db
OWN_PAGE = {"requests.supportrequest"}  # leads to the list of cases, which has its test
LISTS = sorted(model._meta.label_lower for model in admin.site._registry)


def grow(gib):
    """One more of everything that the acts bring about: request, invitation, engagement, mails, topic."""
    case = factories.invited(gib, count=2)
    first = case.invitations.order_by("position").first()
    Preference.objects.create(support_request=case, advisor=first.advisor, kind=Preference.Kind.WISH)
    actions.accept(first, by=factories.invitation_link(first), no_conflict=True)
    factories.topic(f"Thema {case.pk}")
    factories.staff("Sachbearbeitung")


def statements(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("label", [label for label in LISTS if label not in OWN_PAGE])
def test_more_records_cost_no_more_queries(client, admin_user, gib, label):
    url = reverse(f"admin:{label.replace('.', '_')}_changelist")
    client.force_login(admin_user)
    grow(gib)
    statements(client, url)  # fills what is read once per process
    for_one = statements(client, url)

    grow(gib)
    grow(gib)

    assert statements(client, url) == for_one
