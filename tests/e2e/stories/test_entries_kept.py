"""Two browsers, two tabs: nothing typed is lost by a link, a logout elsewhere or a right that ended.

By its name this file comes before the journeys, which answer for the member of the committee that types here.
"""

import pytest

from tests.e2e.stories import journeys
from tests.e2e.stories.demo import PASSWORD
from tests.e2e.stories.people import Mouse

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]
TEXT = "Übergänge ohne Brüche, mit allen am Tisch"
WITHOUT_SCRIPTS = {"java_script_enabled": False}


@pytest.fixture
def somebody(browser, demo):
    people = []

    def comes(**options):
        people.append(Mouse(browser, demo.url, **options))
        return people[-1]

    yield comes
    troubles = [trouble for person in people for trouble in person.troubles]
    for person in people:
        person.leaves()
    assert [trouble for trouble in troubles if "403" not in trouble] == []


def begins_a_draft(koko):
    journeys.logs_in(koko, journeys.KOKO)
    koko.presses("Neue Anfrage")
    koko.presses("Entwurf beginnen")
    koko.page.wait_for_url("**/schritt/1/")
    step = koko.page.url.replace("/schritt/1/", "/schritt/2/")
    koko.goes_to(step)
    return step


def stands_in(person, label):
    return person.field(label).input_value()


def test_the_way_back_in_the_form_and_the_other_language_lose_nothing(somebody):
    koko = somebody()
    step = begins_a_draft(koko)
    koko.fills("Titel der Anfrage", TEXT)
    koko.page.get_by_role("link", name="Zurück zu Schritt 1").click()
    koko.page.wait_for_url("**/schritt/1/")
    koko.page.get_by_role("link", name="2 Anlass").click()
    koko.page.wait_for_url(step)
    koko.sees("Hier steht wieder, was Sie zuletzt eingegeben haben")
    assert stands_in(koko, "Titel der Anfrage") == TEXT

    koko.fills("Titel der Anfrage", f"{TEXT}!")
    koko.page.get_by_role("button", name="English").click()
    koko.page.locator("html[lang=en]").wait_for()
    assert koko.page.locator("#id_title").input_value() == f"{TEXT}!"
    koko.page.get_by_role("button", name="Deutsch").click()
    koko.page.locator("html[lang=de]").wait_for()

    koko.presses("Eingaben verwerfen")
    koko.sees("Die Eingaben sind gelöscht")
    assert stands_in(koko, "Titel der Anfrage") == ""


def test_a_member_looks_elsewhere_and_her_remark_is_still_there(somebody, demo):
    member = somebody()
    member.goes_to(demo.link_to("gremium5.05711@example.org", "Stimmen Sie", "stellungnahme"))
    member.fills("Ihre Anmerkung zum Auftrag insgesamt", TEXT)
    member.page.get_by_role("link", name="Ich bin nicht (mehr) zuständig").click()
    member.page.wait_for_url("**/nicht-zustaendig/")
    member.goes_back()
    assert stands_in(member, "Ihre Anmerkung zum Auftrag insgesamt") == TEXT

    phone = somebody()  # the same mail, opened on another device
    phone.goes_to(demo.link_to("gremium5.05711@example.org", "Stimmen Sie", "stellungnahme"))
    assert stands_in(phone, "Ihre Anmerkung zum Auftrag insgesamt") == TEXT
    phone.presses("Eingaben verwerfen")


def test_without_scripts_the_page_stays_and_the_buttons_keep(somebody):
    koko = somebody(**WITHOUT_SCRIPTS)
    begins_a_draft(koko)
    koko.fills("Titel der Anfrage", TEXT)
    with koko.context.expect_page() as beside:
        koko.page.get_by_role("link", name="Pool").click()
    beside.value.wait_for_url("**/pool/")
    beside.value.close()
    assert stands_in(koko, "Titel der Anfrage") == TEXT


def test_a_closed_tab_keeps_what_was_typed(somebody):
    koko = somebody()
    step = begins_a_draft(koko)
    koko.fills("Titel der Anfrage", TEXT)
    other = koko.context.new_page()
    koko.page.close(run_before_unload=True)
    koko.page = other
    for _try in range(20):
        koko.goes_to(step)
        if stands_in(koko, "Titel der Anfrage") == TEXT:
            break
    assert stands_in(koko, "Titel der Anfrage") == TEXT


def test_logged_out_in_one_tab_sent_in_the_other_and_somebody_else_in_between(somebody):
    koko = somebody()
    begins_a_draft(koko)
    koko.fills("Titel der Anfrage", TEXT)
    writing, other = koko.page, koko.context.new_page()
    koko.page = other
    koko.goes_to("/konto/")
    koko.presses("Abmelden")
    koko.page.wait_for_url(koko.base_url + "/")
    journeys.logs_in(koko, "koko.unna@example.org")
    koko.page.wait_for_url("**/anfragen/")

    koko.page = writing
    koko.presses("Speichern und später weitermachen")
    koko.sees("Dieses Formular gehört zu einem anderen Konto")
    koko.goes_to("/eingaben/")
    assert TEXT not in koko.page.content()
    koko.goes_to("/konto/")
    koko.presses("Abmelden")

    elsewhere = somebody()
    journeys.logs_in(elsewhere, journeys.KOKO)
    elsewhere.goes_to("/eingaben/")
    elsewhere.sees(TEXT)
    elsewhere.presses("Noch einmal absenden")
    elsewhere.sees("Gespeichert. Sie können jederzeit weitermachen.")
    elsewhere.sees(TEXT)


def test_after_a_logout_elsewhere_the_next_login_leads_to_what_was_typed(somebody):
    koko = somebody()
    begins_a_draft(koko)
    koko.fills("Titel der Anfrage", TEXT)
    writing, koko.page = koko.page, koko.context.new_page()
    koko.goes_to("/konto/")
    koko.presses("Abmelden")
    koko.page.wait_for_url(koko.base_url + "/")
    koko.page = writing
    koko.presses("Speichern und später weitermachen")
    koko.fills("E-Mail", journeys.KOKO)
    koko.fills("Passwort", PASSWORD)
    koko.presses("Anmelden")
    koko.sees("Ihre Eingaben sind noch da")
    koko.sees(TEXT)
