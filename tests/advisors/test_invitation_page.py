"""The page behind an invitation's link: opening decides nothing, a checked choice decides once."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisors import actions
from advisors.models import Engagement, Invitation
from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from requests.actions import change_grant
from requests.models import Event
from requests.timeline import sentence
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of, words

pytestmark = pytest.mark.django_db

ACCEPT = {"answer": "accept", "no_conflict": "on", "step": "send"}
DECLINE = {"answer": "decline", "reason": "topic", "text": "Andere können das besser.", "step": "send"}


@pytest.fixture
def invitation(gib):
    return factories.invited(gib, count=2).invitations.get(position=1)


@pytest.fixture
def page(client, invitation):
    """The page's address, opened from the mail in this browser."""
    link = factories.invitation_link(invitation)
    client.get(link.url())
    return link.page_url()


def _state(invitation):
    invitation.refresh_from_db()
    return invitation.state


def test_the_page_says_what_it_is_about(client, gib):
    factories.committee(members=3)
    support_request = factories.support_request(State.CLARIFYING, title="Anschluss & Übergang")
    support_request.mandate.versions.all().delete()
    version = factories.mandate_version(support_request)
    factories.filled(version)
    opened = factories.opened_round(support_request)
    for seat, said in zip(opened.seats.all(), ["agree", "agree_remarks", "agree"], strict=True):
        factories.answer(seat, said, remarks={"scope": "Gut so."} if said == "agree_remarks" else {})
    support_request.refresh_from_db()
    actions.invite(support_request, by=gib, advisors=[factories.advisor()], message="Das passt zu Ihnen.")
    link = factories.invitation_link(support_request.invitations.get())

    page = words(client.get(link.url(), follow=True).content.decode())

    assert "Möchten Sie Bielefeld begleiten?" in page
    assert "Anschluss &amp; Übergang" in page
    assert "6 Tage" in page
    assert "20 Tage" in page  # free in this period
    assert "18 Uhr" in page
    assert "Fassung 1, 15 Abschnitte" in page
    assert "3 Institutionen, alle haben zugestimmt, 1 mit Anmerkung" in page
    assert "Mia Mitglied" not in page
    assert "Das passt zu Ihnen." in page
    assert "checked" not in page


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_decides_nothing(client, invitation, page, method):
    before = (Event.objects.count(), OutgoingMail.objects.count())

    for _time in range(10):
        getattr(client, method)(factories.invitation_link(invitation).url())
        getattr(client, method)(page)

    assert _state(invitation) == "open"
    assert (Event.objects.count(), OutgoingMail.objects.count()) == before


def test_without_a_choice_nothing_goes_on(client, invitation, page):
    for step in ("check", "send", "edit", ""):
        response = client.post(page, {"step": step})
        assert response.status_code == 200
        assert "Wählen Sie, ob Sie annehmen oder ablehnen." in response.content.decode()

    assert _state(invitation) == "open"


def test_accepting_needs_the_word_on_conflicts(client, invitation, page):
    response = client.post(page, {"answer": "accept", "step": "send"})

    assert "dass kein Interessenkonflikt besteht" in response.content.decode()
    assert _state(invitation) == "open"


def test_the_summary_decides_nothing_and_leads_back_with_what_was_chosen(client, invitation, page):
    summary = client.post(page, DECLINE | {"step": "check"}, follow=True).content.decode()
    back = client.post(page, DECLINE | {"step": "edit"}, follow=True).content.decode()

    assert "Bitte prüfen Sie Ihre Antwort" in summary
    assert "Thema passt nicht" in summary
    assert "Andere können das besser." in summary
    assert "Andere können das besser." in back
    assert _state(invitation) == "open"


def test_accepting_begins_the_engagement(client, invitation, page):
    response = client.post(page, ACCEPT, follow=True)

    assert response.redirect_chain == [(page, 302)]
    assert "Sie begleiten Bielefeld" in response.content.decode()
    assert Engagement.objects.get().advisor == invitation.advisor


def test_declining_asks_the_next(client, invitation, page):
    response = client.post(page, DECLINE, follow=True)

    assert "Sie haben abgelehnt" in response.content.decode()
    assert _state(invitation) == "declined"
    assert Invitation.objects.get(position=2).state == "open"


@pytest.mark.parametrize("answer", [ACCEPT, DECLINE])
def test_afterwards_the_page_is_there_to_read_only(client, invitation, page, answer):
    client.post(page, answer)
    before = (Event.objects.count(), OutgoingMail.objects.count())
    Invitation.objects.update(answer_by=timezone.localtime() - dt.timedelta(days=9))

    later = client.get(page)
    again = client.post(page, ACCEPT)

    assert (later.status_code, again.status_code) == (200, 200)
    assert "<form" not in main_of(later)
    assert (Event.objects.count(), OutgoingMail.objects.count()) == before


def test_in_another_browser_the_page_asks_to_open_the_mail_again(page):
    assert Client().get(page).status_code == 403
    assert Client().post(page, ACCEPT).status_code == 403
    assert not Engagement.objects.exists()


def test_a_forged_link_is_not_there(client, invitation):
    link = factories.invitation_link(invitation)
    url = link.url().rstrip("/")
    forged = url[:-1] + ("a" if url[-1] != "a" else "b") + "/"

    assert client.get(forged).status_code == 404


