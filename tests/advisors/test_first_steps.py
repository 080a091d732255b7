"""Who calls whom first in a new engagement, and what else the advisor does at first."""

import datetime as dt

import pytest
from django.utils import timezone

from advisors import actions
from chains.models import Chain, ChainTemplate
from gsvo.demo.time_travel import days_ago
from gsvo.lib import dates
from gsvo.lib.workdays import add_workdays, local_date
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.look.html_page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement(gib, advisor_user):
    """Bielefeld's, twelve days old, with an advisor who has an account."""
    with days_ago(12):
        support_request = factories.invited(gib, [advisor_user.advisor], title="Anschluss abstimmen")
        invitation = support_request.invitations.get()
        return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def began(engagement, days):
    """Move the beginning so many days back."""
    engagement.assignments.update(began_at=timezone.localtime() - dt.timedelta(days=days))


def call_day(engagement):
    """The fifth working day after the beginning, in the words of the page."""
    current = engagement.assignments.get(ended_at=None)
    return dates.weekday(add_workdays(local_date(current.began_at), 5))


@pytest.mark.parametrize("who", ["advisor_user", "koko"])
def test_after_the_day_of_the_call_the_panel_says_so(client, engagement, request, who):
    client.force_login(request.getfixturevalue(who))

    panel = client.get(engagement.get_absolute_url()).context["next_action"]

    assert panel.text.startswith("Verabreden Sie gemeinsam")
    said = {"advisor_user": "war bis", "koko": "Sagen Sie bitte der G.I.B. Bescheid."}
    assert said[who] in panel.deadline


def test_the_advisor_reads_whom_to_call_first_and_until_when(client, engagement, koko, advisor_user):
    began(engagement, 1)
    client.force_login(advisor_user)
    response = client.get(engagement.get_absolute_url())
    page = Page(response.content.decode())

    assert call_day(engagement) in page.one(id="h-anfang").parent.text
    assert page.all("a", href="tel:+495210000")
    for part in ("#h-auftrag", "#h-who"):  # once among the page's parts, once as a step
        assert len(page.all("a", href=part)) == 2
    assert {"h-auftrag", "h-who"} <= {tag.attrs.get("id") for tag in page.all("h2")}
    assert response.context["next_action"].mine
    assert str(engagement.support_request.contact) in response.context["next_action"].text


def test_the_office_waits_for_that_call_and_begins_nothing(client, engagement, koko):
    began(engagement, 1)
    client.force_login(koko)
    response = client.get(engagement.get_absolute_url())

    panel = response.context["next_action"]
    assert not panel.mine
    assert panel.text.startswith(f"{engagement.advisor.name} ruft ")
    assert call_day(engagement) in panel.deadline
    assert "Ihre ersten Schritte" not in response.content.decode()


def test_both_mails_name_the_same_side_and_the_same_day(engagement):
    day, contact = call_day(engagement), engagement.support_request.contact.name
    office, advisor = (
        " ".join(OutgoingMail.objects.filter(kind=f"advisors/{kind}").first().text.split())
        for kind in ("engaged", "engagement_confirmed")
    )

    assert f"ruft Sie bis {day} an" in office  # the contact reads it herself
    assert f"Erster Anruf bitte bis {day}" in advisor
    assert f"rufen Sie {contact} an" in advisor
    assert "Nehmen Sie" not in office


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (27, True), (29, False)])
def test_first_steps_are_for_the_first_weeks(client, engagement, advisor_user, days, is_shown):
    began(engagement, days)
    client.force_login(advisor_user)

    page = client.get(engagement.get_absolute_url()).content.decode()

    assert ("Ihre ersten Schritte" in page) is is_shown


def test_first_steps_say_whether_the_office_has_its_chain_here(client, engagement, advisor_user):
    client.force_login(advisor_user)
    assert "gibt es für diesen Ort noch keine" in client.get(engagement.get_absolute_url()).content.decode()

    template = ChainTemplate.objects.latest("pk")
    office = engagement.support_request.office
    Chain.objects.create(office=office, school_year=2026, template=template)

    assert "hat sie im Portal" in client.get(engagement.get_absolute_url()).content.decode()


def test_while_it_is_interrupted_nobody_calls_first(client, gib, engagement, advisor_user):
    until = timezone.localdate() + dt.timedelta(days=9)
    actions.interrupt(engagement.support_request, by=gib, reason="Elternzeit", until=until)
    client.force_login(advisor_user)

    assert "Ihre ersten Schritte" not in client.get(engagement.get_absolute_url()).content.decode()
