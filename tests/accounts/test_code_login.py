"""Coming in with a code out of a mail."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gsvo.outbox.models import FirstNotice, OutgoingMail, Status
from tests import factories
from tests.accounts.mfa import code_in, delivered

pytestmark = pytest.mark.django_db
ASK, ENTER = "/konto/login/code/", "/konto/login/code/eingeben/"


def ask(client, email, **query):
    return client.post(ASK, {"login": email, **query})


def come_in(client, mailoutbox, email, **query):
    ask(client, email, **query)
    (message,) = delivered(mailoutbox)
    return client.post(ENTER, {"code": code_in(message), **query})


def is_in(client):
    return "_auth_user_id" in client.session


def test_an_advisor_without_any_password_comes_in_by_code(client, advisor_user, mailoutbox):
    assert not advisor_user.has_usable_password()
    response = come_in(client, mailoutbox, advisor_user.email)
    assert response.url == reverse("arrive")
    assert client.session["_auth_user_id"] == str(advisor_user.pk)


def test_the_code_counts_with_blanks_and_without_its_dash(client, koko, mailoutbox):
    ask(client, koko.email)
    (message,) = delivered(mailoutbox)
    client.post(ENTER, {"code": f" {code_in(message).replace('-', ' ')} "})
    assert is_in(client)


@pytest.mark.parametrize("pasted", ["Ihr Code: {}", "Code {}.", "\u2066{}\u2069 (aus der Mail)"])
def test_words_that_were_copied_with_the_code_cost_no_try(client, koko, mailoutbox, pasted):
    ask(client, koko.email)
    (message,) = delivered(mailoutbox)
    client.post(ENTER, {"code": pasted.format(code_in(message))})
    assert is_in(client)


def test_login_by_code_leads_back_to_the_page_that_was_wanted(client, koko, mailoutbox):
    assert come_in(client, mailoutbox, koko.email, next="/konto/").url == "/konto/"


def test_the_mail_goes_to_the_address_that_the_account_has(client, koko, mailoutbox):
    ask(client, "KOKO.bielefeld@example.org")
    ask(client, "\u212aoko.bielefeld@example.org")  # the sign for kelvin becomes a k when lowered
    messages = delivered(mailoutbox)
    assert {message.to[0] for message in messages} == {"koko.bielefeld@example.org"}
    assert {message.message()["To"] for message in messages} == {"Karla Koko <koko.bielefeld@example.org>"}


def test_the_code_is_good_once(client, koko, mailoutbox):
    ask(client, koko.email)
    code = code_in(delivered(mailoutbox)[0])
    client.post(ENTER, {"code": code})
    client.post("/konto/logout/")
    assert client.post(ENTER, {"code": code}).url == "/konto/login/"
    assert not is_in(client)


def test_the_code_is_good_in_the_browser_that_asked_for_it_only(client, koko, mailoutbox):
    ask(client, koko.email)
    code = code_in(delivered(mailoutbox)[0])
    other = type(client)()
    ask(other, koko.email)
    other.post(ENTER, {"code": code})
    assert not is_in(other)


def test_a_newer_code_ends_the_older_one(client, koko, mailoutbox):
    ask(client, koko.email)
    ask(client, koko.email)
    old, new = map(code_in, delivered(mailoutbox))
    client.post(ENTER, {"code": old})
    assert not is_in(client)
    client.post(ENTER, {"code": new})
    assert is_in(client)


def test_after_three_wrong_codes_even_the_right_one_is_dead(client, koko, mailoutbox):
    ask(client, koko.email)
    code = code_in(delivered(mailoutbox)[0])
    wrong = client.post(ENTER, {"code": "0000-0000"})
    assert wrong.context["form"].errors == {
        "code": ["Dieser Code stimmt nicht. Nehmen Sie den aus der neuesten Mail."]
    }
    for _time in range(2):
        client.post(ENTER, {"code": "0000-0000"})
    client.post(ENTER, {"code": code})
    assert not is_in(client)


@pytest.mark.parametrize(("seconds", "comes_in"), [(599, True), (601, False)])
def test_the_code_is_good_for_ten_minutes(client, koko, mailoutbox, monkeypatch, seconds, comes_in):
    began = timezone.now().timestamp()
    monkeypatch.setattr("time.time", lambda: began)
    ask(client, koko.email)
    code = code_in(delivered(mailoutbox)[0])
    monkeypatch.setattr("time.time", lambda: began + seconds)
    client.post(ENTER, {"code": code})
    assert is_in(client) == comes_in


def test_a_code_to_an_address_that_the_account_had_opens_nothing(client, koko, mailoutbox):
    ask(client, koko.email)
    code = code_in(delivered(mailoutbox)[0])
    koko.email = "neu@example.org"
    koko.save()
    assert "stimmt nicht" in client.post(ENTER, {"code": code}).content.decode()
    assert not is_in(client)


def test_an_account_closed_meanwhile_does_not_come_in(client, koko, mailoutbox):
    ask(client, koko.email)
    code = code_in(delivered(mailoutbox)[0])
    koko.is_active = False
    koko.save()
    client.post(ENTER, {"code": code})
    assert not is_in(client)


# --- tells nothing ------------------------------------------------------------------------------------
def work_of(client, address, data):
    """How many statements and commits an answer took, and the answer."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, data)
    words = [query["sql"].split()[0].upper() for query in captured.captured_queries]
    return sorted(words), answer


