"""In a browser: days are counted and the draft is kept while somebody types; no way out loses it."""

import pytest
from django.conf import settings
from django.urls import reverse

from requests.workflow import State
from tests import factories
from tests.helpers.browser import Person, chromium, leaves

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(koko, client):
    client.force_login(koko)
    return factories.support_request(State.CLARIFYING, by=koko)


def writer(browser, live_server, client, case, **options):
    """Somebody on the page on which the mandate is written."""
    person = Person(browser, live_server.url, **options)
    session = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    person.context.add_cookies([session | {"url": live_server.url}])
    person.goes_to(reverse("requests:edit_mandate", args=[case.oid]))
    return person


def test_days_are_counted_and_the_draft_is_kept_while_somebody_types(live_server, client, case):
    with chromium() as browser:
        person = writer(browser, live_server, client, case, viewport={"width": 320, "height": 640})
        page = person.page
        bar = page.locator(".gs-bar")
        page.get_by_label("Bezeichnung").first.fill("Auftakt")
        page.get_by_label("Tage, zum Beispiel").first.fill("7,25")
        assert "Zu viel verplant: 1,25 Tage" in bar.inner_text()
        page.get_by_label("Tage, zum Beispiel").first.fill("5")
        assert "Noch frei: 1 Tag" in bar.inner_text()
        page.locator("h3", has_text="15 Risiken").scroll_into_view_if_needed()
        assert bar.bounding_box()["y"] == 0
        page.locator("[data-kept]", has_text="Entwurf zuletzt gesichert um").wait_for(timeout=20_000)
        page.reload()
        person.sees("Hier steht wieder, was Sie zuletzt eingegeben haben")
        assert page.get_by_label("Bezeichnung").first.input_value() == "Auftakt"
        troubles = person.troubles

    assert troubles == []


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_opening_all_sections_and_moving_rows_lose_nothing(live_server, client, case, has_scripts):
    with chromium() as browser:
        person = writer(browser, live_server, client, case, java_script_enabled=has_scripts)
        page = person.page
        page.get_by_label("Was erreicht werden soll").first.fill("Alle melden")
        person.presses("Alle Abschnitte öffnen")
        page.locator("details:not([open])").first.wait_for(state="detached")
        page.locator("textarea[name=risks]").fill("Eine Schule fällt aus.")
        person.presses("Ziel hinzufügen")
        page.locator("#goals-1 textarea").first.fill("Alle kommen")
        with leaves(page):
            page.locator("button[value=up-goals-1]").click()
        if has_scripts:
            with leaves(page):
                page.locator(".gs-nav a").first.click()
            person.goes_to(reverse("requests:edit_mandate", args=[case.oid]))
        assert page.locator("[name=goals-0-text]").input_value() == "Alle kommen"
        assert page.locator("[name=goals-1-text]").input_value() == "Alle melden"
        assert page.locator("[name=risks]").input_value() == "Eine Schule fällt aus."
        troubles = person.troubles

    assert troubles == []