def test_a_link_of_another_purpose_does_not_open_it(client, invitation):
    link = Link.objects.issue("statement", invitation, email="x@example.org")

    assert client.get(link.url().replace("stellungnahme", "einladung")).status_code == 404


def test_a_recalled_invitation_beats_an_open_page(client, gib, invitation, page):
    actions.recall(invitation.support_request, by=gib, reason="Der Auftrag ändert sich.")

    assert client.post(page, ACCEPT).status_code == 410
    assert client.get(page).status_code == 410
    assert not Engagement.objects.exists()


def test_after_the_deadline_there_is_no_deciding(client, invitation, page):
    past = timezone.now() - dt.timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(answer_by=past)
    Link.objects.update(expires_at=past)

    assert client.get(page).status_code == 410
    assert client.post(page, ACCEPT).status_code == 410
    assert not Engagement.objects.exists()


def test_a_fresh_link_goes_to_the_address_of_today(client, invitation, page):
    invitation.advisor.email = "neue.adresse@example.net"
    invitation.advisor.save()
    link = factories.invitation_link(invitation)
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now())

    page = client.post(reverse("links:invitation-renew", args=[link.oid]), follow=True)

    assert "Bitte sehen Sie in Ihr Postfach" in page.content.decode()
    assert OutgoingMail.objects.latest("pk").to_email == "neue.adresse@example.net"


def test_too_few_days_are_said_beforehand_and_leave_the_answer_to_gib(client, invitation, page):
    invitation.advisor.quarters_per_period = 4
    invitation.advisor.save()

    before = client.get(page).content.decode()
    response = client.post(page, ACCEPT, follow=True)

    assert "In diesem Förderzeitraum sind" in before
    assert "liegt bei der G.I.B." in response.content.decode()
    assert _state(invitation) == "open"
    assert invitation.is_offered


def test_not_in_the_pool_needs_a_tick_and_then_declines(client, invitation, page, settings):
    address = reverse("links:invitation-not-responsible", args=[factories.invitation_link(invitation).oid])

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    assert _state(invitation) == "open"
    assert client.post(address, {"is_sure": "on"}).status_code == 302

    assert _state(invitation) == "declined"
    assert invitation.decline_reason == "not_in_pool"
    assert OutgoingMail.objects.filter(kind="advisors/left_pool", to_email=settings.CONTACT_EMAIL).exists()


def test_not_in_the_pool_is_closed_to_other_browsers(invitation):
    address = reverse("links:invitation-not-responsible", args=[factories.invitation_link(invitation).oid])

    assert Client().post(address, {"is_sure": "on"}).status_code == 403
    assert _state(invitation) == "open"


def test_the_page_stays_in_no_cache_and_no_search_engine(client, page):
    response = client.get(page)

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_a_deputy_is_named_to_the_person_and_to_gib_and_told_in_the_history(client, invitation, page):
    answer = {"answer": "decline", "reason": "no_time", "deputy": "Vera Vertretung"}

    assert (
        "Vera Vertretung, in Vertretung für"
        in client.post(page, {"step": "check", **answer}, follow=True).content.decode()
    )
    client.post(page, {"step": "send", **answer})

    invitation.refresh_from_db()
    assert invitation.answered_by == "Vera Vertretung"
    assert "Vera Vertretung, in Vertretung für" in client.get(page).content.decode()
    event = invitation.support_request.events.get(act="decline")
    assert "Die Antwort kam in Vertretung." in sentence(event)
    assert "Vera" not in str(event.data)


def test_the_institutions_taking_part_are_named_beside_the_word_on_conflicts_and_no_persons(client, gib):
    koko = factories.member(factories.office(), "lead", name="Karla Koordination")
    factories.committee(members=3)
    case = factories.support_request(State.CLARIFYING, by=koko)
    for seat in factories.opened_round(case, by=koko).seats.all():
        factories.answer(seat)
    case.refresh_from_db()
    case.partner_offices.add(factories.office(factories.UNNA))
    actions.invite(case, by=gib, advisors=[factories.advisor()])
    link = factories.invitation_link(case.invitations.get())

    page = words(client.get(link.url(), follow=True).content.decode())
    summary = client.post(link.page_url(), ACCEPT | {"step": "check"}, follow=True).content.decode()

    named = (
        "Beteiligt sind: Koordinierungsstelle Bielefeld · Koordinierungsstelle Unna · Schulaufsicht · "
        "Agentur für Arbeit · Jobcenter."
    )
    assert named.replace("Unna", str(factories.office(factories.UNNA))) in page
    assert "Schulaufsicht · Agentur für Arbeit · Jobcenter" in summary
    assert "Mitglied 1" not in page + summary


def test_nobody_accepts_other_days_than_the_page_showed(client, gib, invitation, page):
    shown = client.get(page).context["form"]["scope"].value()
    change_grant(invitation.support_request, by=gib, quarters=5, reason="Vertippt.")

    refused = client.post(page, ACCEPT | {"scope": shown})

    assert "Inzwischen sind es 1,25 Tage." in refused.content.decode()
    assert _state(invitation) == "open"
    assert client.post(page, ACCEPT | {"scope": refused.context["form"]["scope"].value()}).status_code == 302
    assert _state(invitation) == "accepted"


@pytest.mark.parametrize("forged", ["", "x", "-1", "²", "1e3"])
def test_a_forged_scope_breaks_nothing(client, invitation, page, forged):
    assert client.post(page, ACCEPT | {"scope": forged}).status_code == 302
    assert _state(invitation) == "accepted"
