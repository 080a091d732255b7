"""Passkeys in a real browser, with Chromium's virtual authenticator; and what the server alone refuses."""

import pytest
from allauth.mfa.models import Authenticator

from tests import factories
from tests.accounts.mfa import app_shows
from tests.helpers.browser import Person, chromium

pytestmark = pytest.mark.once
BY_PASSKEY, ADD = "/konto/login/passkey/", "/konto/zweiter-faktor/passkey/"


def in_a_browser(test):
    marks = pytest.mark.browser, pytest.mark.django_db(transaction=True)
    for mark in marks:
        test = mark(test)
    return test


@pytest.fixture
def miriam(live_server, settings):
    """Of the G.I.B., with a second factor to set up, and a browser on a device that knows her finger."""
    settings.STAFF_SECOND_FACTOR = True
    factories.staff("Leitung", email="miriam@example.org", name="Miriam Muster")
    with chromium() as browser:
        person = Person(browser, live_server.url)
        person.devtools = person.context.new_cdp_session(person.page)
        person.devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = person.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        person.device = made["authenticatorId"]
        yield person
        assert person.troubles == []


def logs_in(person, wanted="/admin/"):
    person.goes_to(wanted)
    person.fills("E-Mail-Adresse", "miriam@example.org")
    person.fills("Passwort", factories.PASSWORD)
    person.presses("Anmelden")


def logs_out(person):
    person.goes_to("/konto/logout/")
    person.page.get_by_role("main").get_by_role("button", name="Abmelden", exact=True).click()
    person.page.wait_for_load_state()


@in_a_browser
def test_a_passkey_is_set_up_at_the_gate_and_is_enough_from_then_on(miriam):
    logs_in(miriam)
    miriam.sees("Der Arbeitsplatz der G.I.B. ist mit einem zweiten Faktor geschützt")
    miriam.presses("Passkey hinzufügen")
    miriam.fills("Name des Passkeys", "Diensthandy")
    miriam.presses("Passkey hinzufügen")
    miriam.sees("Ihre Notfallcodes")
    miriam.presses("Habe ich aufbewahrt, weiter")
    assert miriam.heading() == "Was ansteht"

    logs_out(miriam)
    miriam.goes_to("/admin/")
    miriam.presses("Mit Passkey anmelden")
    miriam.sees("Was ansteht")

    logs_out(miriam)
    logs_in(miriam)
    miriam.sees("Nehmen Sie Ihren Passkey oder einen Ihrer Notfallcodes")
    miriam.presses("Passkey benutzen")
    miriam.sees("Was ansteht")

    logs_out(miriam)
    miriam.devtools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": miriam.device, "isUserVerified": False}
    )
    miriam.goes_to("/konto/login/")
    miriam.presses("Mit Passkey anmelden")  # the wrong finger
    miriam.sees("Das hat nicht geklappt oder wurde abgebrochen")
    assert miriam.page.url.endswith("/konto/login/")


@in_a_browser
def test_an_app_is_set_up_at_the_gate_by_its_key_as_text(miriam):
    logs_in(miriam)
    miriam.presses("App einrichten")
    picture = miriam.page.get_by_role("img", name="QR-Code für die App")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 100")
    key = miriam.page.locator("dd code").inner_text().replace(" ", "")
    miriam.fills("Code aus der App", app_shows(key))
    miriam.presses("App einrichten")
    miriam.presses("Habe ich aufbewahrt, weiter")
    assert miriam.heading() == "Was ansteht"


# --- what the server refuses --------------------------------------------------------------------------
NONSENSE = ["", "{}", "[]", "null", "1", '"x"', '{"response": {"userHandle": "OTk5"}}', '{"response": []}']


@pytest.mark.django_db
@pytest.mark.parametrize("credential", NONSENSE)
def test_no_nonsense_logs_anybody_in(client, koko, credential):
    challenge = client.get(BY_PASSKEY, headers={"accept": "application/json"}).json()
    assert challenge["request_options"]["publicKey"]["userVerification"] == "required"
    assert challenge["request_options"]["publicKey"]["rpId"] == "localhost"
    assert client.post(BY_PASSKEY, {"credential": credential}).status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize("credential", NONSENSE)
def test_no_nonsense_becomes_a_passkey(client, koko, credential):
    client.post("/konto/login/", {"login": koko.email, "password": factories.PASSWORD})
    options = client.get(ADD).context["js_data"]["creation_options"]["publicKey"]
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    response = client.post(ADD, {"name": "x", "credential": credential})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Authenticator.objects.exists()


@pytest.mark.django_db
def test_a_passkey_belongs_to_the_portals_own_address(client, koko, settings):
    settings.BASE_URL = "https://gsvo.example.org"
    challenge = client.get(BY_PASSKEY, headers={"accept": "application/json"}).json()
    assert challenge["request_options"]["publicKey"]["rpId"] == "gsvo.example.org"


@pytest.mark.django_db
def test_nobody_removes_the_passkey_of_somebody_else(client, koko, other_koko):
    theirs = Authenticator.objects.create(user=other_koko, type="webauthn", data={"name": "x"})
    client.post("/konto/login/", {"login": koko.email, "password": factories.PASSWORD})
    assert client.post(f"{ADD}{theirs.pk}/entfernen/").status_code == 404
    assert Authenticator.objects.get() == theirs
