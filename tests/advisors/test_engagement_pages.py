"""The engagements of offices and advisors: the list, the page, the end."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from gsvo.demo.time_travel import days_ago
from gsvo.offices import actions as offices
from gsvo.offices.models import Role
from requests import actions as request_actions
from requests.workflow import State
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("advisors:engagements")


@pytest.fixture
def engagement(gib, advisor_user):
    """Bielefeld's, with an advisor who has an account."""
    with days_ago(12):
        support_request = factories.invited(gib, [advisor_user.advisor], title="Anschluss abstimmen")
        invitation = support_request.invitations.get()
        return actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)


def test_the_engagement_stands_in_everybodys_list(client, engagement, koko, colleague, reader, advisor_user):
    for person in (koko, colleague, reader, advisor_user):
        client.force_login(person)
        assert "Anschluss abstimmen" in client.get(LIST).content.decode()
        assert client.get(engagement.get_absolute_url()).status_code == 200


def test_for_strangers_it_is_not_there(client, engagement, other_koko):
    stranger = factories.advisor(account=True).user
    addresses = [engagement.get_absolute_url(), reverse("advisors:finish", args=[engagement.oid])]

    for person in (other_koko, stranger):
        client.force_login(person)
        assert list(client.get(LIST).context["page"]) == []
        assert [client.get(address).status_code for address in addresses] == [404, 404]
        assert client.post(addresses[1], {}).status_code == 404


def test_a_partner_office_reads_along_and_acts_not(client, engagement, other_koko):
    engagement.support_request.partner_offices.add(factories.office(factories.UNNA))
    client.force_login(other_koko)

    assert client.get(engagement.get_absolute_url()).status_code == 200
    assert client.post(reverse("advisors:finish", args=[engagement.oid]), {}).status_code == 403


def test_readers_see_no_way_to_end_it(client, engagement, reader, koko):
    finish = reverse("advisors:finish", args=[engagement.oid])

    client.force_login(reader)
    assert finish.encode() not in client.get(engagement.get_absolute_url()).content
    assert client.get(finish).status_code == 403
    assert client.post(finish, {}).status_code == 403

    client.force_login(koko)
    assert finish.encode() in client.get(engagement.get_absolute_url()).content


def test_the_page_says_who_and_what(client, engagement, koko, advisor_user):
    client.force_login(koko)

    page = client.get(engagement.get_absolute_url()).content.decode()

    assert "Zugesagt: 6 Tage." in page
    assert advisor_user.email in page
    assert "nimmt an. Die Begleitung beginnt." in page
    assert "Die Beratung ist am Zug" in page
    assert "Anfrage eingereicht" not in page  # what came before stands on the request


def test_the_advisor_reads_that_it_is_her_turn(client, engagement, advisor_user):
    client.force_login(advisor_user)

    assert "Sie sind am Zug" in client.get(engagement.get_absolute_url()).content.decode()


def test_a_former_advisor_still_reads_and_is_named_with_her_dates(client, gib, engagement, advisor_user):
    actions.change_advisor(engagement.support_request, by=gib, reason="Umzug")
    client.force_login(advisor_user)

    page = client.get(engagement.get_absolute_url()).content.decode()

    assert "Ihre Begleitung endete am" in page
    assert "berät vom" in page
    assert client.get(reverse("advisors:finish", args=[engagement.oid])).status_code == 403


# --- who advised once ------------------------------------------------------------------------------
@pytest.fixture
def succeeded(gib, koko, engagement, advisor_user):
    """The advisor was replaced, a second one began, and things went on. Returns the successor's account."""
    case = engagement.support_request
    with days_ago(9):
        actions.interrupt(case, by=gib, reason="Wir warten auf die Schulen.", until=later(3))
        actions.resume(case, by=gib)
    with days_ago(8):
        actions.change_advisor(case, by=gib, reason="Sie ist zu oft krank.")
    successor = factories.advisor(name="Nora Nachfolge", account=True, phone="0221 777").user
    with days_ago(7):
        actions.invite(case, by=gib, advisors=[successor.advisor])
        invitation = case.invitations.get(advisor=successor.advisor)
        actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    with days_ago(6):
        actions.interrupt(case, by=gib, reason="Die Nachfolgerin ist verreist.", until=later(3))
        actions.resume(case, by=gib)
    factories.mandate_version(case, agreed=True, sections={"occasion": "Anlass der zweiten Fassung"})
    return successor


def later(count):
    return timezone.localdate() + dt.timedelta(days=count)


def page_for(client, person, address):
    client.force_login(person)
    return client.get(address).content.decode()


def test_who_advised_once_reads_no_contact_who_came_later(
    client, koko, colleague, engagement, advisor_user, gib
):
    case = engagement.support_request
    assert koko.email in page_for(client, advisor_user, engagement.get_absolute_url())
    with days_ago(3):
        actions.change_advisor(case, by=gib, reason="Umzug")
    assert koko.email in page_for(client, advisor_user, engagement.get_absolute_url()), "as it was"

    factories.member(case.office, Role.LEAD)
    offices.leave(koko.memberships.get(), by=koko)
    request_actions.hand_over(case, by=colleague, to=colleague)

    page = page_for(client, advisor_user, engagement.get_absolute_url())
    assert colleague.email not in page
    assert colleague.name not in page


AFTERWARDS = ("Nora Nachfolge", "0221 777", "Die Nachfolgerin ist verreist.", "zweiten Fassung", "Fassung 2")


