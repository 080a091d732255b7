"""A login or a right that ended, another person at the browser: what was sent is kept, or shown to copy."""

import re

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from gsvo.offices.models import Membership
from gsvo.unsent_forms import storage
from gsvo.unsent_forms.models import UnsentForm
from tests import factories
from tests.unsent_forms.test_keeping import TEXT, keeps, marks, step

pytestmark = pytest.mark.django_db
EINGABEN = "/eingaben/"
TYPED = {"goal_1": TEXT, "goal_2": "Bielefeld"}  # one word counts as well


@pytest.fixture
def draft(koko, client):
    client.force_login(koko)
    return factories.support_request(by=koko)


@pytest.fixture
def strict(koko):
    """A browser whose forms need their token, as in life."""
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    browser.force_login(koko)
    return browser


def form_on(browser, address):
    """What the open page would send: its token and its marks."""
    page = browser.get(address)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    return marks(page) | {"csrfmiddlewaretoken": token}


def logs_in(browser, user):
    token = form_on(browser, reverse("account_login"))
    answer = browser.post(
        reverse("account_login"), token | {"login": user.email, "password": factories.PASSWORD}
    )
    assert answer.status_code == 302


def logs_out(browser):
    assert browser.post("/konto/logout/", form_on(browser, "/konto/")).status_code == 302


@pytest.mark.parametrize("knows", [True, False], ids=["as a browser sends it", "without the page's marks"])
def test_logged_out_in_one_tab_and_sent_in_the_other_it_waits_for_the_login(strict, koko, knows):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    sent = form if knows else {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}
    logs_out(strict)
    answer = strict.post(address, sent | TYPED | {"weiter": ""})
    assert answer.url == f"{reverse('account_login')}?next={EINGABEN}"
    logs_in(strict, koko)
    page = strict.get(EINGABEN).content.decode()
    assert TEXT in page
    assert 'value="Bielefeld"' in page


def test_leaving_a_page_after_logging_out_elsewhere_keeps_it_as_well(strict, koko):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    logs_out(strict)
    assert strict.post(address, form | TYPED | {"_keep": "1"}).status_code == 204
    logs_in(strict, koko)
    assert TEXT in strict.get(address).content.decode()


def test_another_person_who_logged_in_meanwhile_gets_nothing_and_the_first_one_all(strict, koko, other_koko):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    logs_out(strict)
    logs_in(strict, other_koko)
    answer = strict.post(address, form | TYPED | {"weiter": ""})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "gehört zu einem anderen Konto" in page
    assert TEXT not in page
    assert TEXT not in strict.get(EINGABEN).content.decode()
    assert strict.post(address, form | TYPED | {"_keep": "1"}).status_code == 204
    assert TEXT not in strict.get(EINGABEN).content.decode()
    logs_out(strict)
    logs_in(strict, koko)
    assert TEXT in strict.get(EINGABEN).content.decode()


def test_nothing_is_done_in_the_name_of_another_even_if_the_token_fits(client, koko, colleague, draft):
    form = marks(client.get(step(draft)))
    client.force_login(colleague)
    answer = client.post(step(draft), form | TYPED | {"spaeter": ""})
    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.goal_2 != "Bielefeld"


def test_logged_in_again_elsewhere_the_same_person_sends_it_again(strict, koko):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    logs_out(strict)
    logs_in(strict, koko)
    assert strict.post(address, form | TYPED | {"weiter": ""}).url == EINGABEN
    assert TEXT in strict.get(EINGABEN).content.decode()


def test_a_stopped_account_sees_its_text_once_and_nobody_after_it(strict, koko, other_koko):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    type(koko).objects.filter(pk=koko.pk).update(is_active=False)
    answer = strict.post(address, form | TYPED | {"weiter": ""})
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()
    assert "Bielefeld" in answer.content.decode()
    logs_in(strict, other_koko)
    assert TEXT not in strict.get(EINGABEN).content.decode()
    assert not UnsentForm.objects.exists()


def test_a_lost_session_cookie_loses_no_text(strict, koko):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    del strict.cookies["sessionid"]
    answer = strict.post(address, form | TYPED | {"weiter": ""})
    assert answer.url == f"{reverse('account_login')}?next={EINGABEN}"
    logs_in(strict, koko)
    assert TEXT in strict.get(EINGABEN).content.decode()


def test_all_cookies_lost_the_text_waits_too(strict, koko):
    address = step(factories.support_request(by=koko))
    form = form_on(strict, address)
    strict.cookies.clear()
    assert strict.post(address, form | TYPED).url == f"{reverse('account_login')}?next={EINGABEN}"


# --- shown to copy --------------------------------------------------------------------------------
def shown(answer, status):
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Was Sie gerade geschrieben haben" in page
    assert TEXT in page
    assert "Bielefeld" in page


def test_a_role_taken_while_typing_shows_the_text_to_copy(client, koko, draft):
    form = marks(client.get(step(draft)))
    Membership.objects.filter(user=koko).update(role="reader")
    shown(client.post(step(draft), form | TYPED | {"weiter": ""}), 403)


