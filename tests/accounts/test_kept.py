"""What was typed and sent too late is kept for the account that typed it, and sent again after the login."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from gsvo.unsent_forms import storage
from gsvo.unsent_forms.models import UnsentForm
from tests import factories
from tests.accounts.test_sessions import HOUR, goes_back
from tests.helpers.admin_forms import mark

pytestmark = pytest.mark.django_db
PAGE, ACCOUNT = "/eingaben/", "/konto/"
TYPED = "Karla Maria Koko-Übermut"
LOGIN = reverse("account_login")


def log_in(client, user, follow="/eingaben/"):
    return client.post(LOGIN, {"login": user.email, "password": factories.PASSWORD, "next": follow})


@pytest.fixture
def late(client, koko):
    """A browser in which somebody typed and sent a form after the session had ended."""
    log_in(client, koko)
    typed = {"name": TYPED, "phone": "0521 1234", "revision": mark(client, ACCOUNT)}
    goes_back(client, seen=2 * HOUR)
    client.answer = client.post(ACCOUNT, typed | {"csrfmiddlewaretoken": "x" * 64})
    return client


def fields(html):
    """What the button "Noch einmal absenden" sends: (address, fields)."""
    form = html[: html.index("Noch einmal absenden")].rpartition("<form")[2]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return re.search(r'action="([^"]+)"', form)[1], dict(found)


def test_the_person_is_led_to_the_login_and_then_to_what_was_typed(late, koko):
    assert late.answer.url == f"{LOGIN}?next={PAGE}"
    assert koko.__class__.objects.get(pk=koko.pk).name == "Karla Koko"
    html = late.get(log_in(late, koko).url).content.decode()
    assert "Ihre Eingaben sind noch da" in html
    assert TYPED in html


def test_sending_again_does_what_was_meant_and_then_nothing_is_kept(late, koko):
    log_in(late, koko)
    address, data = fields(late.get(PAGE).content.decode())
    assert (address, data["name"], data["phone"]) == (ACCOUNT, TYPED, "0521 1234")
    assert late.post(address, data).status_code == 302
    koko.refresh_from_db()
    assert koko.name == TYPED
    assert "Hier wartet nichts" in late.get(PAGE).content.decode()


def test_sending_again_needs_a_fresh_token(koko):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(koko)
    kept_in(browser, koko, revision=mark(browser, ACCOUNT))
    _address, data = fields(browser.get(PAGE).content.decode())
    assert browser.post(ACCOUNT, data).status_code == 302
    assert browser.post(ACCOUNT, {**data, "csrfmiddlewaretoken": "x" * 64}).status_code == 403


def kept_in(browser, user, **typed):
    """Keep a form for somebody, as one that came too late."""
    request = RequestFactory().post(ACCOUNT, {"name": TYPED, "phone": "", **typed})
    request.session = browser.session
    return storage.keep(request, f"account:{user.pk}", ACCOUNT, is_late=True)


def test_what_is_answered_with_an_error_stays_kept(late, koko, monkeypatch):
    log_in(late, koko)
    _address, data = fields(late.get(PAGE).content.decode())
    assert late.post("/gibt-es-nicht/", data).status_code == 404
    assert TYPED in late.get(PAGE).content.decode()


def test_it_can_be_thrown_away(late, koko):
    log_in(late, koko)
    _address, data = fields(late.get(PAGE).content.decode())
    late.post("/eingaben/verwerfen/", {"form": data["_kept"]})
    assert TYPED not in late.get(PAGE).content.decode()


def test_another_account_sees_nothing_and_it_waits_for_its_owner(late, koko, other_koko):
    log_in(late, other_koko)
    assert TYPED not in late.get(PAGE).content.decode()
    late.post("/konto/logout/")
    log_in(late, koko)
    assert TYPED in late.get(PAGE).content.decode()


def test_nobody_sees_it_without_a_login(late):
    assert late.get(PAGE).url == f"{LOGIN}?next={PAGE}"


def test_its_owner_finds_it_in_another_browser(late, koko):
    other = Client()
    log_in(other, koko)
    assert TYPED in other.get(PAGE).content.decode()


def test_it_rests_encrypted(late):
    rows = str(UnsentForm.objects.values())
    assert "account" not in rows
    assert "Koko" not in rows
    assert "0521" not in rows


def test_passwords_codes_and_files_are_never_kept(client, koko, tmp_path):
    client.force_login(koko)
    goes_back(client, seen=2 * HOUR)
    paper = tmp_path / "Notiz.txt"
    paper.write_text("Geheimer Inhalt")
    with paper.open("rb") as file:
        client.post(
            ACCOUNT,
            {
                "name": "Nur das",
                "oldpassword": "p-eins",
                "password1": "p-zwei",
                "code": "123456",
                "paper": file,
            },
        )
    (form,) = storage.forms_of(f"account:{koko.pk}")
    assert form["fields"] == [["name", "Nur das"]]
    assert form["had_files"] is True


def test_what_holds_nothing_typed_leads_back_to_its_page(client, koko):
    client.force_login(koko)
    goes_back(client, seen=2 * HOUR)
    answer = client.post("/konto/logout/x/", headers={"referer": "http://testserver/konto/?a=b"})
    assert answer.status_code == 404
    client.force_login(koko)
    goes_back(client, seen=2 * HOUR)
    page = reverse("offices:leave", args=["05711", 1])
    answer = client.post(
        page, {"csrfmiddlewaretoken": "x"}, headers={"referer": "http://testserver/konto/?a=b"}
    )
    assert answer.url == f"{LOGIN}?next=/konto/%3Fa%3Db"
    client.force_login(koko)
    goes_back(client, seen=2 * HOUR)
    answer = client.post(page, {}, headers={"referer": "https://evil.example/x"})
    assert answer.url == f"{LOGIN}?next={reverse('arrive')}"


def test_a_library_of_text_is_not_kept_and_the_person_is_told(client, koko):
    client.force_login(koko)
    goes_back(client, seen=2 * HOUR)
    answer = client.post(ACCOUNT, {"name": "Wort " * 110_000}, follow=True)
    assert "zu umfangreich" in answer.content.decode()
    assert not UnsentForm.objects.exists()


def test_only_the_last_forms_are_kept(client, koko, monkeypatch):
    monkeypatch.setattr(storage, "MANY", 3)
    client.force_login(koko)
    for number in range(5):
        kept_in(client, koko, name=f"Form Nummer {number}")
    html = client.get(PAGE).content.decode()
    assert [f"Form Nummer {number}" in html for number in range(5)] == [False, False, True, True, True]


def test_a_second_form_from_another_window_is_kept_beside_the_first(late, koko):
    late.post(ACCOUNT, {"name": "Aus dem zweiten Fenster"})
    log_in(late, koko)
    html = late.get(PAGE).content.decode()
    assert TYPED in html
    assert "Aus dem zweiten Fenster" in html


def test_on_monday_the_text_of_friday_is_still_accepted(client, koko):
    client.force_login(koko)
    goes_back(client, seen=65 * HOUR)
    client.post(ACCOUNT, {"name": TYPED})
    log_in(client, koko)
    assert TYPED in client.get(PAGE).content.decode()


def test_markup_comes_back_as_text(client, koko):
    client.force_login(koko)
    kept_in(client, koko, name='<script>alert("x")</script> und "mehr"')
    html = client.get(PAGE).content.decode()
    assert "<script>alert" not in html
    assert fields(html)[1]["name"] == "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; und &quot;mehr&quot;"


# --- a login in another window --------------------------------------------------------------------
def stale(koko, origin):
    browser = Client(enforce_csrf_checks=True, headers={"origin": origin})
    browser.force_login(koko)
    marks = marks_on(browser.get(ACCOUNT))
    return browser, browser.post(ACCOUNT, {"name": TYPED, "csrfmiddlewaretoken": "x" * 32} | marks)


def marks_on(page):
    """What a page tells of its form: whose it is, and which fields are texts."""
    found = re.findall(r'name="(_owner|_texts)" value="([^"]*)"', page.content.decode())
    return dict(reversed(found))  # of the first form: those behind it have choices only


def test_a_form_that_a_login_in_another_window_made_stale_is_kept_too(koko):
    browser, answer = stale(koko, "http://testserver")
    assert (answer.status_code, answer.url) == (302, PAGE)
    assert TYPED in browser.get(PAGE).content.decode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_forged_form_is_refused_and_not_kept(koko, origin):
    _browser, answer = stale(koko, origin)
    assert answer.status_code == 403
    assert not UnsentForm.objects.exists()


def test_a_stale_login_page_leads_whoever_is_in_already_to_work(koko):
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    browser.force_login(koko)
    answer = browser.post(LOGIN, {"login": koko.email, "password": "x"})
    assert answer.url == reverse("arrive")


def test_staff_find_again_what_they_typed_in_the_workplace(client, gib):
    client.force_login(gib)
    goes_back(client, seen=HOUR)
    page = reverse("admin:requests_fundingperiod_add")
    assert client.post(page, {"name": "Ein neuer Zeitraum"}).url == f"{LOGIN}?next={PAGE}"
    client.force_login(gib)
    assert fields(client.get(PAGE).content.decode())[0] == page
