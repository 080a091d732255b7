"""The portal starts from nothing, answers, and lets people in."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PEOPLE = (
    "from gsvo.demo import people; people.staff(); people.offices(); people.pool(); people.funding_period()"
)


def test_a_stranger_sees_the_offer_and_a_coordinator_gets_in(portal, somebody):
    portal.run(PEOPLE)
    koko = somebody()

    koko.goes_to("/")
    koko.goes_to("/konto/login/")
    koko.fills("E-Mail", "koko.bielefeld@example.org")
    koko.fills("Passwort", "demo-gsvo-2026")
    koko.presses("Anmelden")

    assert koko.heading() != ""
    assert "/konto/login" not in koko.page.url
