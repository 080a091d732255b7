"""How long a login lasts, and how it ends."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
MINUTE, HOUR = 60, 3600
ACCOUNT, ASK = "/konto/", "/sitzung/"


def goes_back(client, *, seen=0, began=0):
    """Let that many seconds pass for a login."""
    session = client.session
    session["login_seen"] -= seen or began
    session["login_began"] -= began or seen
    session.save()


def is_in(client):
    return client.get(ACCOUNT).status_code == 200


@pytest.fixture
def koko_client(client, koko):
    client.force_login(koko)
    return client


def test_whoever_does_nothing_for_an_hour_is_out(koko_client):
    goes_back(koko_client, seen=59 * MINUTE)
    assert is_in(koko_client)
    goes_back(koko_client, seen=61 * MINUTE)
    response = koko_client.get(ACCOUNT)
    assert response.url == f"{reverse('account_login')}?next={ACCOUNT}"
    assert "Ihre Sitzung ist zu Ende" in koko_client.get(response.url).content.decode()


def test_whoever_works_stays_until_the_day_is_over(koko_client):
    for _hour in range(12):
        assert is_in(koko_client)
        goes_back(koko_client, seen=59 * MINUTE)
    goes_back(koko_client, seen=13 * MINUTE)
    assert not is_in(koko_client)


def test_staff_who_see_everything_are_out_sooner(client, gib):
    client.force_login(gib)
    goes_back(client, seen=29 * MINUTE)
    assert is_in(client)
    goes_back(client, seen=31 * MINUTE)
    assert not is_in(client)


def test_an_ended_session_opens_nothing_with_the_old_cookie(koko_client):
    cookie = koko_client.cookies["sessionid"].value
    goes_back(koko_client, seen=61 * MINUTE)
    koko_client.get("/")
    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert not is_in(thief)


def test_a_public_page_stays_public_when_the_session_ends(koko_client):
    goes_back(koko_client, seen=2 * HOUR)
    response = koko_client.get("/impressum/")
    assert response.status_code == 200
    assert response.wsgi_request.user.is_anonymous


def test_a_session_of_before_these_rules_is_over(koko_client):
    session = koko_client.session
    del session["login_seen"], session["login_began"]
    session.save()
    assert not is_in(koko_client)


def test_links_and_language_outlive_the_login(koko_client):
    session = koko_client.session
    session["links"], session["language"] = {"a" * 16: "n"}, "en"
    session.save()
    goes_back(koko_client, seen=2 * HOUR)
    koko_client.get("/")
    assert (koko_client.session["links"], koko_client.session["language"]) == ({"a" * 16: "n"}, "en")


def test_logging_out_ends_everything_of_the_browser(koko_client):
    session = koko_client.session
    session["links"] = {"a" * 16: "n"}
    session.save()
    koko_client.post("/konto/logout/")
    assert "links" not in koko_client.session


# --- asked by the page's script --------------------------------------------------------------------
def test_asking_how_long_is_no_activity_and_staying_is(koko_client):
    goes_back(koko_client, seen=50 * MINUTE)
    assert 9 * MINUTE <= koko_client.get(ASK).json()["idle"] <= 10 * MINUTE
    assert koko_client.get(ASK).json()["idle"] <= 10 * MINUTE
    assert koko_client.post(ASK).json()["idle"] == HOUR
    assert koko_client.get(ASK).json()["idle"] > 59 * MINUTE


def test_staying_does_not_reach_beyond_the_day(koko_client):
    goes_back(koko_client, began=11 * HOUR + 58 * MINUTE, seen=1)
    assert koko_client.post(ASK).json()["life"] <= 2 * MINUTE


def test_nobody_logged_in_has_nothing_left(client):
    assert client.get(ASK).json() == {"idle": 0, "life": 0}
    assert client.post(ASK).json() == {"idle": 0, "life": 0}


@pytest.mark.parametrize("page", ["/", ACCOUNT])
def test_pages_of_a_login_know_when_it_ends(koko_client, page):
    html = koko_client.get(page).content.decode()
    assert 'data-idle="3' in html
    assert 'data-warn="300"' in html
    assert "Angemeldet bleiben" in html


def test_the_workplace_warns_as_well(client, gib):
    client.force_login(gib)
    assert "data-session" in client.get(reverse("admin:index")).content.decode()


def test_pages_without_a_login_have_no_such_script(client):
    assert "session.js" not in client.get("/").content.decode()


def test_not_every_page_costs_a_write(koko_client, django_assert_max_num_queries):
    koko_client.get(ACCOUNT)
    before = koko_client.session["login_seen"]
    koko_client.get(ACCOUNT)
    assert koko_client.session["login_seen"] == before


def test_a_cookie_with_a_hidden_nul_is_no_session(client):
    answer = client.get("/", headers={"cookie": 'sessionid="\\000aaaaaaaaaaaaaaa"'})
    assert answer.status_code == 200
