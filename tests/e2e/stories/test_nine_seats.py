"""Nine seats and one mandate: wishes, a work list, a second version, a majority, a decision in a meeting.

The coordinator works by keyboard alone; members answer on a telephone of 320 px, one of them by talking.
"""

import re

import pytest
from django.utils.timezone import localdate

from gsvo.demo import papers
from gsvo.lib.dates import day, weekday
from tests.e2e.accessibility.html_checks import NuChecker
from tests.e2e.stories.engagement_begins import logs_in
from tests.e2e.stories.journeys import in_days
from tests.e2e.stories.kept_pages import KeepingKeyboard, SmallPhone

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]

OFFICE = "Kreis Minden-Lübbecke"
KOKO, GIB = "koko.minden@example.org", "gsvo@example.org"
PREPARE = """
from gsvo.demo import cases
from tests.e2e.stories.places import place
place("05770", "minden", votes=9)
row = cases.granted("05770", "parents", 15, by="koko.minden")
cases.mandate_written(row, 5, by="koko.minden")
print("CASE", row.oid)
"""
# What other stories show in a browser, here of many seats at once.
MORE_ANSWER = """
from requests.models import SupportRequest
from tests.e2e.stories.places import some_say
some_say(SupportRequest.objects.get(office__key="05770"), {answers})
"""
RULE = """
import datetime as dt
from gsvo.demo import cases
from gsvo.offices import committee_actions
from gsvo.offices.models import Committee, Office
office = Office.objects.get(key="05770")
committee_actions.set_rule(
    office,
    by=cases.user_of("koko.minden"),
    expected_revision=Committee.objects.get(office=office).revision,
    rule="majority",
    quorum=5,
    allows_silence=False,
    rule_reference="Geschäftsordnung, § 7",
    rule_decided_on=dt.date(2026, 3, 2),
    shares_remarks=False,
)
"""
WISH = "Bitte nehmen Sie die Förderschulen dazu."
TOO_MUCH = "Bitte doppelt so viele Termine vor Ort."
REMARK = "Bitte schreiben Sie das Protokoll in einfacher Sprache."
WHY_NOT = "So weit reichen die zugesagten Tage nicht."
ADDED = "Die Förderschulen gehören dazu."


def member(number):
    return f"gremium{number}.minden@example.org"


@pytest.fixture
def phones(demo, enters):
    """A small telephone for the member of a seat, on the page behind her newest link; and all of them."""
    found = []

    def phone(number):
        found.append(enters(SmallPhone))
        found[-1].goes_to(demo.link_to(member(number), "Stimmen Sie", "stellungnahme"))
        return found[-1]

    phone.all = found
    return phone


def test_nine_seats_agree_on_a_mandate(demo, enters, phones, tmp_path):
    case = f"/anfragen/{re.search('CASE (.*)', demo.prepares(PREPARE))[1]}/"
    koko = enters(KeepingKeyboard)
    logs_in(koko, KOKO)

    asks_all_nine(koko, case)
    four_answer_on_their_phones(demo, phones)
    demo.prepares(MORE_ANSWER.format(answers=dict.fromkeys((5, 6, 7, 8), "agree")))
    the_ninth_answers_on_the_telephone(demo, koko, case)
    answers_the_work_list(koko, case)
    writes_the_second_version_and_compares(koko, case)

    demo.prepares(RULE)
    asks_for_a_majority(koko)
    the_third_reads_what_became_of_her_wish(demo, phones)
    demo.prepares(MORE_ANSWER.format(answers={4: "change"} | dict.fromkeys((1, 5, 6, 7, 8), "agree")))
    reads_how_it_stands(koko, case)
    enters_the_decision_of_a_meeting(koko, tmp_path)
    everybody_is_told(demo, phones)

    people = [koko, *phones.all]
    pages = {str(page): page for person in people for page in person.kept}
    checker = NuChecker(tmp_path, pages.values())
    faults = koko.faults + [fault for person in people for fault in person.found] + checker.troubles()
    assert faults == [], "\n".join(faults)


# --- the first round: all have to agree ---------------------------------------------------------------
def asks_all_nine(koko, case):
    koko.goes_to(f"{case}auftrag/")
    koko.presses("An das Gremium geben")
    koko.sees("9 Mails gehen hinaus, jede mit einem eigenen Link.")
    koko.chooses(re.compile("^Alle"))
    koko.dates("Antwort bis", in_days(14))
    koko.fills("Eine persönliche Zeile", "Ich freue mich auf Ihre Rückmeldungen.")
    koko.presses("An das Gremium geben")
    koko.sees("Die Mails an das Gremium sind unterwegs.")
    koko.sees("0 von 9 mit Stimme haben geantwortet, 0 stimmen zu.")
    koko.sees(f"Offen bis {weekday(in_days(14))}.")
    koko.sees("Regel: Alle mit Stimme müssen zustimmen.")


