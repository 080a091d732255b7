"""In a browser: the summary of errors leads to a field, and the address of the next page does not name it."""

import pytest
from django.urls import reverse

from requests.workflow import State
from tests import factories
from tests.helpers.browser import Person, chromium

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_once_corrected_the_next_address_names_no_field(live_server, client, koko):
    draft = factories.support_request(State.DRAFT, by=koko)
    client.force_login(koko)
    with chromium() as browser:
        person = Person(browser, live_server.url)
        person.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        person.goes_to(reverse("requests:step", args=[draft.oid, 2]))
        person.page.locator("#id_title").fill("x" * 200)
        person.presses("Speichern und weiter")
        person.page.locator("#fehler a").first.click()
        on_the_field = person.page.url
        person.page.locator("#id_title").fill("Übergang")
        person.presses("Speichern und weiter")
        person.page.wait_for_url("**/3/")
        after, troubles = person.page.url, person.troubles

    assert on_the_field.endswith("#id_title")
    assert "#" not in after
    assert troubles == []