@pytest.mark.parametrize("other", ["niemand@example.org", "gesperrt@example.org"])
@pytest.mark.parametrize("address", [ASK, "/konto/passwort-vergessen/"])
def test_known_unknown_and_closed_accounts_get_the_same_answer_for_the_same_work(
    client, koko, address, other
):
    factories.user("gesperrt@example.org", is_active=False)
    field = "login" if address == ASK else "email"
    client.post(address, {field: koko.email})  # what is remembered from now on costs nothing any more
    assert FirstNotice.objects.count() == 1  # as with every account that has had a mail of ours
    known, first = work_of(type(client)(), address, {field: koko.email})
    assert OutgoingMail.objects.count() == 2
    unknown, second = work_of(type(client)(), address, {field: other})
    assert OutgoingMail.objects.count() == 2
    if address == ASK:  # one statement less may look for nobody's user again while the session is read
        assert abs(len(known) - len(unknown)) <= 1
    assert [word for word in known if word != "SELECT"] == [
        word if word != "ROLLBACK" else "RELEASE" for word in sorted(unknown) if word != "SELECT"
    ]
    assert (first.status_code, first.url) == (second.status_code, second.url)


def test_the_page_after_asking_is_the_same_for_all(client, koko):
    pages = []
    for email in (koko.email, "niemand@example.org"):
        browser = type(client)()
        ask(browser, email)
        html = browser.get(ENTER).content.decode().replace(email, "…")
        pages.append([line for line in html.splitlines() if "csrfmiddlewaretoken" not in line])
    assert pages[0] == pages[1]


def test_a_guess_at_an_unknown_address_is_answered_like_one_at_a_known(client, koko):
    answers = []
    for email in (koko.email, "niemand@example.org"):
        browser = type(client)()
        ask(browser, email)
        answers.append([browser.post(ENTER, {"code": "0000-0000"}).status_code for _time in range(4)])
    assert answers[0] == answers[1]


def test_whoever_waits_for_a_code_may_go_back_to_the_login_page(client, koko):
    ask(client, koko.email)
    assert client.get("/konto/login/").status_code == 200
    response = client.post("/konto/login/", {"login": koko.email, "password": factories.PASSWORD})
    assert response.url == reverse("arrive")


def test_an_impossible_address_is_told_at_the_field(client, db):
    response = ask(client, "keine adresse")
    assert list(response.context["form"].errors) == ["email"]
    assert '<a href="#id_login">' in response.content.decode()


# --- the secret does not rest -------------------------------------------------------------------------
def everything_stored():
    """All that stands in the tables that a code passes through, as text; sessions read as the portal does."""
    mails = serializers.serialize("json", OutgoingMail.objects.all())
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    raw = serializers.serialize("json", Session.objects.all())
    return mails + raw + "".join(sessions)


def test_the_code_rests_nowhere_in_clear(client, koko, mailoutbox, caplog):
    caplog.set_level("DEBUG")
    ask(client, koko.email)
    before = everything_stored()
    code = code_in(delivered(mailoutbox)[0])
    digits = code.replace("-", "")
    for stored in (before, everything_stored(), caplog.text):
        assert code not in stored
        assert digits not in stored
    assert OutgoingMail.objects.get().secret == ""


def test_mail_and_code_come_together_or_not_at_all(client, koko, monkeypatch):
    """The session with the code is written in the transaction of the mail."""

    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", broken)
    with pytest.raises(RuntimeError, match="disk"):
        ask(client, koko.email)
    assert not OutgoingMail.objects.exists()


def test_code_and_reset_mails_overtake_all_others(client, koko, mailoutbox):
    for number in range(3):
        factories.user(f"kollegin{number}@example.org")
    OutgoingMail.objects.bulk_create(
        OutgoingMail(kind="probe/note", to_email=f"x{n}@example.org", subject="s", text="t", html="h")
        for n in range(3)
    )
    ask(client, koko.email)
    client.post("/konto/passwort-vergessen/", {"email": koko.email})
    assert [message.to[0].partition("@")[0][-4:] for message in delivered(mailoutbox)][2:] == [
        "x0",
        "x1",
        "x2",
    ]


def test_a_code_that_has_expired_is_not_sent_any_more(client, koko, mailoutbox):
    ask(client, koko.email)
    mail = OutgoingMail.objects.get()
    assert dt.timedelta(minutes=9) < mail.expires_at - timezone.now() <= dt.timedelta(minutes=10)
    OutgoingMail.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert delivered(mailoutbox) == []
    mail.refresh_from_db()
    assert (mail.status, mail.secret) == (Status.OBSOLETE, "")