def four_answer_on_their_phones(demo, phones):
    demo.delivers()
    says(phones(1), "Ich stimme zu")
    says(phones(2), "Ich stimme zu", about=12, remark=REMARK, reads="Ich stimme zu, mit Anmerkung")
    says(phones(3), "Ich wünsche eine Änderung", about=5, remark=WISH)
    fourth = phones(4)
    fourth.chooses("Ich wünsche eine Änderung")
    fourth.presses("Weiter zur Zusammenfassung")
    fourth.is_told_of_errors(re.compile("was sich ändern soll"))  # a wish without a word helps nobody
    says(fourth, "Ich wünsche eine Änderung", about=9, remark=TOO_MUCH)
    demo.delivers()
    receipt = demo.postbox.wait_for(member(3), "Ihre Antwort zu", seconds=1)
    assert f"Mitglied 3 hat für Jobcenter {OFFICE} geantwortet" in demo.postbox.text(receipt)
    assert WISH in demo.postbox.text(receipt)


def says(phone, choice, *, about=None, remark="", reads=""):
    """From the page behind the link to the thanks; the summary repeats what was said."""
    phone.sees("Ich freue mich auf Ihre Rückmeldungen.")
    if about:
        phone.opens(f"Zu Abschnitt {about} etwas anmerken")
        phone.fills(f"Ihre Anmerkung zu Abschnitt {about}", remark)
    phone.chooses(choice)
    phone.presses("Weiter zur Zusammenfassung")
    assert phone.heading() == "Stimmt das so?"
    phone.sees(reads or choice)
    phone.sees(remark or "Sie haben nichts angemerkt.")
    phone.presses("Antwort senden")
    phone.sees("Ihre Antwort ist angekommen")
    phone.looks()


def the_ninth_answers_on_the_telephone(demo, koko, case):
    """It is the last answer: with it the round ends."""
    koko.goes_to(f"{case}auftrag/")
    koko.presses(re.compile("Stand der Runde|Runde läuft|Rückmeldungen|Zur Runde"))
    koko.sees("8 von 9 mit Stimme haben geantwortet, 6 stimmen zu.")
    koko.sees("Für eine Zustimmung reicht es nicht mehr.")
    koko.presses(re.compile("^Antwort eintragen.* Kommunales Integrationszentrum"))
    koko.sees("Mitglied 9 bekommt eine Mail mit dem, was Sie eintragen")
    koko.chooses("am Telefon")
    koko.dates("Wann?", in_days(2))
    koko.chooses(re.compile("stimmt zu"))
    koko.presses("Antwort eintragen")
    koko.is_told_of_errors(re.compile("Tag|Datum"))  # nobody calls from the future
    koko.dates("Wann?", localdate())
    koko.presses("Antwort eintragen")
    koko.sees("Die Antwort steht da, und das Mitglied bekommt sie per Mail zu lesen.")
    koko.sees(f"am Telefon am {day(localdate())}, eingetragen von der Koordinierungsstelle")
    koko.sees("2 Mitglieder wünschen Änderungen am Auftrag.")
    demo.delivers()
    told = [mail["Subject"] for mail in demo.postbox.to(member(9))]
    assert any("Das Gremium wünscht Änderungen" in subject for subject in told), told
    entered = [mail for mail in demo.postbox.to(member(9)) if "am Telefon" in demo.postbox.text(mail)]
    assert len(entered) == 1, told
    mine = demo.postbox.wait_for(KOKO, "Das Gremium wünscht Änderungen", seconds=1)
    assert "9 von 9 mit Stimme haben geantwortet, 7 stimmen zu." in demo.postbox.text(mine)


# --- the work list and the second version ---------------------------------------------------------------
def answers_the_work_list(koko, case):
    koko.presses("Rückmeldungen und Antworten")
    koko.sees("3 Rückmeldungen zu 3 Abschnitten, alle warten auf Ihre Antwort.")
    koko.presses(f"Antworten: Jobcenter {OFFICE}")
    koko.sees(WISH)
    koko.chooses("übernommen")
    koko.presses("Speichern und nächste")
    koko.sees(TOO_MUCH)
    koko.chooses("nicht übernommen")
    koko.presses("Speichern und nächste")
    koko.is_told_of_errors(re.compile("warum"))
    koko.fills("Grund, wenn nicht übernommen", WHY_NOT)
    koko.presses("Speichern und nächste")
    koko.sees(REMARK)
    koko.chooses("übernommen")
    koko.presses("Antwort speichern")
    koko.sees("3 Rückmeldungen zu 3 Abschnitten, alle beantwortet.")


