"""A new password by link: asked for by anybody, answered to all alike, good once."""

import datetime as dt

import pytest
from django.utils import timezone

from gsvo.links.models import Link
from gsvo.outbox.models import OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db
FORGOTTEN = "/konto/passwort-vergessen/"
NEW = "vier Wörter und ein Fluss"
BOTH = {"password1": NEW, "password2": NEW}


def _ask(client, email):
    return client.post(FORGOTTEN, {"email": email})


def _open(client, koko):
    """Ask for the link and open it as a person does; returns the page's address."""
    _ask(client, koko.email)
    link = Link.objects.usable().get(purpose="password")
    response = client.get(link.url())
    assert response.url == link.page_url()
    return response.url


def test_asking_sends_one_mail_with_a_link_for_a_day(client, koko):
    _ask(client, "KOKO.bielefeld@example.org")
    mail, link = OutgoingMail.objects.get(), Link.objects.get()
    assert (mail.kind, mail.to_email, mail.link) == ("accounts/password_link", koko.email, link)
    assert mail.subject == "Neues Passwort für Gemeinsam.Stark.VorOrt. setzen"
    assert link.target == koko
    remaining = link.expires_at - timezone.now()
    assert dt.timedelta(hours=23, minutes=59) < remaining <= dt.timedelta(hours=24)


@pytest.mark.parametrize("email", ["niemand@example.org", "gesperrt@example.org"])
def test_unknown_and_inactive_addresses_get_the_same_answer_and_no_mail(client, koko, email):
    factories.user("gesperrt@example.org", is_active=False)
    known = _ask(client, koko.email)
    OutgoingMail.objects.all().delete()
    Link.objects.all().delete()
    other = _ask(client, email)
    assert (other.status_code, other.url) == (known.status_code, known.url)
    assert client.get(other.url).content == client.get(known.url).content
    assert not OutgoingMail.objects.exists()
    assert not Link.objects.exists()


def test_asking_too_often_is_slowed_down_for_known_and_unknown_alike(client, koko):
    answers = {
        email: [_ask(client, email).status_code for _n in range(6)] for email in (koko.email, "x@example.org")
    }
    assert answers[koko.email] == answers["x@example.org"] == [302] * 5 + [429]


def test_the_newest_link_is_the_only_one(client, koko):
    _ask(client, koko.email)
    first = Link.objects.get()
    _ask(client, koko.email)
    first.refresh_from_db()
    assert not first.is_usable
    assert Link.objects.usable().count() == 1


def test_opening_the_link_changes_nothing(client, koko):
    page = _open(client, koko)
    before = koko.password
    for _time in range(3):
        assert client.get(page).status_code == 200
        client.head(page)
    koko.refresh_from_db()
    assert koko.password == before
    assert Link.objects.usable().count() == 1


def test_the_new_password_holds_and_ends_all_sessions(client, koko):
    other = type(client)()
    other.force_login(koko)
    page = _open(client, koko)
    response = client.post(page, BOTH)
    assert response.url == "/konto/login/"
    koko.refresh_from_db()
    assert koko.check_password(NEW)
    assert other.get("/konto/").status_code == 302


def test_the_link_is_good_once(client, koko):
    page = _open(client, koko)
    client.post(page, BOTH)
    again = client.post(page, {"password1": "noch ein anderes Wort", "password2": "noch ein anderes Wort"})
    assert again.status_code == 410
    koko.refresh_from_db()
    assert koko.check_password(NEW)


def test_an_expired_link_is_gone_and_offers_a_new_one(client, koko):
    page = _open(client, koko)
    Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
    assert client.get(page).status_code == 410
    assert client.post(page, BOTH).status_code == 410
    Link.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    client.post(f"{page}neu/")
    assert Link.objects.usable().get().email == koko.email
    assert OutgoingMail.objects.count() == 2


def test_changing_the_password_while_logged_in_kills_the_open_link(client, koko):
    page = _open(client, koko)
    client.force_login(koko)
    client.post("/konto/passwort-aendern/", {"oldpassword": factories.PASSWORD, **BOTH})
    assert client.get(page).status_code == 410


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [
        ("kurz", "kurz", "password1"),
        ("karla koko karla", "karla koko karla", "password1"),
        (NEW, "anders", "password2"),
    ],
)
def test_a_bad_password_is_refused_and_the_link_stays_good(client, koko, first, second, field):
    page = _open(client, koko)
    response = client.post(page, {"password1": first, "password2": second})
    assert response.context["form"].errors.keys() == {field}
    assert Link.objects.usable().count() == 1


def test_an_account_that_was_closed_meanwhile_gets_no_password(client, koko):
    page = _open(client, koko)
    koko.is_active = False
    koko.save()
    before = koko.password
    assert client.post(page, BOTH).url == "/konto/inaktiv/"
    koko.refresh_from_db()
    assert koko.password == before


def test_no_token_is_kept_anywhere(client, koko):
    page = _open(client, koko)
    token = Link.objects.get().url().rstrip("/").rpartition("/")[2]
    mail = OutgoingMail.objects.get()
    assert token not in mail.text + mail.html + str(dict(client.session)) + page
