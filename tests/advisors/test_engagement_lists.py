"""The list of engagements: its order, and what it and the page of one cost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement
from requests.workflow import State
from tests import factories
from tests.advisors.milestones import agree_milestones

pytestmark = pytest.mark.django_db
LIST = reverse("advisors:engagements")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_equally_often(client, koko, rows, django_assert_num_queries):
    for _row in range(rows):
        factories.support_request(State.ENGAGED)
    client.force_login(koko)
    client.get(LIST)

    with django_assert_num_queries(4):
        response = client.get(LIST)

    assert len(response.context["page"].object_list) == rows


def test_those_that_run_stand_first_and_then_those_that_ended_last(client, koko):
    ended_first, ended_last, running_long, running_anew = (
        factories.support_request(State.ENGAGED).engagement for _number in range(4)
    )
    now = timezone.now()
    for number, engagement in enumerate((ended_last, running_long, running_anew, ended_first)):
        Engagement.objects.filter(pk=engagement.pk).update(began_at=now + dt.timedelta(number))
    for number, engagement in enumerate((ended_first, ended_last)):
        Engagement.objects.filter(pk=engagement.pk).update(ended_at=now + dt.timedelta(10 + number))
    client.force_login(koko)

    assert list(client.get(LIST).context["page"]) == [running_anew, running_long, ended_last, ended_first]


@pytest.mark.parametrize("changes", [1, 3])
def test_the_page_costs_equally_many_queries_whoever_advised_before(
    client, gib, koko, changes, django_assert_num_queries
):
    engagement = factories.support_request(State.ENGAGED).engagement
    case = engagement.support_request
    for _number in range(changes):
        actions.change_advisor(case, by=gib, reason="Umzug")
        actions.invite(case, by=gib, advisors=[factories.advisor(account=True)])
        invitation = case.invitations.get(state="open")
        actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    client.force_login(koko)
    client.get(engagement.get_absolute_url())

    with django_assert_num_queries(19):  # in the first weeks one more: is there a chain?
        page = client.get(engagement.get_absolute_url())

    assert len(page.context["assignments"]) == changes + 1


def test_the_list_says_who_has_to_act(client, koko, engagement, advisor_user):
    client.force_login(koko)
    assert [is_mine for _row, is_mine in client.get(LIST).context["rows"]] == [False]
    assert "Berater:in" in client.get(LIST).content.decode()

    client.force_login(advisor_user)
    assert [is_mine for _row, is_mine in client.get(LIST).context["rows"]] == [True]


def test_nothing_is_late_any_more_once_it_has_ended(client, koko):
    engagement = factories.support_request(State.COMPLETED).engagement
    milestone, *_others = agree_milestones(engagement, days=-3)
    assert milestone.due_today < timezone.localdate()
    client.force_login(koko)
    page = client.get(engagement.get_absolute_url())

    assert {line.mark for line in page.context["milestones"].lines} == {"open"}
    for words in ("Kein Meilenstein ist als erreicht", "Hier ist kein Termin", "Was abgegeben ist"):
        assert words in page.content.decode()
    assert "Bis wann" not in page.content.decode()
