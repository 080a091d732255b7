"""In a real browser: an open tab after the access was stopped, and a login after its factor was replaced."""

import pytest
from allauth.mfa.models import Authenticator

from gsvo.accounts.models import User
from gsvo.offices.models import Role
from tests import factories
from tests.accounts.mfa import app_shows, with_app
from tests.helpers.browser import Person, chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
KARLA, LUCA = "karla@example.org", "luca@example.org"
REFUSED = "Failed to load resource: the server responded with a status of 403 (Forbidden)"


def logs_in(person, email, wanted="/konto/"):
    person.goes_to(f"/konto/login/?next={wanted}")
    person.fills("E-Mail-Adresse", email)
    person.fills("Passwort", factories.PASSWORD)
    person.presses("Anmelden")


def test_who_is_stopped_writes_nothing_more_from_an_open_tab(live_server):
    factories.member(factories.office(), Role.LEAD, email=KARLA, name="Karla Koko")
    factories.staff("Sachbearbeitung", email=LUCA, name="Luca Sachbearbeitung")
    with chromium() as browser:
        karla, luca = (Person(browser, live_server.url) for _who in range(2))
        logs_in(karla, KARLA)
        karla.fills("Name", "Karla Anders")
        logs_in(luca, LUCA, "/admin/")
        luca.presses("Konto suchen")
        luca.fills("E-Mail-Adresse", KARLA)
        luca.presses("Konto suchen")
        luca.sees("Bielefeld: Leitung")
        luca.presses("Zugang sperren …")
        luca.presses("Zugang sperren")
        luca.sees("Der Zugang von Karla Koko ist gesperrt.")
        karla.presses("Speichern")
        karla.sees("Ihre Sitzung ist zu Ende")
        logs_in(karla, KARLA)
        assert karla.page.url.endswith("/konto/inaktiv/")
        karla.page.go_back()
        karla.goes_to("/konto/stelle/05711/")
        assert "/konto/login/" in karla.page.url
        assert karla.troubles == [REFUSED]  # what she sent from the open tab
        assert luca.troubles == []
    assert User.objects.get(email=KARLA).name == "Karla Koko"


def test_a_login_proven_by_a_replaced_app_is_out_at_the_next_click(live_server, settings):
    settings.STAFF_SECOND_FACTOR = True
    leitung = factories.staff("Leitung", email=LUCA, name="Luca Leitung")
    secret = with_app(leitung)
    codes = Authenticator.objects.get(user=leitung, type="recovery_codes").wrap().get_unused_codes()
    with chromium() as browser:
        here, elsewhere = (Person(browser, live_server.url) for _browser in range(2))
        for person, code in ((here, app_shows(secret)), (elsewhere, codes[0])):
            logs_in(person, LUCA, "/admin/accounts/user/")
            person.fills("Code aus der App oder Notfallcode", code)
            person.presses("Weiter")
            assert person.heading() == "Konten"
        here.goes_to("/konto/")
        here.sees("in einem weiteren Browser")
        here.presses("App entfernen …")
        here.presses("App entfernen")
        here.sees("Zweiten Faktor einrichten")
        elsewhere.presses("Konto suchen")
        assert "/konto/login/" in elsewhere.page.url
        here.goes_to("/admin/accounts/user/")
        assert here.heading() == "Zweiten Faktor einrichten"
        assert here.troubles == elsewhere.troubles == []
