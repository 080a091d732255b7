"""The four journeys of the portal, each from the home page or the mail's link to its confirmation.

Written once in the verbs of `people.py`, so that everybody walks the same way: by keyboard, without
JavaScript, on a telephone. On each way something is left out first, and the page has to say so.
"""

import datetime as dt
import re

from tests.e2e.stories.demo import PASSWORD

KOKO, GIB = "koko.bielefeld@example.org", "sachbearbeitung@example.org"


def in_days(count):
    return dt.date.today() + dt.timedelta(days=count)


def logs_in(person, address):
    person.goes_to("/")
    person.presses("Anmelden")
    person.fills("E-Mail", address)
    person.fills("Passwort", PASSWORD)
    person.presses("Anmelden")


def files_a_request(koko, title):
    """In seven steps, with a look at the whole before it is handed in: (its number)."""
    logs_in(koko, KOKO)
    koko.presses("Neue Anfrage")
    koko.presses("Entwurf beginnen")
    koko.fills("Telefon der Ansprechperson", "0521 51-0000")
    koko.presses("Speichern und weiter")
    koko.fills("Titel der Anfrage", title)
    koko.chooses("Ein einzelner Schritt oder eine Übergabe klappt nicht")
    koko.fills("Wie ist die Lage heute?", "Im Sommer ist niemand erreichbar.")
    koko.presses("Speichern und weiter")
    koko.fills("Ziel 1", "Von Juli bis Oktober ist für jede Schule eine Stelle erreichbar.")
    koko.chooses("In Arbeit")
    koko.ticks(re.compile("Sommerkontakt"))
    koko.presses("Speichern und weiter")
    koko.dates("Frühester Beginn", in_days(60))
    koko.dates("Spätestes Ende", in_days(240))
    koko.fills("Wie viele Tage Begleitung", "viele")
    koko.chooses("Beides")
    koko.presses("Speichern und weiter")
    koko.is_told_of_errors(re.compile("Tage"))
    koko.fills("Wie viele Tage Begleitung", "6,25")
    koko.presses("Speichern und weiter")
    koko.chooses("Ja, es ist informiert")
    koko.dates("Datum der Sitzung", in_days(-20))
    for _ in ("committee", "wishes", "papers"):
        koko.presses("Speichern und weiter")
    assert koko.heading() == "Stimmt alles?"
    koko.presses("Anfrage einreichen")
    koko.is_told_of_errors(re.compile("Hinweis"))
    koko.ticks(re.compile("Datenschutz"))
    koko.presses("Anfrage einreichen")
    assert koko.heading() == "Ihre Anfrage ist da"
    koko.looks()
    return re.search(r"GSVO-\d{4}-\d{4}", koko.page.locator("main").inner_text())[0]


def answers_a_statement(member, link):
    member.goes_to(link)
    member.presses("Weiter zur Zusammenfassung")
    member.is_told_of_errors(re.compile("Antwort"))
    member.chooses("Ich stimme zu")
    member.presses("Weiter zur Zusammenfassung")
    assert member.heading() == "Stimmt das so?"
    assert member.field("Ihr Name").input_value()  # asked nowhere again: the committee's list knows it
    member.presses("Antwort senden")
    member.sees("Ihre Antwort ist angekommen")  # whoever answers last reads how the round ended as well
    member.looks()


def accepts(advisor, link):
    advisor.goes_to(link)
    advisor.presses("Antwort prüfen")
    advisor.is_told_of_errors(re.compile("Entscheidung|Antwort"))
    advisor.chooses("Ich nehme an")
    advisor.ticks(re.compile("Interessenkonflikt"))
    advisor.presses("Antwort prüfen")
    advisor.presses("Verbindlich annehmen")
    advisor.sees("Ihre Zusage ist angekommen")
    advisor.looks()


def declines(advisor, link):
    advisor.goes_to(link)
    advisor.chooses("Ich lehne ab")
    advisor.picks("Bei Ablehnung: Grund", "Keine Zeit im Zeitraum")
    advisor.presses("Antwort prüfen")
    advisor.presses("Ablehnen")
    assert advisor.heading() == "Sie haben abgelehnt"
    advisor.looks()


def promises_days(gib, title):
    """Sachbearbeitung, from the home page to the case that has its days."""
    logs_in(gib, GIB)
    gib.presses("Fälle")
    gib.presses(title)
    gib.presses("Tage zusagen")
    gib.fills("Tage", "")
    gib.presses("Tage zusagen")
    gib.is_told_of_errors(re.compile("Tage"))
    gib.fills("Tage", "6")
    gib.presses(re.compile("Tage zusagen"))
    gib.sees(re.compile("Auftragsklärung"))
    gib.looks()
