"""From an empty portal to an accepted engagement: real browsers, real mails, a real worker.

A request is asked back and answered, days are promised, the committee wants a change and then agrees, the
first advisor declines, the second accepts; in the end the engagement stands in everybody's list.
"""

import datetime as dt
import re

import pytest

from tests.factories import PASSWORD

pytestmark = pytest.mark.browser

PEOPLE = (
    "from django.contrib.auth.hashers import make_password\n"
    "from gsvo.accounts.models import User\n"
    "from gsvo.demo import people\n"
    "from tests.factories import PASSWORD\n"
    "people.staff(); people.offices(); people.pool(); people.funding_period()\n"
    # The demo's own password opens nothing outside the demo. One hash for all: each takes its time.
    "User.objects.update(password=make_password(PASSWORD))\n"
)
KOKO, GIB = "koko.bielefeld@example.org", "sachbearbeitung@example.org"
FIRST, SECOND = "beratung1@example.org", "beratung2@example.org"
COMMITTEE = [
    ("Stadt Bielefeld, Dezernat Schule", "Georg Wiemann", "wiemann@example.com"),
    ("Agentur für Arbeit Bielefeld", "Sabine Kötter", "koetter@example.com"),
    ("Jobcenter Arbeitplus", "Emre Yıldız", "yildiz@example.com"),
]
TITLE = "Kette & Kreis: Übergaben im Sommer"


def in_days(count):
    return (dt.date.today() + dt.timedelta(days=count)).isoformat()


def test_from_an_empty_portal_to_an_accepted_engagement(portal, somebody):
    portal.run(PEOPLE)
    koko, gib = somebody(), somebody()
    logs_in(koko, KOKO)
    logs_in(gib, GIB)

    number = files_a_request(koko, portal.postbox)
    asks_back_and_is_answered(gib, koko, number, portal.postbox)
    promises_days(gib, number, portal.postbox)
    enters_the_committee(koko)
    writes_the_mandate(koko, number)
    asks_the_committee(koko)
    one_wishes_a_change(somebody, portal.postbox)
    writes_version_two(koko, number, portal.postbox)
    all_agree(somebody, portal.postbox)
    invites_two(gib, number, portal.postbox)
    first_declines(somebody, portal.postbox)
    advisor = second_accepts(somebody, portal.postbox)

    everybody_knows(koko, gib, advisor, number, portal.postbox)
    assert secrets_do_not_rest(portal)


def logs_in(person, address):
    person.goes_to("/konto/login/")
    person.fills("E-Mail", address)
    person.fills("Passwort", PASSWORD)
    person.presses("Anmelden")
    person.page.wait_for_url(lambda url: "/konto/login" not in url)


# --- the request ----------------------------------------------------------------------------------
def files_a_request(koko, postbox):
    koko.goes_to("/anfragen/neu/")
    koko.presses("Entwurf beginnen")
    page = koko.page
    koko.fills("Telefon der Ansprechperson", "0521 51-0000")
    koko.presses("Speichern und weiter")
    koko.fills("Titel der Anfrage", TITLE)
    koko.chooses("Ein einzelner Schritt oder eine Übergabe klappt nicht")
    koko.fills("Wie ist die Lage heute?", "Im Sommer ist niemand erreichbar, und Anschriften fehlen.")
    koko.presses("Speichern und weiter")
    koko.fills("Ziel 1", "Von Juli bis Oktober ist für jede Schule eine Stelle erreichbar.")
    koko.chooses("In Arbeit")
    page.get_by_role("checkbox", name=re.compile("Sommerkontakt")).check()
    koko.presses("Speichern und weiter")
    koko.fills("Frühester Beginn", in_days(60))
    koko.fills("Spätestes Ende", in_days(240))
    koko.fills("Wie viele Tage Begleitung", "6,25")
    koko.chooses("Beides")
    koko.presses("Speichern und weiter")
    koko.chooses("Ja, es ist informiert")
    koko.fills("Datum der Sitzung", in_days(-20))
    koko.presses("Speichern und weiter")
    koko.presses("Speichern und weiter")  # wishes
    koko.presses("Speichern und weiter")  # papers
    assert koko.heading() == "Stimmt alles?"
    page.get_by_role("checkbox").last.check()
    koko.presses("Anfrage einreichen")

    receipt = postbox.wait_for(KOKO, "GSVO-")
    assert TITLE in postbox.text(receipt)
    return re.search(r"GSVO-\d{4}-\d{4}", receipt["Subject"] + postbox.text(receipt))[0]


