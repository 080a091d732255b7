"""The page behind an invitation's link."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.accounts.models import User
from gsvo.links.models import Link
from gsvo.offices import actions
from gsvo.offices.models import AccountInvitation, Membership, Role
from gsvo.outbox.models import OutgoingMail
from tests import factories
from tests.helpers.parallel import run_parallel

NINA = {"name": "Nina Neu", "email": "nina.neu@example.org", "role": Role.MEMBER}
PASSWORD = "vier Wörter und ein Fluss"
DATA = {"name": "Nina Neu", "phone": "0521 1", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def invitation(koko):
    return actions.invite(factories.office(), by=koko, **NINA)


@pytest.fixture
def page(client, invitation):
    """The link's page, opened in this browser."""
    link = Link.objects.get(purpose="account")
    assert client.get(link.url()).url == link.page_url()
    return link.page_url()


def test_opening_the_link_decides_nothing(client, invitation, page):
    for _time in range(3):
        assert client.get(page).status_code == 200
        client.head(page)
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email=NINA["email"]).exists()


def test_a_new_person_makes_an_account_and_is_logged_in(client, koko, invitation, page):
    response = client.post(page, DATA)
    assert response.url == "/konto/los/"
    person = User.objects.get(email=NINA["email"])
    membership = Membership.objects.get(user=person)
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.phone, person.check_password(PASSWORD)) == ("Nina Neu", "0521 1", True)
    assert (membership.office, membership.role, membership.invited_by) == (
        factories.office(),
        Role.MEMBER,
        koko,
    )


def test_accepting_works_once_and_the_page_then_says_so(client, invitation, page):
    client.post(page, DATA)
    again = client.post(page, {**DATA, "name": "Jemand anderes"})
    assert again.status_code == 200
    assert "Sie haben die Einladung angenommen" in again.content.decode()
    assert User.objects.get(email=NINA["email"]).name == "Nina Neu"
    assert Membership.objects.filter(user__email=NINA["email"]).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"password1": "kurz", "password2": "kurz"}, "password1"),
        ({"password1": "nina.neu@example.org", "password2": "nina.neu@example.org"}, "password1"),
        ({"password2": "anders"}, "password2"),
    ],
)
def test_a_bad_form_makes_no_account(client, invitation, page, change, field):
    response = client.post(page, {**DATA, **change})
    assert response.context["form"].errors.keys() == {field}
    assert not User.objects.filter(email=NINA["email"]).exists()


def test_who_has_an_account_logs_in_first(client, other_koko, koko):
    actions.invite(factories.office(), by=koko, name="Uli", email=other_koko.email, role=Role.READER)
    link = Link.objects.get()
    client.get(link.url())
    page = client.get(link.page_url()).content.decode()
    assert f"/konto/login/?next={link.page_url()}" in page
    assert client.post(link.page_url(), DATA).status_code == 403
    assert not Membership.objects.filter(user=other_koko, office=factories.office()).exists()


def test_who_has_an_account_confirms_after_logging_in(client, other_koko, koko):
    actions.invite(factories.office(), by=koko, name="Uli", email=other_koko.email.upper(), role=Role.READER)
    link = Link.objects.get()
    client.get(link.url())
    back = client.post(
        "/konto/login/", {"login": other_koko.email, "password": factories.PASSWORD, "next": link.page_url()}
    )
    assert back.url == link.page_url()
    assert "Einladung annehmen" in client.get(back.url).content.decode()
    assert not Membership.objects.filter(user=other_koko, office=factories.office()).exists()
    client.post(back.url)
    assert Membership.objects.get(user=other_koko, office=factories.office()).role == Role.READER


def test_the_account_of_somebody_else_accepts_nothing(client, koko, other_koko, colleague):
    actions.invite(factories.office(), by=koko, name="Uli", email=other_koko.email, role=Role.READER)
    link = Link.objects.get()
    client.force_login(colleague)
    client.get(link.url())
    assert "die Einladung gilt aber für" in client.get(link.page_url()).content.decode()
    assert client.post(link.page_url()).status_code == 403
    assert not Membership.objects.filter(user=other_koko, office=factories.office()).exists()