def writes_the_second_version_and_compares(koko, case):
    koko.presses("Neue Fassung schreiben")
    koko.tabs_to(koko.page.locator("summary", has_text="5 Gegenstand und Grenzen"))
    koko.page.keyboard.press("Enter")
    koko.sees(WISH)  # beside the section that she asked to change
    koko.tabs_to(koko.field("Worum geht es in der Begleitung"))
    koko.page.keyboard.press("Control+End")
    koko.page.keyboard.type(f" {ADDED}")
    koko.presses("Speichern")
    koko.sees("Gespeichert. Sie können jederzeit weitermachen.")
    koko.goes_to(f"{case}auftrag/vergleichen/")
    koko.sees("Geändert hat sich Abschnitt 5.")
    koko.looks()
    assert changes(koko) == [f"[eingefügt: {ADDED} ]"]


def changes(person):
    """What is marked as new or gone, as a screen reader says it."""
    return [" ".join(words.split()) for words in person.page.locator("ins, del").all_inner_texts()]


# --- the second round: a majority, and a meeting ----------------------------------------------------------
def asks_for_a_majority(koko):
    koko.presses("Auftrag")
    koko.presses("An das Gremium geben")
    koko.chooses(re.compile("^Mehrheit: .* Quorum 5"))
    koko.dates("Antwort bis", in_days(14))
    koko.fills("Eine persönliche Zeile", "Ich freue mich auf Ihre Rückmeldungen.")
    koko.presses("An das Gremium geben")
    koko.sees("0 von 9 mit Stimme haben geantwortet, 0 stimmen zu; Quorum 5 noch nicht erreicht.")
    koko.sees("(Geschäftsordnung, § 7)")


def the_third_reads_what_became_of_her_wish(demo, phones):
    demo.delivers()
    third = phones(3)
    third.sees("Was aus Ihren Rückmeldungen wurde")
    third.sees(WISH)
    third.sees("übernommen")
    third.sees("Seit Ihrer Antwort auf Fassung 1 hat sich Abschnitt 5 geändert.")
    assert changes(third) == [f"[eingefügt: {ADDED} ]"]
    says(third, "Ich stimme zu")
    fourth = demo.postbox.wait_for(member(4), "Stimmen Sie", after=1, seconds=1)
    assert WHY_NOT in demo.postbox.text(fourth)


def reads_how_it_stands(koko, case):
    koko.page.reload()
    koko.sees(
        "7 von 9 mit Stimme haben geantwortet, 6 stimmen zu, 1 wünscht eine Änderung; Quorum 5 erreicht."
    )
    koko.sees("Wer noch fehlt, kann am Ergebnis nichts mehr ändern: Es reicht für eine Zustimmung.")


def enters_the_decision_of_a_meeting(koko, folder):
    minutes = folder / "Niederschrift.pdf"
    minutes.write_bytes(papers.minutes("Sitzung", "- Das Gremium stimmt zu."))
    koko.presses("Beschluss aus einer Sitzung eintragen")
    koko.sees("Es geht um Fassung 2, wie sie dasteht.")
    koko.dates("Wann war die Sitzung?", localdate())
    koko.picks(f"Agentur für Arbeit {OFFICE} (Mitglied 2)", "stimmt zu")
    koko.picks(f"Jugendamt {OFFICE} (Mitglied 4)", "stimmt zu")  # talking to each other helped
    with koko.page.expect_file_chooser() as chooser:
        koko.tabs_to(koko.field("Niederschrift"))
        koko.page.keyboard.press("Enter")
    chooser.value.set_files(minutes)
    koko.presses("Beschluss eintragen")
    koko.sees("Der Beschluss ist eingetragen.")
    koko.sees("Die Mehrheit hat zugestimmt. 8 von 9 mit Stimme haben geantwortet, 8 stimmen zu; Quorum 5")
    koko.sees(f"Beschlossen in der Sitzung am {day(localdate())}.")
    koko.sees("Niederschrift: Niederschrift.pdf")
    koko.sees("keine Stellungnahme")
    koko.looks()


def everybody_is_told(demo, phones):
    demo.delivers()
    for number in (1, 3, 4, 5, 6, 7, 8):
        demo.postbox.wait_for(member(number), "Das Gremium stimmt", seconds=1)
    for number in (2, 9):  # who had not answered need not any more
        over = demo.postbox.wait_for(member(number), "ist beendet", seconds=1)
        assert "in einer Sitzung über Fassung 2" in demo.postbox.text(over)
    demo.postbox.wait_for(KOKO, "Das Gremium stimmt dem Auftrag", seconds=1)
    demo.postbox.wait_for(GIB, "Auftrag geklärt", seconds=1)
    third = phones(3)
    assert third.heading() == "Die Runde ist beendet"
    third.sees("Die Mehrheit hat zugestimmt.")
    third.looks()
