"""Milestones: moved inside the period, reached, and how that shows wherever milestones stand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import MilestoneResult
from gsvo.demo.time_travel import days_ago
from gsvo.lib import dates
from gsvo.lib.exceptions import StaleRecord
from gsvo.outbox.models import OutgoingMail
from requests.actions.mandate import next_version_of
from requests.models import Milestone, MilestoneMove
from tests import factories
from tests.advisors.milestones import agree_milestones, reach
from tests.advisors.sessions import at
from tests.helpers.page_text import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone(engagement):
    case = engagement.support_request
    case.period_to = at(120).date()
    case.save()
    return agree_milestones(engagement)[0]


def move(engagement, milestone, by, days=90, **values):
    return actions.move_milestone(
        engagement, milestone, by=by, due_on=at(days).date(), reason="Im Jobcenter wird umgebaut.", **values
    )


def shown(client, engagement, user):
    client.force_login(user)
    return words(client.get(engagement.get_absolute_url()).content.decode())


def test_the_committee_and_the_other_side_hear_of_a_move(engagement, milestone, koko, advisor_user):
    factories.committee(engagement.support_request.office, members=3)

    move(engagement, milestone, koko)

    mails = OutgoingMail.objects.filter(kind="advisors/milestone_moved")
    members = {member.email for member in engagement.support_request.committee_members()}
    assert len(members) == 3
    assert {mail.to_email for mail in mails} == members | {advisor_user.email}
    assert all("Im Jobcenter wird umgebaut." in mail.text for mail in mails)


def test_a_move_stands_beside_the_frozen_version(engagement, milestone, koko):
    agreed = milestone.due_on
    move(engagement, milestone, koko)
    move(engagement, milestone, koko, days=100)

    row = Milestone.objects.get()
    assert (row.due_on, row.former_due, row.due_today) == (agreed, agreed, at(100).date())
    assert list(MilestoneMove.objects.values_list("moved_from", "moved_to")) == [
        (at(90).date(), at(100).date()),
        (agreed, at(90).date()),
    ]
    move(engagement, milestone, koko, days=60)
    assert Milestone.objects.get().former_due is None


def test_wherever_milestones_stand_the_day_of_today_counts(client, engagement, milestone, koko):
    move(engagement, milestone, koko)
    today, former = dates.day(at(90).date()), dates.day(milestone.due_on)
    case = engagement.support_request
    client.force_login(koko)

    for page in (engagement.get_absolute_url(), reverse("requests:version", args=[case.oid, 1])):
        text = words(client.get(page).content.decode())
        assert f"bis {today}" in text
        assert f"<s>bis {former}</s>" in text


def test_a_new_version_begins_with_the_day_of_today(engagement, milestone, koko):
    move(engagement, milestone, koko)
    new = next_version_of(engagement.support_request.mandate.agreed)
    assert new.milestones.get().due_on == at(90).date()


REFUSED = {
    "outside the period": (150, "eine Runde im Gremium"),
    "in the past": (-1, "liegt schon zurück"),
    "the day that holds": (60, "schon gilt"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_day_that_cannot_be_is_refused_at_its_field(case, client, engagement, milestone, koko):
    days, sentence = REFUSED[case]
    client.force_login(koko)

    response = client.post(
        reverse("advisors:move_milestone", args=[engagement.oid, milestone.pk]),
        {"due_on": at(days).date().isoformat(), "reason": "Im Jobcenter wird umgebaut.", "revision": "0"},
    )

    assert sentence in str(response.context["form"].errors["due_on"])
    assert "Im Jobcenter wird umgebaut." in response.content.decode()
    assert not MilestoneMove.objects.exists()


def test_the_slower_of_two_reads_who_moved_it_and_keeps_the_text(
    client, engagement, milestone, koko, advisor_user
):
    move(engagement, milestone, advisor_user)
    client.force_login(koko)
    page = reverse("advisors:move_milestone", args=[engagement.oid, milestone.pk])

    typed = {"due_on": at(70).date().isoformat(), "reason": "Ferien.", "revision": "0"}
    response = client.post(page, typed)

    text = words(response.content.decode())
    assert "hat das inzwischen geändert" in text
    assert "Ferien." in text
    assert MilestoneMove.objects.count() == 1
    client.post(page, typed | {"revision": response.context["form"]["revision"].value()})
    assert Milestone.objects.get().due_today == at(70).date()


def test_what_came_of_it_stands_on_the_page_and_may_be_corrected(
    client, engagement, milestone, koko, advisor_user
):
    reach(engagement, milestone, by=advisor_user)
    assert "Alle Meilensteine sind erreicht." in shown(client, engagement, koko)

    reach(engagement, milestone, by=koko, sentence="Acht Schulen.", expected_revision=1)
    assert "Acht Schulen." in shown(client, engagement, advisor_user)
    with pytest.raises(StaleRecord, match=koko.name):
        reach(engagement, milestone, by=advisor_user, expected_revision=1)
    with pytest.raises(actions.ActionRefused, match="schon erreicht"):
        move(engagement, milestone, koko)


def test_nothing_is_reached_tomorrow_and_outside_the_plan_it_needs_a_reason(engagement, milestone, koko):
    with pytest.raises(actions.ActionRefused, match="kommt erst noch"):
        reach(engagement, milestone, by=koko, reached_on=at(1).date())
    case = engagement.support_request
    case.period_from = at(1).date()
    case.save()
    with pytest.raises(actions.ActionRefused, match="außerhalb") as refused:
        reach(engagement, milestone, by=koko, date_reason="")
    assert refused.value.field == "date_reason"
    assert not MilestoneResult.objects.exists()


def test_a_result_stays_with_the_milestone_of_that_name_in_a_new_version(client, engagement, milestone, koko):
    reach(engagement, milestone, by=koko)
    new = next_version_of(engagement.support_request.mandate.agreed)
    now = timezone.now()
    type(new).objects.filter(pk=new.pk).update(frozen_at=now, agreed_at=now)

    text = shown(client, engagement, koko)
    assert "Alle Meilensteine sind erreicht." in text
    assert "Ergebnis berichtigen" not in text


def test_only_the_two_sides_move_and_reach(client, engagement, milestone, gib, reader, other_koko):
    for person in (gib, reader, other_koko):
        with pytest.raises(actions.ActionRefused, match="wer gerade berät"):
            move(engagement, milestone, person)
        with pytest.raises(actions.ActionRefused, match="wer gerade berät"):
            reach(engagement, milestone, by=person)
    text = shown(client, engagement, reader)
    assert "Werkstatt Übergaben" in text
    assert "Verschieben" not in text


def test_a_former_advisor_reads_the_day_that_held_at_her_end(
    client, engagement, milestone, koko, gib, advisor_user
):
    with days_ago(1):
        actions.change_advisor(engagement.support_request, by=gib, reason="Umzug")
    case = engagement.support_request
    actions.invite(case, by=gib, advisors=[factories.advisor()])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    move(engagement, milestone, koko)
    reach(engagement, milestone, by=koko)

    text = shown(client, engagement, advisor_user)

    assert f"bis {dates.day(milestone.due_on)}" in text
    assert dates.day(at(90).date()) not in text
    assert "Neun Schulen" not in text


def test_the_page_costs_the_same_however_many_milestones(client, engagement, koko):
    first, *others = agree_milestones(engagement, *"abc")
    client.force_login(koko)

    def cost(*milestones):
        for milestone in milestones:
            move(engagement, milestone, koko)
            reach(engagement, milestone, by=koko)
        client.get(engagement.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(engagement.get_absolute_url())
        return len(queries)

    assert cost(first) == cost(*others)
