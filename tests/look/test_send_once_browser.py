"""In a browser: whoever presses a form's button twice sends it once, and no button stays dead."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from gsvo.links.models import Link
from gsvo.offices import actions
from gsvo.offices.models import Role
from requests.workflow import State
from tests import factories
from tests.helpers.browser import Person, chromium

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

PASSWORD = "vier Wörter und ein Fluss"
TWO_CLICKS = "button => { button.click(); setTimeout(() => button.click(), 30); }"  # the first is on its way
CLICK = "button => button.click()"
STATE = "button => button.getAttribute('aria-disabled')"
SHOWN_AGAIN = "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def button(person, name):
    return person.page.get_by_role("button", name=name, exact=True)


def posts(person):
    """What the person's browser sends from now on, filled as it goes."""
    sent = []
    person.page.on(
        "request", lambda request: request.method == "POST" and sent.append(request.post_data or "")
    )
    return sent


def clicks_twice(person, control):
    with person.page.expect_request(lambda request: request.method == "POST"):
        control.evaluate(CLICK)
    control.evaluate(CLICK)


@pytest.fixture
def invited(live_server, koko):
    """A person on the page of her invitation, and what she sends."""
    actions.invite(factories.office(), by=koko, name="Nina Neu", email="nina.neu@example.org", role=Role.LEAD)
    address = urlsplit(Link.objects.get(purpose="account").url()).path
    with chromium() as browser:
        person = Person(browser, live_server.url)
        person.page.set_default_timeout(60_000)  # on a busy machine
        person.goes_to(address)
        yield person, posts(person)
        assert person.troubles == []


def test_a_double_click_makes_one_account_and_leads_in(invited):
    person, sent = invited
    person.page.locator("[name=password1]").fill("kurz")
    button(person, "Konto anlegen").evaluate(TWO_CLICKS)
    person.page.locator("#fehler").wait_for()  # a failed check is a new page, with a button that works
    assert len(sent) == 1

    for name in ("password1", "password2"):
        person.page.locator(f"[name={name}]").fill(PASSWORD)
    button(person, "Konto anlegen").evaluate(TWO_CLICKS)
    person.page.wait_for_url("**/anfragen/")  # the answer's cookie arrived: nobody asks for a login
    assert len(sent) == 2

    person.page.go_back()
    person.page.wait_for_load_state()
    assert button(person, "Konto anlegen").count() == 0
    assert person.page.locator("button[aria-disabled]").count() == 0


@pytest.fixture
def step(live_server, client, koko):
    """A person on a page with two buttons, and what she sends."""
    draft = factories.support_request(State.DRAFT, by=koko)
    client.force_login(koko)
    path = reverse("requests:step", args=[draft.oid, 2])
    with chromium() as browser:
        person = Person(browser, live_server.url)
        person.page.set_default_timeout(60_000)  # on a busy machine
        person.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        person.goes_to(path)
        yield person, posts(person)
        assert person.troubles == []


def test_the_pressed_button_is_sent_along_and_works_after_the_way_back(step):
    person, sent = step
    for title in ("Übergang", "Übergang zum Berufskolleg"):
        person.page.locator("#id_title").fill(title)
        button(person, "Speichern und später weitermachen").evaluate(TWO_CLICKS)
        person.page.wait_for_url("**/anfragen/*/")
        person.page.go_back()
        person.page.wait_for_load_state()
    assert [("spaeter=" in content, "weiter=" in content) for content in sent] == [(True, False)] * 2


def test_a_page_that_stays_gives_its_button_free(step):
    person, sent = step
    person.page.clock.install()
    person.page.route("**/*", lambda route: route.fulfill(status=204))
    go_on = button(person, "Speichern und weiter")
    clicks_twice(person, go_on)
    assert go_on.evaluate(STATE) == "true"

    person.page.clock.run_for(5000)
    assert go_on.evaluate(STATE) is None
    clicks_twice(person, go_on)

    person.page.evaluate(SHOWN_AGAIN)
    assert go_on.evaluate(STATE) is None
    clicks_twice(person, go_on)
    assert len(sent) == 3


def test_a_form_that_only_reads_is_left_alone(step):
    person, _sent = step
    person.goes_to(reverse("advisors:pool"))
    search = person.page.locator("form[role=search] button")
    person.page.route("**/*", lambda route: route.fulfill(status=204))
    search.evaluate(CLICK)
    assert search.evaluate(STATE) is None