def opens_case(gib, number):
    gib.goes_to("/admin/faelle/")
    gib.page.get_by_role("link", name=re.compile("Kette & Kreis")).first.click()
    gib.page.wait_for_url(re.compile(r"/admin/faelle/[a-z2-7]{16}/"))
    gib.sees(number)


def opens_request(koko, number):
    koko.goes_to("/anfragen/")
    koko.page.get_by_role("link", name=re.compile("^" + re.escape(TITLE))).click()
    koko.sees(number)


def asks_back_and_is_answered(gib, koko, number, postbox):
    opens_case(gib, number)
    gib.presses("Rückfrage stellen")
    gib.fills("Ihre Frage", "War die Schulaufsicht dabei?")
    gib.presses("Rückfrage stellen")
    question = postbox.wait_for(KOKO, "Antwort bis")
    assert "War die Schulaufsicht dabei?" in postbox.text(question)

    opens_request(koko, number)
    koko.presses("Rückfrage beantworten")
    koko.page.locator("form textarea").last.fill("Ja, beide waren dabei.")
    koko.presses("Antwort absenden")
    koko.sees("Eingereicht")


def promises_days(gib, number, postbox):
    opens_case(gib, number)
    gib.sees("Ja, beide waren dabei.")
    gib.presses("Tage zusagen")
    gib.fills("Tage", "6")
    gib.presses(re.compile("Tage zusagen"))
    assert "6 Tage" in postbox.text(postbox.wait_for(KOKO, "6 Tage"))


# --- the mandate ----------------------------------------------------------------------------------
def enters_the_committee(koko):
    for number, (institution, name, address) in enumerate(COMMITTEE):
        koko.goes_to("/gremium/")
        koko.presses("Mitglied eintragen")
        koko.fills("Institution", institution)
        koko.fills("Name", name)
        koko.fills("E-Mail", address)
        if number == 0:
            koko.page.get_by_label("Diese Person hat den Vorsitz").check()
        koko.presses("Speichern")
        koko.sees(name)


def writes_the_mandate(koko, number):
    opens_request(koko, number)
    koko.page.goto(f"{koko.page.url}auftrag/")
    koko.presses(re.compile("Auftrag (beginnen|bearbeiten|weiterschreiben)"))
    if "bearbeiten" not in koko.page.url:
        koko.presses("Auftrag bearbeiten")
    koko.opens_all()
    page = koko.page
    for area in page.locator("form textarea:visible").all():
        if not area.input_value():
            area.fill("Das haben wir gemeinsam besprochen.")
    page.get_by_label("Bezeichnung").first.fill("Auftakt mit allen Partnern")
    page.get_by_label("Bis wann").first.fill(in_days(90))
    page.get_by_label("Tage, zum Beispiel").first.fill("2,5")
    koko.presses("Speichern und an das Gremium geben")


def asks_the_committee(koko):
    koko.fills("Antwort bis", in_days(14))
    koko.presses("An das Gremium geben")
    koko.sees("0 von 3")


def answers(somebody, postbox, address, words, *, seen, choice, remark=""):
    """A member opens the newest mail with these words, reads, chooses, checks and sends."""
    member = somebody()
    mail = postbox.wait_for(address, words, after=seen)
    member.goes_to(postbox.link(mail, "stellungnahme"))
    member.sees("Stimmen Sie dem Auftrag zu?")
    member.chooses(choice)
    if remark:
        member.fills("Ihre Anmerkung zum Auftrag insgesamt", remark)
    member.presses("Weiter zur Zusammenfassung")
    member.fills("Ihr Name", address)
    member.presses("Antwort senden")
    member.sees(re.compile("Sie haben geantwortet|Ihre Antwort ist angekommen"))
    member.leaves()


