"""A new office from the invitation to the engagement, by somebody who is tired and makes mistakes.

Each mistake is answered in German at its place, and nothing typed is lost.
"""

import re

import pytest

from tests.e2e.stories import journeys
from tests.e2e.stories.people import Mouse

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]

OFFICE, LEAD, COLLEAGUE = "05774", "lena.neu@example.org", "kim.kollegin@example.org"
CHAIR, AGENCY = "vorsitz.paderborn@example.org", "agentur.paderborn@example.org"
PASSWORD = "sieben-gelbe-regenschirme"
TITLE = "Anschluss ohne Warteschleife"
INVITED = f"""
from gsvo.demo.cases import user_of
from gsvo.offices import actions
from gsvo.offices.models import Office
office = Office.objects.get(key="{OFFICE}")
actions.invite(office, by=user_of("leitung"), email="{LEAD}", name="Lena Neu", role="lead")
"""
KOKO = "koko.hoexter@example.org"
GRANTED = """
from gsvo.demo import cases
from tests.e2e.stories.places import place
place("05762", "hoexter")
row = cases.granted("05762", "summer", 12, by="koko.hoexter")
cases.mandate_written(row, 4, by="koko.hoexter")
"""
AGREED = """
from requests.models import SupportRequest
from tests.e2e.stories.places import accepted, all_agree
row = SupportRequest.objects.get(office__key="05762")
all_agree(row)
accepted(row, 2)
"""


def test_a_new_office_files_its_first_request(demo, enters):
    demo.prepares(INVITED)
    lead = enters(Mouse)
    makes_an_account(lead, demo.link_to(LEAD, "", "konto/einladung"))
    invites_a_colleague(lead, demo)
    enters_the_committee(lead)
    copies_the_chain(lead)
    number = files_the_request(lead)

    demo.delivers()
    assert len(demo.postbox.to(COLLEAGUE)) == 1
    receipts = [mail for mail in demo.postbox.to(LEAD) if TITLE in demo.postbox.text(mail)]
    assert len(receipts) == 1
    lead.goes_to("/anfragen/")
    lead.sees(number)
    assert lead.page.get_by_text("So fangen Sie an").count() == 0  # all is done


def makes_an_account(lead, link):
    lead.goes_to(link)
    lead.fills("Ihr Name", "")
    lead.presses("Konto anlegen")
    lead.is_told_of_errors(re.compile("Name"))
    lead.fills("Ihr Name", "Lena Neu")
    lead.fills("Dienstliche Telefonnummer", "05251 12-0")
    lead.page.locator("[name=password1]").fill("kurz")
    lead.page.locator("[name=password2]").fill("kurz")
    lead.presses("Konto anlegen")
    lead.is_told_of_errors(re.compile("zu kurz"))
    assert lead.field("Dienstliche Telefonnummer").input_value() == "05251 12-0"
    lead.page.locator("[name=password1]").fill(PASSWORD)
    lead.page.locator("[name=password2]").fill(PASSWORD)
    lead.presses_twice("Konto anlegen")
    lead.sees("So fangen Sie an")
    lead.goes_back()  # the account is there: the invitation's page says how to come in
    lead.reloads()
    lead.looks()
    assert steps_done(lead) == [False] * 4


def steps_done(person):
    """For each step of "So fangen Sie an" whether it is done."""
    person.goes_to("/anfragen/")
    sides = person.page.locator(".gs-first .gs-rows__side").all_inner_texts()
    assert {*sides} <= {"erledigt", "offen"}, sides
    return [side == "erledigt" for side in sides]


def invites_a_colleague(lead, demo):
    lead.goes_to("/anfragen/")
    lead.presses("Kolleg:innen einladen")
    lead.presses("Einladung schicken")
    lead.is_told_of_errors(re.compile("Name"))
    lead.fills("Name", "Kim Kollegin")
    lead.fills("Dienstliche E-Mail-Adresse", "kim.kollegin@")
    lead.chooses("Mitarbeit")
    lead.presses("Einladung schicken")
    lead.is_told_of_errors(re.compile("E-Mail"))
    assert lead.field("Name").input_value() == "Kim Kollegin"
    lead.fills("Dienstliche E-Mail-Adresse", COLLEAGUE)
    lead.presses_twice("Einladung schicken")
    lead.sees(re.compile("ist unterwegs|nicht doppelt angelegt"))  # whichever click is answered last
    lead.goes_back()
    lead.looks()
    assert steps_done(lead) == [True, False, False, False]


def enters_the_committee(lead):
    lead.presses("Steuerungsgremium eintragen")
    lead.presses("Mitglied eintragen")
    form = lead.page.url
    lead.fills("Institution", "Kreis Paderborn, Schulamt")
    lead.closes_the_tab()
    lead.goes_to(form)
    until(lead, lambda: lead.field("Institution").input_value() == "Kreis Paderborn, Schulamt")
    lead.presses("Speichern")
    lead.is_told_of_errors(re.compile("Name"))
    for institution, name, address in (
        ("Kreis Paderborn, Schulamt", "Wilma Schulte", CHAIR),
        ("Agentur für Arbeit", "Jan Agentur", AGENCY),
    ):
        lead.goes_to(form)
        lead.fills("Institution", institution)
        lead.fills("Name", name)
        lead.fills("E-Mail", address)
        if address == CHAIR:
            lead.ticks("Vorsitz")
        lead.presses_twice("Speichern")
        lead.sees(name)
    lead.sees("2 Mitglieder")
    assert steps_done(lead) == [True, True, False, False]


