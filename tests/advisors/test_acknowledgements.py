"""The committee takes note of a milestone's result: by its own link, once, with a remark or without."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions, reminders
from advisors.models import Acknowledgement, CommitteeNotice
from gsvo.demo.time_travel import days_ago
from gsvo.links.models import Link, LinkClosed
from gsvo.offices import committee_actions
from gsvo.offices.models import CommitteeMember
from gsvo.outbox.models import OutgoingMail
from gsvo.outbox.reply_to import reply_to_people
from gsvo.reminders.registry import kinds
from tests import factories
from tests.advisors.milestones import acknowledgement_link, link_of, reach
from tests.advisors.reviews import begin_review, rate_all
from tests.helpers.page_text import words
from tests.links.real import path_of

pytestmark = pytest.mark.django_db
ASKED = "advisors/acknowledgement_asked"


@pytest.fixture(autouse=True)
def committee(engagement):
    return factories.committee(engagement.support_request.office, members=3)


@pytest.fixture
def link(engagement, koko):
    return acknowledgement_link(engagement, by=koko)


def opened(link):
    browser = Client()
    browser.get(path_of(link))
    return browser


def page_of(engagement, user):
    browser = Client()
    browser.force_login(user)
    return words(browser.get(engagement.get_absolute_url()).content.decode())


def test_each_member_gets_an_own_link_once(engagement, koko):
    result = reach(engagement, by=koko)
    reach(engagement, result.milestone, by=koko, sentence="Acht Schulen.")

    mails = OutgoingMail.objects.filter(kind=ASKED)
    assert {mail.to_email for mail in mails} == {
        member.email for member in engagement.support_request.committee_members()
    }
    assert mails.count() == Acknowledgement.objects.count() == 3
    assert CommitteeNotice.objects.get().text == "Neun Schulen sind dabei."


def test_an_answer_to_the_mail_reaches_whoever_looks_after_the_request(link, koko):
    mail = OutgoingMail.objects.select_related("link").filter(kind=ASKED).first()

    assert reply_to_people(mail) == [(koko.name, koko.email)]


def test_without_a_committee_nobody_is_asked(engagement, koko, committee):
    CommitteeMember.objects.all().delete()
    reach(engagement, by=koko)
    assert not CommitteeNotice.objects.exists()


def test_opening_takes_note_of_nothing_and_neither_does_a_button_alone(link):
    browser = opened(link)

    assert "Neun Schulen sind dabei." in browser.get(link.page_url()).content.decode()
    response = browser.post(link.page_url(), {"remark": "Ein langer Text."})

    assert list(response.context["form"].errors) == ["is_read"]
    assert "Ein langer Text." in response.content.decode()
    assert not Acknowledgement.objects.exclude(acknowledged_at=None).exists()


def test_a_tick_takes_note_and_the_page_stays_to_be_read(link, engagement, koko):
    browser = opened(link)
    sent = {"is_read": "on", "remark": "Bitte früher einladen."}

    assert browser.post(link.page_url(), sent).status_code == 302
    first = Acknowledgement.objects.get(pk=link.object_id).acknowledged_at
    assert browser.post(link.page_url(), sent).status_code == 302

    row = Acknowledgement.objects.get(pk=link.object_id)
    assert (row.acknowledged_at, row.remark) == (first, "Bitte früher einladen.")
    page = words(browser.get(link.page_url()).content.decode())
    assert "Sie haben das zur Kenntnis genommen" in page
    assert "Bitte früher einladen." in page
    assert 'name="is_read"' not in page
    assert "1 von 3 hat bestätigt" in page_of(engagement, koko)
    assert "Bitte früher einladen." in page_of(engagement, koko)
    events = engagement.support_request.events.filter(act="acknowledged")
    assert [(event.by_role, event.data["institution"]) for event in events] == [
        ("committee", row.institution)
    ]


def test_another_remark_afterwards_is_refused_and_not_lost(link):
    browser = opened(link)
    browser.post(link.page_url(), {"is_read": "on", "remark": ""})

    response = browser.post(link.page_url(), {"is_read": "on", "remark": "Noch etwas."})

    assert "schon bestätigt" in response.content.decode()
    assert Acknowledgement.objects.get(pk=link.object_id).remark == ""


def test_gib_sees_on_the_engagement_who_has_taken_note(client, link, engagement, gib):
    actions.acknowledge(link.target, by=link, remark="Gut so.")
    client.force_login(gib)

    page = words(
        client.get(reverse("admin:engagement", args=[engagement.support_request.oid])).content.decode()
    )

    assert "1 von 3 hat bestätigt" in page
    assert "Gut so." in page


def test_not_responsible_tells_the_office_and_asks_no_more(link, engagement, koko):
    browser = opened(link)

    browser.post(link.not_responsible_url, {"is_sure": "on", "successor": "Nele Neu"})

    row = Acknowledgement.objects.get(pk=link.object_id)
    assert row.not_responsible_at
    mail = OutgoingMail.objects.get(kind="requests/not_responsible")
    assert (mail.to_email, "Nele Neu" in mail.text) == (koko.email, True)
    assert row.member not in engagement.support_request.committee_members()
    with pytest.raises(actions.ActionRefused):
        actions.decline_notice(_acknowledged(engagement), by=link_of(_acknowledged(engagement)))


def _acknowledged(engagement):
    row = Acknowledgement.objects.filter(not_responsible_at=None).first()
    return actions.acknowledge(row, by=link_of(row)) if not row.acknowledged_at else row


def test_a_removed_member_opens_nothing_any_more(link, koko):
    committee_actions.remove_member(link.target.member, by=koko)

    assert opened(link).get(link.page_url()).status_code == 410
    with pytest.raises(LinkClosed):
        actions.acknowledge(link.target, by=link)


def test_a_new_address_gets_what_is_open_with_a_new_link(link, koko):
    member = link.target.member
    values = {
        name: getattr(member, name) for name in ("institution", "function", "name", "is_voting", "is_chair")
    }
    committee_actions.change_member(
        member, by=koko, expected_revision=member.revision, email="neu@example.org", **values
    )

    new = link_of(link.target)
    assert (new.email, new.pk != link.pk) == ("neu@example.org", True)
    assert not Link.objects.get(pk=link.pk).is_usable
    assert OutgoingMail.objects.filter(kind=ASKED, to_email="neu@example.org").count() == 1


def test_after_the_close_it_can_be_read_and_not_confirmed(link, engagement, koko, gib):
    case = engagement.support_request
    engagement.papers.all().delete()
    case.state = "completed"
    case.save()

    page = opened(link).get(link.page_url()).content.decode()
    assert "Zu bestätigen ist nichts mehr." in page
    with pytest.raises(actions.ActionRefused, match="zu Ende"):
        actions.acknowledge(Acknowledgement.objects.get(pk=link.object_id), by=link)


def test_the_committee_reads_how_the_goals_stand_once_both_sides_have_said_so(
    link, engagement, koko, advisor_user
):
    browser = opened(link)
    review = begin_review(engagement, by=koko)
    rate_all(review, by=koko, standing="partly", sentence="Neun von zwölf.")
    assert "Neun von zwölf." not in browser.get(link.page_url()).content.decode()

    rate_all(review, by=advisor_user, standing="under_way", sentence="Drei fehlen noch.")

    page = words(browser.get(link.page_url()).content.decode())
    for said in ("teilweise erreicht", "Neun von zwölf.", "unterwegs", "Drei fehlen noch."):
        assert said in page
    assert "Neues Zielgespräch" not in page


def test_one_reminder_a_fortnight_later_and_none_once_it_is_settled(engagement, koko):
    today = timezone.localdate()
    kind = next(kind for kind in kinds() if kind.name == "acknowledgement")
    acknowledgement_link(engagement, by=koko)

    matters = list(reminders.acknowledgements(today))
    assert len(matters) == 3
    steps = {day: kind.step(matters[0], today + dt.timedelta(days=day)) for day in (3, 13, 14, 60)}
    assert steps == {3: None, 13: None, 14: 14, 60: 14}
    matters[0].send()
    assert OutgoingMail.objects.filter(kind="advisors/acknowledgement_reminder").count() == 1
    row = Acknowledgement.objects.get(pk=matters[0].record)
    actions.acknowledge(row, by=link_of(row))
    assert len(list(reminders.acknowledgements(today))) == 2


def test_a_former_advisor_reads_what_was_confirmed_at_her_end(engagement, koko, gib, advisor_user):
    with days_ago(2):
        link = acknowledgement_link(engagement, by=koko)
    with days_ago(1):
        actions.change_advisor(engagement.support_request, by=gib, reason="Umzug")
    case = engagement.support_request
    actions.invite(case, by=gib, advisors=[factories.advisor()])
    invitation = case.invitations.get(state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    actions.acknowledge(Acknowledgement.objects.get(pk=link.object_id), by=link, remark="Von heute.")

    page = page_of(engagement, advisor_user)

    assert "noch niemand von 3 hat bestätigt" in page
    assert "Von heute." not in page
