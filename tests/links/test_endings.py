"""What the page of a closed link says, for each purpose and each way in which it closed."""

import datetime as dt

import pytest
from django.conf import settings as configured
from django.utils import timezone

from advisors import actions as advisors
from advisors.models import Invitation
from gsvo.links.models import Link
from gsvo.offices import actions as offices
from gsvo.offices import committee_actions
from gsvo.outbox.models import OutgoingMail
from requests import actions
from requests.models import Round
from requests.workflow import State
from tests import factories
from tests.helpers.page_text import main_of, words
from tests.links import real

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def urls(settings):
    settings.ROOT_URLCONF = "gsvo.urls"


def closed_page(client, link):
    """The text of a closed link's page, opened from the mail."""
    client.get(real.path_of(link))
    page = client.get(link.page_url())
    assert page.status_code == 410
    return words(page.content.decode())


def expire(link):
    Link.objects.filter(pk=link.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))


def overdue(invitation):
    """The time to answer passes, as the clock sees it."""
    past = timezone.now() - dt.timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(answer_by=past)
    Link.objects.to(invitation).update(expires_at=past)
    advisors.expire_overdue()


# --- invitations ---------------------------------------------------------------------------------
def test_an_expired_invitation_says_that_somebody_else_was_asked_and_whom_to_call(client, gib):
    case = factories.invited(gib, count=2)
    link = factories.invitation_link(case.invitations.get(position=1))
    overdue(link.target)
    mails = OutgoingMail.objects.count()

    page = closed_page(client, link)

    assert "Inzwischen ist jemand anderes gefragt." in page
    assert configured.CONTACT_PHONE in page
    assert "Neuen Link schicken" not in page
    assert client.post(f"/einladung/{link.oid}/neu/").status_code == 410
    assert OutgoingMail.objects.count() == mails


def test_an_expired_invitation_without_a_next_says_that_gib_decides(client, gib):
    link = factories.invitation_link(factories.invited(gib).invitations.get())
    overdue(link.target)

    assert "Die G.I.B. entscheidet jetzt, wen sie fragt." in closed_page(client, link)


def test_an_expired_invitation_of_a_begun_engagement_says_that_it_is_taken(client, gib):
    case = factories.invited(gib, count=2)
    link = factories.invitation_link(case.invitations.get(position=1))
    overdue(link.target)
    second = case.invitations.get(position=2)
    advisors.accept(second, by=factories.invitation_link(second), no_conflict=True)

    assert "hat jemand anderes die Begleitung übernommen" in closed_page(client, link)


ENDS = {
    "recall": (
        "Die G.I.B. hat diese Einladung am",
        lambda case, koko, gib, leitung: advisors.recall(case, by=gib, reason="Der Auftrag ändert sich."),
    ),
    "withdraw": (
        "Die Koordinierungsstelle hat ihre Anfrage am",
        lambda case, koko, gib, leitung: actions.withdraw(case, by=koko, reason="Ende"),
    ),
    "cancel": (
        "Die G.I.B. hat das Vorhaben am",
        lambda case, koko, gib, leitung: actions.cancel(case, by=leitung, reason="Ende"),
    ),
}


@pytest.mark.parametrize("act", ENDS)
def test_an_invitation_that_was_taken_back_says_who_did_it(act, client, koko, gib, leitung):
    says, happens = ENDS[act]
    case = factories.invited(gib)
    link = factories.invitation_link(case.invitations.get())
    happens(case, koko, gib, leitung)

    page = closed_page(client, link)

    assert says in page
    assert "erledigt" not in page
    assert [words for words, _act in ENDS.values() if words in page] == [says]


def test_an_old_invitation_names_the_new_one_and_lets_it_be_sent(client, gib):
    advisor = factories.advisor()
    case = factories.invited(gib, [advisor])
    old = factories.invitation_link(case.invitations.get())
    advisors.recall(case, by=gib, reason="Neuer Zeitraum.")
    advisors.invite(case, by=gib, advisors=[advisor])
    OutgoingMail.objects.all().delete()

    assert "Die G.I.B. hat Sie inzwischen neu eingeladen" in closed_page(client, old)
    client.post(f"/einladung/{old.oid}/neu/")

    new = factories.invitation_link(case.invitations.latest("pk"))
    assert OutgoingMail.objects.get().link_id == new.pk


# --- rounds --------------------------------------------------------------------------------------
@pytest.fixture
def case(koko):
    return factories.support_request(State.CLARIFYING, by=koko)


def second_round(case, koko):
    """Everybody wishes a change, and the committee is asked about a new version."""
    first = factories.opened_round(case, by=koko)
    answered, *others = first.seats.all()
    links = [factories.statement_link(seat) for seat in first.seats.all()]
    factories.answer(answered, "change")
    for silent in others:
        expire(factories.statement_link(silent))
    actions.close_round(Round.objects.get(pk=first.pk))
    actions.new_version(case, by=koko)
    return links, factories.opened_round(case, by=koko)