def test_who_advised_once_reads_the_page_as_it_was_at_her_end(client, engagement, advisor_user, succeeded):
    page = page_for(client, advisor_user, engagement.get_absolute_url())

    for words in (*AFTERWARDS, succeeded.email, "Sie sind am Zug"):
        assert words not in page, words
    for words in ("Ihre Begleitung endete am", "Wir warten auf die Schulen.", "Sie ist zu oft krank.",
                  "Fassung 1", "Zugesagt: 6 Tage."):  # fmt: skip
        assert words in page, words


def test_her_list_says_what_held_at_her_end(client, gib, koko, engagement, advisor_user, succeeded):
    actions.finish(engagement.support_request, by=koko)
    actions.complete(factories.settle_owed(engagement.support_request), by=gib)

    rows = page_for(client, advisor_user, LIST)

    assert "Ihre Begleitung endete am" in rows
    assert "Nora Nachfolge" not in rows
    assert "Abgeschlossen" not in rows
    assert "6 Tage" in rows
    assert client.get(LIST).context["page"].count == 1


def test_her_invitation_page_is_closed(client, engagement, advisor_user, succeeded):
    invitation = engagement.support_request.invitations.get(advisor=advisor_user.advisor)

    assert client.get(factories.invitation_link(invitation).url(), follow=True).status_code == 410


def test_the_successor_reads_today_but_not_why_she_was_needed(client, engagement, succeeded):
    page = page_for(client, succeeded, engagement.get_absolute_url())

    assert "Für Bea Beratung wird Ersatz gesucht" in page
    assert "Die Nachfolgerin ist verreist." in page
    assert "Ihre Begleitung endete" not in page
    for words in ("Sie ist zu oft krank.", "Wir warten auf die Schulen."):
        assert words not in page


def test_a_partner_office_reads_no_reasons_and_the_own_office_all(
    client, engagement, succeeded, koko, reader, other_koko
):
    case = engagement.support_request
    case.partner_offices.add(factories.office(factories.UNNA))
    said = ("Sie ist zu oft krank.", "Die Nachfolgerin ist verreist.")
    for address in (engagement.get_absolute_url(), case.get_absolute_url()):
        assert not any(words in page_for(client, other_koko, address) for words in said)
        for person in (koko, reader):
            assert all(words in page_for(client, person, address) for words in said)


def test_who_is_asked_back_reads_today_again(client, gib, engagement, advisor_user, succeeded):
    case = engagement.support_request
    actions.change_advisor(case, by=gib, reason="Nora zieht um.")
    actions.invite(case, by=gib, advisors=[advisor_user.advisor])
    invitation = case.invitations.get(advisor=advisor_user.advisor, state="open")
    actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)

    page = page_for(client, advisor_user, engagement.get_absolute_url())

    assert "Sie sind am Zug" in page
    assert "Sie ist zu oft krank." in page
    assert "Nora zieht um." not in page


def test_after_the_end_the_last_advisor_reads_it_as_it_ended(client, gib, koko, engagement, advisor_user):
    actions.finish(engagement.support_request, by=koko)
    factories.time_entry(engagement, 4, signed_by=koko)
    actions.complete(factories.settle_owed(engagement.support_request), by=gib)

    page = page_for(client, advisor_user, engagement.get_absolute_url())

    assert "Genutzt: 1 Tag." in page
    assert "Ihre Begleitung endete am" in page


def test_staff_see_everybody_who_advised(client, gib, engagement, advisor_user, succeeded):
    page = page_for(client, gib, reverse("admin:engagement", args=[engagement.support_request.oid]))

    for words in (advisor_user.advisor.name, "Nora Nachfolge", "Sie ist zu oft krank."):
        assert words in page


@pytest.mark.parametrize("state", [State.ENGAGED, State.INTERRUPTED, State.CLOSING, State.COMPLETED])
def test_every_state_has_a_page(client, koko, state):
    support_request = factories.support_request(state)
    client.force_login(koko)

    assert client.get(support_request.engagement.get_absolute_url()).status_code == 200


def test_open_invitations_stand_in_the_advisors_list(client, gib, advisor_user):
    factories.invited(gib, [advisor_user.advisor])
    client.force_login(advisor_user)

    assert "Einladungen an Sie" in client.get(LIST).content.decode()


def test_an_empty_list_says_what_would_stand_there(client, koko):
    client.force_login(koko)

    assert "Hier stehen die Begleitungen" in client.get(LIST).content.decode()


def test_the_office_finds_the_way_from_the_engagement_to_the_request_and_back(client, koko, engagement):
    request_url = engagement.support_request.get_absolute_url()
    client.force_login(koko)

    assert f'href="{request_url}"' in client.get(engagement.get_absolute_url()).content.decode()
    assert f'href="{engagement.get_absolute_url()}"' in client.get(request_url).content.decode()


def test_an_advisor_is_led_to_no_page_that_is_not_hers(client, advisor_user, engagement):
    client.force_login(advisor_user)
    page = client.get(engagement.get_absolute_url()).content.decode()
    assert engagement.support_request.get_absolute_url() not in page


def test_after_handing_over_the_advisor_sees_the_new_contact(client, koko, colleague, advisor_user, gib):
    case = factories.invited(gib, [advisor_user.advisor], contact_name=koko.name, contact_email=koko.email)
    invitation = case.invitations.get()
    begun = actions.accept(invitation, by=factories.invitation_link(invitation), no_conflict=True)
    case.refresh_from_db()
    case.handled_by = koko
    case.save()
    request_actions.hand_over(case, by=koko, to=colleague)
    client.force_login(advisor_user)

    page = client.get(begun.get_absolute_url()).content.decode()

    assert colleague.email in page
    assert koko.email not in page