def test_an_office_left_while_typing_shows_the_text_to_copy(client, koko, draft):
    form = marks(client.get(step(draft)))
    Membership.objects.all().delete()
    shown(client.post(step(draft), form | TYPED | {"weiter": ""}), 404)


def test_a_record_removed_meanwhile_shows_the_text_to_copy(client, draft):
    form = marks(client.get(step(draft)))
    draft.delete()
    shown(client.post(step(draft), form | TYPED | {"weiter": ""}), 404)


def test_a_group_taken_from_staff_while_typing_shows_the_text_to_copy(client, gib):
    row = factories.support_request("submitted")
    client.force_login(gib)
    address = reverse("admin:act", args=[row.oid, "ask_back"])
    form = marks(client.get(address))
    gib.groups.clear()
    answer = client.post(address, form | {form["_texts"].split()[0]: TEXT})
    assert answer.status_code in (403, 404)
    assert TEXT in answer.content.decode()


def test_what_was_kept_for_a_page_that_no_longer_opens_is_shown_there(client, koko, draft):
    keeps(client, step(draft), **TYPED)
    Membership.objects.filter(user=koko).update(role="reader")
    page = client.get(step(draft))
    assert page.status_code == 403
    assert TEXT in page.content.decode()


def test_too_many_tries_show_the_text(client, monkeypatch):
    form = marks(client.get(reverse("account_reset_password")))
    monkeypatch.setattr("gsvo.http.ratelimit.is_allowed", lambda *_, **__: False)
    answer = client.post(reverse("account_reset_password"), form | {"email": "karla@example.org"})
    assert answer.status_code == 429
    assert "karla@example.org" in answer.content.decode()
    cache.clear()


def test_a_button_pressed_on_an_address_that_takes_none_shows_the_text(client, koko):
    client.force_login(koko)
    shown(client.post("/impressum/", TYPED), 405)


@pytest.mark.parametrize(("error", "status"), [(RuntimeError, 500), (OperationalError, 503)])
def test_our_own_failure_shows_the_text(client, draft, monkeypatch, error, status):
    form = marks(client.get(step(draft)))
    client.raise_request_exception = False

    def fails(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("requests.actions.save_answers", fails)
    shown(client.post(step(draft), form | TYPED | {"spaeter": ""}), status)
    assert TEXT in client.get(step(draft)).content.decode()


def test_without_the_database_the_text_is_shown_all_the_same(client, draft, monkeypatch):
    form = marks(client.get(step(draft)))
    client.raise_request_exception = False

    def fails(*_args, **_kwargs):
        raise OperationalError

    monkeypatch.setattr("requests.actions.save_answers", fails)
    monkeypatch.setattr("gsvo.unsent_forms.storage.keep", fails)
    shown(client.post(step(draft), form | TYPED | {"spaeter": ""}), 503)


def test_a_form_without_its_token_is_shown_to_who_sent_it_here(strict, koko):
    address = step(factories.support_request(by=koko))
    shown(strict.post(address, TYPED), 403)


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_words_of_a_foreign_page_are_shown_nowhere(koko, origin):
    browser = Client(enforce_csrf_checks=True, headers={"origin": origin})
    browser.force_login(koko)
    for address in ("/konto/", "/impressum/", "/gibt-es-nicht/"):
        assert TEXT not in browser.post(address, TYPED).content.decode()
    assert not UnsentForm.objects.exists()


def test_no_password_is_shown_on_any_such_page(client, koko):
    client.force_login(koko)
    page = client.post(
        "/impressum/", TYPED | {"password1": "geheim", "code": "987654", "csrfmiddlewaretoken": "t"}
    )
    assert "geheim" not in page.content.decode()
    assert "987654" not in page.content.decode()


def test_an_act_that_was_refused_loses_no_word(client, koko, draft):
    """The request has moved on meanwhile: her page says so, and her reason waits."""
    row = factories.support_request("submitted", by=koko)
    address = reverse("requests:revise", args=[row.oid])
    form = marks(client.get(address))
    type(row).objects.filter(pk=row.pk).update(state="engaged")
    assert TEXT in client.post(address, form | {"reason": TEXT}).content.decode()
    assert "Was Sie geschrieben haben, ist noch da" in client.get(address, follow=True).content.decode()
    assert TEXT in client.get(EINGABEN).content.decode()


def test_a_closed_door_takes_nothing_away_that_was_kept_before(client, koko, draft):
    keep = {"goal_1": TEXT, "_keep": "1"}
    assert client.post(step(draft), keep).status_code == 204
    Membership.objects.all().delete()
    assert client.post(step(draft), {"goal_1": "anders"}).status_code == 404
    [kept] = storage.forms_of(f"{storage.ACCOUNT}{koko.pk}")
    assert ["goal_1", TEXT] in kept["fields"]


@pytest.mark.parametrize("host", ["[", "fremd.example"])
def test_an_error_page_for_a_host_that_is_none_of_ours_is_made_all_the_same(client, host):
    sent = {"HTTP_HOST": host, "HTTP_ORIGIN": f"http://{host}", "HTTP_REFERER": f"http://{host}/"}
    answer = client.post(reverse("feedback"), {"text": TEXT}, **sent)
    assert answer.status_code == 400
    assert TEXT not in answer.content.decode()