def test_a_link_of_an_old_round_names_the_new_one_and_sends_it(client, case, koko):
    (_answered, silent, *_others), second = second_round(case, koko)
    OutgoingMail.objects.all().delete()

    page = closed_page(client, silent)
    client.post(f"/stellungnahme/{silent.oid}/neu/")

    assert "um Ihre Antwort auf Fassung 2" in page
    assert "Mail noch einmal schicken" in page
    assert (
        OutgoingMail.objects.get().link_id
        == factories.statement_link(second.seats.get(member=silent.target.member)).pk
    )


def test_the_page_of_an_answer_to_an_old_round_names_the_new_one_and_sends_it(client, case, koko):
    (answered, *_silent), second = second_round(case, koko)
    OutgoingMail.objects.all().delete()
    client.get(real.path_of(answered))

    page = client.get(answered.page_url())
    after = client.post(f"/stellungnahme/{answered.oid}/neu/", follow=True)

    assert page.status_code == 200
    assert "um Ihre Antwort auf Fassung 2" in words(page.content.decode())
    assert "Bitte sehen Sie in Ihr Postfach" in words(after.content.decode())
    mail = OutgoingMail.objects.get()
    assert mail.link_id == factories.statement_link(second.seats.get(member=answered.target.member)).pk


def test_a_link_of_an_old_round_brings_nothing_to_who_left_the_committee(client, case, koko):
    (_answered, silent, *_others), _second = second_round(case, koko)
    committee_actions.remove_member(silent.target.member, by=koko)
    OutgoingMail.objects.all().delete()

    page = closed_page(client, silent)
    client.post(f"/stellungnahme/{silent.oid}/neu/")

    assert "nicht mehr als Mitglied des Gremiums eingetragen" in page
    assert "Fassung 2" not in page
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(("act", "says"), [("withdraw", "zurückgezogen"), ("cancel", "abgebrochen")])
def test_the_link_of_a_request_that_ended_says_so(act, says, client, case, koko, leitung):
    link = factories.statement_link(factories.opened_round(case, by=koko).seats.first())
    if act == "withdraw":
        actions.withdraw(case, by=koko, reason="Ende")
    else:
        actions.cancel(case, by=leitung, reason="Ende")

    page = closed_page(client, link)

    assert says in page
    assert case.contact_email in page


def test_who_answered_can_still_say_not_to_be_responsible(client, case, koko):
    seat = factories.opened_round(case, by=koko).seats.first()
    factories.answer(seat)
    link = factories.statement_link(seat)
    client.get(real.path_of(link))

    assert link.not_responsible_url in client.get(link.page_url()).content.decode()
    client.post(link.not_responsible_url, {"is_sure": "on"})

    seat.refresh_from_db()
    assert seat.not_responsible_at


# --- accounts ------------------------------------------------------------------------------------
def test_an_invitation_to_an_account_that_was_taken_back_names_the_office(client, koko):
    link = real.MAKERS["account"](factories.office(), koko, None)
    offices.withdraw_invitation(link.target, by=koko)

    page = closed_page(client, link)

    assert "Bielefeld gilt seit" in page
    assert koko.email in page


def test_an_expired_invitation_to_an_account_brings_a_new_link_unless_its_sender_may_not_invite(client, koko):
    link = real.MAKERS["account"](factories.office(), koko, None)
    expire(link)
    assert "Neuen Link schicken" in closed_page(client, link)

    type(koko).objects.filter(pk=koko.pk).update(is_active=False)

    page = closed_page(client, link)
    assert "Neuen Link schicken" not in page
    assert "Bitten Sie die G.I.B. um eine neue Einladung." in page


@pytest.mark.parametrize("purpose", ["account", "password"])
def test_whoever_says_not_to_be_meant_is_thanked_on_a_page_that_can_be_reloaded(purpose, client, koko, gib):
    link = real.MAKERS[purpose](factories.office(), koko, gib)
    client.get(real.path_of(link))

    answer = client.post(link.not_responsible_url, {"is_sure": "on"})

    assert answer.status_code == 302
    for _reload in range(2):
        assert "Danke für die Rückmeldung" in client.get(answer.url).content.decode()


def test_the_page_for_a_password_speaks_of_an_account(client, koko, gib):
    link = real.MAKERS["password"](factories.office(), koko, gib)
    client.get(real.path_of(link))

    pages = [client.get(url).content.decode() for url in (link.page_url(), link.not_responsible_url)]

    assert not any("zuständig" in page for page in pages)
    assert "Das ist nicht mein Konto" in pages[0]


def test_whoever_waits_for_a_fresh_link_is_told_to_ask_the_office_as_a_closed_page_tells(client, koko):
    case = factories.support_request(State.CLARIFYING, by=koko)
    link = factories.statement_link(factories.opened_round(case, by=koko).seats.first())
    client.get(real.path_of(link))
    expire(link)

    page = main_of(client.post(f"{link.page_url()}neu/", follow=True))

    assert "Bitte sehen Sie in Ihr Postfach" in page
    assert f"mailto:{case.contact.email}" in page
    assert case.contact.phone in page
    assert configured.CONTACT_EMAIL not in page