def one_wishes_a_change(somebody, postbox):
    chair, agency, centre = [row[2] for row in COMMITTEE]
    answers(somebody, postbox, chair, "Stimmen Sie", seen=0, choice="Ich stimme zu")
    answers(
        somebody,
        postbox,
        agency,
        "Stimmen Sie",
        seen=0,
        choice="Ich wünsche eine Änderung",
        remark="Bitte früher.",
    )
    answers(somebody, postbox, centre, "Stimmen Sie", seen=0, choice="Ich stimme zu")


def writes_version_two(koko, number, postbox):
    postbox.wait_for(KOKO, "Änderung")
    opens_request(koko, number)
    koko.page.goto(f"{koko.page.url}auftrag/")
    koko.presses("Rückmeldungen beantworten")
    koko.sees("Bitte früher.")
    koko.page.get_by_role("link", name=re.compile("^Antworten: ")).first.click()
    koko.chooses("übernommen")
    koko.presses("Antwort speichern")
    koko.presses("Neue Fassung schreiben")
    koko.opens_all()
    koko.page.locator("form textarea:visible").first.fill("Wir beginnen schon im Mai.")
    koko.presses("Speichern und an das Gremium geben")
    asks_the_committee(koko)


def all_agree(somebody, postbox):
    for _institution, _name, address in COMMITTEE:
        answers(somebody, postbox, address, "Stimmen Sie", seen=1, choice="Ich stimme zu")


# --- the advisors ---------------------------------------------------------------------------------
def invites_two(gib, number, postbox):
    postbox.wait_for(KOKO, "stimmt dem Auftrag")
    opens_case(gib, number)
    gib.presses("Beratende einladen")
    for number, name in (("1", "Carolin Thiele"), ("2", "Mehmet Arslan")):
        gib.fills(f"Reihenfolge für {name}", number)
    gib.presses("Reihenfolge und Vorschau erneuern")
    gib.sees("Vorschau der ersten Mail")
    gib.presses("Zwei Beratende der Reihe nach einladen")
    gib.sees("Beratung angefragt")


def first_declines(somebody, postbox):
    advisor = somebody()
    assert postbox.to(SECOND) == []
    advisor.goes_to(postbox.link(postbox.wait_for(FIRST, "Antwort bis"), "einladung"))
    advisor.chooses("Ich lehne ab")
    advisor.page.get_by_label("Bei Ablehnung: Grund").select_option(label="Keine Zeit im Zeitraum")
    advisor.presses("Antwort prüfen")
    advisor.presses("Ablehnen")
    advisor.sees("Sie haben abgelehnt")


def second_accepts(somebody, postbox):
    advisor = somebody()
    advisor.goes_to(postbox.link(postbox.wait_for(SECOND, "Antwort bis"), "einladung"))
    advisor.sees("Das Steuerungsgremium hat dem Auftrag zugestimmt.")
    advisor.chooses("Ich nehme an")
    advisor.page.get_by_label("Bei Annahme").check()
    advisor.presses("Antwort prüfen")
    advisor.presses("Verbindlich annehmen")
    advisor.sees("Ihre Zusage ist angekommen")
    return advisor


def everybody_knows(koko, gib, advisor, number, postbox):
    postbox.wait_for(KOKO, "hat eine Begleitung")
    for _institution, _name, address in COMMITTEE:
        postbox.wait_for(address, "Begleitung")
    koko.goes_to("/begleitungen/")
    koko.sees(TITLE)
    opens_request(koko, number)
    koko.sees("In Begleitung")
    opens_case(gib, number)
    gib.sees("In Begleitung")
    logs_in(advisor, SECOND)
    advisor.goes_to("/begleitungen/")
    advisor.sees(TITLE)


def secrets_do_not_rest(portal):
    """No link that went out stands in a log or in a file of the portal."""
    tokens = {token for mail in portal.postbox.mails for token in portal.postbox.tokens(mail)}
    kept = b"".join(path.read_bytes() for path in portal.folder.rglob("*") if path.is_file())
    return len(tokens) >= 8 and not any(token.encode() in kept for token in tokens)