def test_not_responsible_ends_the_invitation_and_tells_the_inviter(client, koko, invitation, page):
    way_out = f"{page}nicht-zustaendig/"
    assert client.get(way_out).status_code == 200
    assert AccountInvitation.objects.open().count() == 1
    client.post(way_out)
    assert AccountInvitation.objects.open().count() == 1
    response = client.post(way_out, {"is_sure": "on", "successor": "Frau Anders"})
    assert response.status_code == 302
    assert not AccountInvitation.objects.open().exists()
    mail = OutgoingMail.objects.get(kind="offices/invitation_declined")
    assert mail.to_email == koko.email
    assert "Nina Neu" not in mail.subject
    assert "Nina Neu" in mail.text
    assert "Frau Anders" in mail.text
    assert client.get(page).status_code == 410


@pytest.mark.parametrize("has_lead", [True, False], ids=["a new lead", "nobody"])
def test_where_the_inviter_has_left_others_are_told(client, koko, invitation, page, has_lead, settings):
    lead = factories.member(invitation.office, Role.LEAD, email="neue.leitung@example.org")
    Membership.objects.filter(user=koko).update(left_at=timezone.now())
    if not has_lead:
        Membership.objects.filter(user=lead).update(left_at=timezone.now())

    client.post(f"{page}nicht-zustaendig/", {"is_sure": "on", "successor": "Frau Anders"})

    mail = OutgoingMail.objects.get(kind="offices/invitation_declined")
    assert mail.to_email == (lead.email if has_lead else settings.CONTACT_EMAIL)
    assert ("/einladen/" if has_lead else "/leitung-einladen/") in mail.text


def test_another_browser_is_asked_kindly_to_open_the_mail(client, invitation):
    link = Link.objects.get()
    assert client.get(link.page_url()).status_code == 403
    assert client.post(link.page_url(), DATA).status_code == 403
    assert not User.objects.filter(email=NINA["email"]).exists()


def test_a_withdrawn_invitation_is_gone_even_while_its_page_stands_open(client, koko, invitation, page):
    actions.withdraw_invitation(invitation, by=koko)
    assert client.post(page, DATA).status_code == 410
    client.post(f"{page}neu/")
    assert not Link.objects.usable().exists()
    assert not User.objects.filter(email=NINA["email"]).exists()


def test_an_expired_link_is_replaced_on_request(client, invitation, page):
    Link.objects.update(
        expires_at=timezone.now() - dt.timedelta(days=1), created_at=timezone.now() - dt.timedelta(days=15)
    )
    assert client.get(page).status_code == 410
    assert client.post(page, DATA).status_code == 410
    client.post(f"{page}neu/")
    fresh = Link.objects.usable().get()
    client.get(fresh.url())
    assert client.post(fresh.page_url(), DATA).status_code == 302
    assert Membership.objects.filter(user__email=NINA["email"]).count() == 1


def test_a_link_for_another_purpose_opens_nothing_here(client, koko, invitation):
    link = Link.objects.get()
    token = link.url().rstrip("/").rpartition("/")[2]
    assert client.get(f"/konto/passwort/{token}/").status_code == 404


@pytest.mark.parallel
def test_twenty_acceptances_at_once_make_one_account(parallel_db):
    lead = factories.member(role=Role.LEAD)
    invitation = actions.invite(factories.office(), by=lead, **NINA)
    link = Link.objects.get()

    def accept(_number):
        mine = AccountInvitation.objects.get(pk=invitation.pk)
        return actions.register(mine, by=link, name="Nina", phone="", password=PASSWORD)

    results = run_parallel(20, accept)
    assert sorted(type(result).__name__ for result in results) == ["ActionRefused"] * 19 + ["User"]
    assert Membership.objects.filter(user__email=NINA["email"]).count() == 1


@pytest.mark.parallel
def test_accepting_and_withdrawing_at_once_ends_one_way(parallel_db):
    lead = factories.member(role=Role.LEAD)
    invitation = actions.invite(factories.office(), by=lead, **NINA)
    link = Link.objects.get()

    def one(number):
        mine = AccountInvitation.objects.get(pk=invitation.pk)
        if number:
            return actions.withdraw_invitation(mine, by=lead)
        return actions.register(mine, by=link, name="Nina", phone="", password=PASSWORD)

    run_parallel(2, one)
    invitation.refresh_from_db()
    came_in = Membership.objects.filter(user__email=NINA["email"]).exists()
    assert (invitation.accepted_at is not None) == came_in
    assert (invitation.withdrawn_at is not None) == (not came_in)
