"""The end of a login in a real browser: a warning, text that stays, and nothing behind Back."""

from datetime import timedelta

import pytest

from tests import factories
from tests.helpers.browser import Person, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
WARNING = "werden Sie abgemeldet"


@pytest.fixture
def karla(live_server, settings):
    """Logged in with a browser of her own; a login ends after so many seconds of nothing."""
    factories.member(factories.office(), email="karla@example.org", name="Karla Koko")
    with chromium() as browser:
        person = Person(browser, live_server.url)

        def logs_in(idle):
            settings.SESSION_IDLE = timedelta(seconds=idle)
            person.goes_to("/konto/login/?next=/konto/")
            person.fills("E-Mail-Adresse", "karla@example.org")
            person.fills("Passwort", factories.PASSWORD)
            person.presses("Anmelden")
            person.sees("Ihre Koordinierungsstelle")

        person.logs_in = logs_in
        yield person
        assert person.troubles == []


def test_somebody_is_warned_stays_and_is_told_when_it_is_over(karla):
    karla.logs_in(6)
    notice = karla.page.locator("[data-session]")
    assert not notice.is_visible()
    karla.sees(WARNING)
    assert notice.get_by_role("status").inner_text().startswith("Um ")
    assert notice.get_by_role("status").get_attribute("aria-live") is None  # the role says so
    karla.page.get_by_role("button", name="Angemeldet bleiben").press("Enter")
    notice.wait_for(state="hidden")
    karla.sees(WARNING)
    karla.sees("Ihre Sitzung ist zu Ende")
    assert not karla.page.get_by_role("button", name="Angemeldet bleiben").is_visible()


def test_who_types_is_not_idle(karla):
    karla.logs_in(4)
    field = karla.page.get_by_label("Telefon")
    for _letter in range(10):
        field.press("1")
        karla.page.wait_for_timeout(500)
    assert not karla.page.locator("[data-session]").is_visible()
    karla.presses("Speichern")
    karla.sees("Gespeichert")


def test_what_was_typed_too_late_comes_back_after_the_login(karla):
    karla.logs_in(3)
    karla.fills("Name", "Karla Koko-Übermut")
    karla.page.wait_for_timeout(500)
    karla.sees("Ihre Sitzung ist zu Ende")
    karla.page.get_by_role("button", name="Speichern").first.click()
    karla.fills("E-Mail-Adresse", "karla@example.org")
    karla.fills("Passwort", factories.PASSWORD)
    karla.presses("Anmelden")
    assert karla.heading() == "Ihre Eingaben sind noch da"
    karla.sees("Karla Koko-Übermut")
    karla.presses("Noch einmal absenden")
    karla.sees("Gespeichert")
    assert karla.page.get_by_label("Name").first.input_value() == "Karla Koko-Übermut"


def test_back_after_logging_out_shows_nothing(karla):
    karla.logs_in(3600)
    karla.page.get_by_role("button", name="Abmelden", exact=True).first.click()
    karla.page.wait_for_load_state()
    karla.page.go_back()
    karla.page.wait_for_load_state("networkidle")
    assert "karla@example.org" not in karla.page.content()
    assert "/konto/login/" in karla.page.url