def until(person, holds):
    """What the closed tab sent may arrive a moment later."""
    for _try in range(20):
        if holds():
            return
        person.reloads()
    assert holds(), person.page.url


def copies_the_chain(lead):
    lead.presses("Verantwortungskette anlegen")
    lead.presses("Kette anlegen")
    lead.is_told_of_errors(re.compile("Schuljahr"))
    lead.page.get_by_role("radio").first.check()
    lead.presses_twice("Kette anlegen")
    lead.sees(re.compile("Die Kette ist angelegt|nicht doppelt angelegt"))
    lead.looks()
    lead.goes_back()
    lead.reloads()
    assert steps_done(lead) == [True, True, True, False]


def files_the_request(lead):
    lead.presses("Anfrage einreichen")
    lead.presses_twice("Entwurf beginnen")
    lead.presses("Speichern und weiter")
    lead.fills("Titel der Anfrage", TITLE)
    lead.chooses("Ein einzelner Schritt oder eine Übergabe klappt nicht")
    lead.fills("Wie ist die Lage heute?", "Niemand weiß, wer im August zuständig ist.")
    step = lead.page.url
    lead.closes_the_tab()
    lead.goes_to(step)
    until(lead, lambda: lead.field("Titel der Anfrage").input_value() == TITLE)
    lead.presses("Speichern und weiter")
    lead.fills("Ziel 1", "Bis zu den Herbstferien weiß jede Schule, wen sie anruft.")
    lead.chooses("In Arbeit")
    lead.presses("Speichern und weiter")
    wishes_days(lead)
    says_what_the_committee_knows(lead)
    for _ in ("wishes", "papers"):
        lead.presses("Speichern und weiter")
    assert lead.heading() == "Stimmt alles?"
    lead.ticks(re.compile("Datenschutz"))
    lead.presses_twice("Anfrage einreichen")
    assert lead.heading() == "Ihre Anfrage ist da"
    lead.looks()
    lead.goes_back()
    lead.looks()
    lead.goes_to("/anfragen/")
    return re.search(r"GSVO-\d{4}-\d{4}", lead.page.locator("main").inner_text())[0]


def wishes_days(lead):
    lead.chooses("Beides")
    lead.dates("Frühester Beginn", journeys.in_days(200))
    lead.dates("Spätestes Ende", journeys.in_days(90))
    lead.fills("Wie viele Tage Begleitung", "viele")
    goes_on_and_is_told(lead, "Tage")
    assert lead.field("Wie viele Tage Begleitung").input_value() == "viele"
    lead.fills("Wie viele Tage Begleitung", "100")
    goes_on_and_is_told(lead, "vor dem Beginn")
    lead.dates("Frühester Beginn", journeys.in_days(90))
    lead.dates("Spätestes Ende", journeys.in_days(400))
    goes_on_and_is_told(lead, "Gefördert wird zurzeit vom .* bis")
    lead.dates("Spätestes Ende", journeys.in_days(200))
    goes_on_and_is_told(lead, "100 Tage sind sehr viel")
    lead.fills("Wie viele Tage Begleitung", "10")
    lead.presses("Speichern und weiter")


def goes_on_and_is_told(lead, words):
    lead.presses("Speichern und weiter")
    lead.is_told_of_errors(re.compile(words))


def says_what_the_committee_knows(lead):
    lead.chooses("Ja, es ist informiert")
    lead.dates("Datum der Sitzung", journeys.in_days(20))
    goes_on_and_is_told(lead, "liegt noch vor uns")
    lead.dates("Datum der Sitzung", journeys.in_days(-20))
    lead.presses("Speichern und weiter")


# --- the later half, from prepared states ----------------------------------------------------------
def test_a_new_office_asks_its_committee_and_begins(demo, enters):
    demo.prepares(GRANTED)
    lead = enters(Mouse)
    journeys.logs_in(lead, KOKO)
    asks_the_committee(lead)
    demo.delivers()
    for number in (1, 2, 3):  # a double click asks nobody twice
        assert len(asked(demo, number)) == 1

    demo.prepares(AGREED)
    lead.reloads()
    lead.sees("Alle mit Stimme haben zugestimmt")
    lead.goes_to("/anfragen/")
    lead.presses("Sommer")
    lead.sees("In Begleitung")
    demo.postbox.wait_for(KOKO, "hat eine Begleitung", seconds=1)
    ends_nothing_by_mistake(lead)


def asks_the_committee(lead):
    lead.presses("Sommer")
    lead.presses("An das Gremium geben")
    lead.field("Antwort bis").fill("")
    lead.presses("An das Gremium geben")
    lead.is_told_of_errors(re.compile("Antwort bis"))
    lead.dates("Antwort bis", journeys.in_days(-1))
    lead.presses("An das Gremium geben")
    lead.is_told_of_errors(re.compile("Antwort bis"))
    lead.dates("Antwort bis", journeys.in_days(14))
    lead.presses_twice("An das Gremium geben")
    lead.sees("0 von 3")
    lead.goes_back()
    lead.reloads()
    lead.looks()
    lead.page.go_forward()
    lead.sees("0 von 3")


def asked(demo, number):
    mails = demo.postbox.to(f"gremium{number}.hoexter@example.org")
    return [mail for mail in mails if "Stimmen Sie" in mail["Subject"]]


def ends_nothing_by_mistake(lead):
    lead.goes_to("/begleitungen/")
    lead.presses(re.compile("Sommer"))
    lead.presses(re.compile("Begleitung beenden"))
    lead.presses("Begleitung beenden")
    lead.is_told_of_errors(re.compile("endet"))
    lead.presses("Doch nicht")
    lead.sees("In Begleitung")
    lead.looks()
