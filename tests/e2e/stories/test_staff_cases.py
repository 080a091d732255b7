"""Cases decided by G.I.B.: what an act's page says about its mails, what goes out, what the table says."""

import re
from collections import Counter

import pytest

from requests.notifications import Party, rule_for
from requests.workflow import State
from tests.e2e.stories import journeys
from tests.e2e.stories.people import Mouse

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]

LEADERSHIP = "leitung@example.org"
KOKO, CHAIR, SECOND, THIRD, GUEST = (
    f"{name}.lippe@example.org" for name in ("koko", *(f"gremium{number}" for number in (1, 2, 3, 4)))
)
ADVISOR = "beratung2@example.org"
EVERYBODY = "die Koordinierungsstelle, das Steuerungsgremium (4) und die Berater:in"
PEOPLE = {
    Party.HANDLER: [KOKO],
    Party.CHAIR: [CHAIR],
    Party.VOTING: [SECOND, THIRD],
    Party.GUESTS: [GUEST],
    Party.ADVISOR: [ADVISOR],
    Party.INVITED: [ADVISOR],
}
PREPARE = """
from gsvo.demo import cases
from requests import actions
from tests.e2e.stories.places import accepted, agreed, place
place("05766", "lippe", guests=1)
def submitted(text):
    return cases.submitted("05766", text, 3, by="koko.lippe")
queried = submitted("queries")
actions.ask_back(queried, by=cases.user_of("sachbearbeitung"), question="Wer ist dabei?")
rows = {
    "grant": submitted("summer"),
    "ask_back": submitted("vocational"),
    "defer": submitted("parents"),
    "reject": submitted("newcomers"),
    "extend_query": queried,
    "change_grant": cases.granted("05766", "agreement", 8, by="koko.lippe"),
    "cancel": accepted(agreed("05766", "chambers", by="koko.lippe"), 2),
}
for act, row in rows.items():
    print("CASE", act, row.oid, row.pk)
"""
# What waits to go out, with the case that it is about.
QUEUED = """
from gsvo.outbox.models import OutgoingMail
for mail in OutgoingMail.objects.filter(status="queued"):
    print("MAIL", mail.kind, mail.to_email, mail.object_id)
"""


@pytest.fixture(scope="module")
def lippe(demo):
    """{act: (address of the case's page, its key)}"""
    found = re.findall(r"^CASE (\w+) (\w+) (\d+)$", demo.prepares(PREPARE), re.MULTILINE)
    return {act: (f"/admin/faelle/{oid}/", pk) for act, oid, pk in found}


@pytest.fixture
def gib(enters):
    person = enters(Mouse)
    journeys.logs_in(person, journeys.GIB)
    return person


def opens(person, lippe, act, label):
    """The act's page, by its button on the case: (what it says about mails)."""
    person.goes_to(lippe[act][0])
    person.presses(label)
    return person.page.locator(".gs-lead").inner_text()


def does(person, button, done):
    person.presses(button)
    person.sees(done)


def test_what_the_page_says_goes_out_and_stands_in_the_table(demo, enters, gib, lippe):
    before = len(demo.postbox.mails)
    promised = {
        "grant": grants_more_than_wished(gib, lippe),
        "ask_back": asks_back(gib, lippe),
        "defer": defers(gib, lippe),
        "reject": rejects(gib, lippe),
        "extend_query": gives_more_time(gib, lippe),
        "change_grant": changes_the_promise(gib, lippe),
    }
    leadership = enters(Mouse)
    journeys.logs_in(leadership, LEADERSHIP)
    promised["cancel"] = cancels(leadership, lippe)
    queued = re.findall(r"^MAIL (\S+) (\S+) (\d+)$", demo.prepares(QUEUED), re.MULTILINE)

    sent = Counter(mail["To"].addresses[0].addr_spec for mail in demo.postbox.mails[before:])
    assert sent == Counter(address for _kind, address, _case in queued)
    for act, (state, sentence) in SAID.items():
        assert promised[act].endswith(sentence), act
        case = lippe[act][1]
        assert sorted(mail[:2] for mail in queued if mail[2] == case) == in_the_table(act, state), act


# --- act by act: (state before, the page's sentence) ------------------------------------------------
SAID = {
    "grant": (
        State.SUBMITTED,
        "Zwei Mails gehen hinaus: an die Koordinierungsstelle und den Vorsitz des Gremiums.",
    ),
    "ask_back": (State.SUBMITTED, "Eine Mail geht hinaus: an die Koordinierungsstelle."),
    "defer": (State.SUBMITTED, "Eine Mail geht hinaus: an die Koordinierungsstelle."),
    "reject": (State.SUBMITTED, "Eine Mail geht hinaus: an die Koordinierungsstelle."),
    "extend_query": (State.QUERIED, "Eine Mail geht hinaus: an die Koordinierungsstelle."),
    "change_grant": (
        State.CLARIFYING,
        "Zwei Mails gehen hinaus: an die Koordinierungsstelle und den Vorsitz des Gremiums.",
    ),
    "cancel": (
        State.ENGAGED,
        f"Sechs Mails gehen hinaus: an {EVERYBODY}.",
    ),
}


def in_the_table(act, state):
    """The (kind, address) pairs that the table of who is told promises."""
    outcome = "before_round" if act == "change_grant" else ""
    mails = rule_for(act, state, outcome).mails
    return sorted((told.kind, address) for party, told in mails.items() for address in PEOPLE[party])


def grants_more_than_wished(gib, lippe):
    said = opens(gib, lippe, "grant", "Tage zusagen")
    gib.fills("Tage", "99,75")
    gib.presses(re.compile("Tage zusagen"))
    gib.is_told_of_errors(re.compile("Noch frei im Förderzeitraum"))
    gib.fills("Tage", "10")
    gib.presses(re.compile("Tage zusagen"))
    gib.is_told_of_errors(re.compile("Gewünscht: 6 Tage, zugesagt würde mehr: 10 Tage"))
    gib.fills("Tage", "9")  # another figure asks again
    gib.presses(re.compile("Tage zusagen"))
    gib.is_told_of_errors(re.compile("zugesagt würde mehr: 9 Tage"))
    gib.ticks("Ja, das ist so gemeint")
    does(gib, re.compile("Tage zusagen"), "Die Tage sind zugesagt")
    return said


def asks_back(gib, lippe):
    said = opens(gib, lippe, "ask_back", "Rückfrage stellen")
    gib.dates("Antwort bis", journeys.in_days(-2))
    gib.presses("Rückfrage stellen")
    gib.is_told_of_errors(re.compile("Frage"))
    gib.fills("Ihre Frage", "Ist die Schulaufsicht dabei?")
    gib.presses("Rückfrage stellen")
    gib.is_told_of_errors(re.compile("liegt schon zurück"))
    gib.dates("Antwort bis", journeys.in_days(10))
    does(gib, "Rückfrage stellen", "Die Rückfrage ist gestellt")
    return said


def defers(gib, lippe):
    said = opens(gib, lippe, "defer", "Zurückstellen")
    gib.dates("Entscheidung bis", journeys.in_days(20))
    gib.presses("Zurückstellen")
    gib.is_told_of_errors(re.compile("Grund"))
    gib.fills("Grund", "Wir warten auf die Schulaufsicht.")
    does(gib, "Zurückstellen", "Die Anfrage ist zurückgestellt")
    return said


def rejects(gib, lippe):
    said = opens(gib, lippe, "reject", re.compile("^Ablehnen"))
    gib.presses("Anfrage ablehnen")
    gib.is_told_of_errors(re.compile("Grund"))
    gib.fills("Grund", "Das fördert ein anderes Programm.")
    does(gib, "Anfrage ablehnen", "Die Anfrage ist abgelehnt")
    return said


def gives_more_time(gib, lippe):
    said = opens(gib, lippe, "extend_query", "Frist verlängern")
    gib.fills("Grund", "Das Gremium tagt erst später.")
    gib.dates("Neue Frist", journeys.in_days(1))
    gib.presses("Frist verlängern")
    gib.is_told_of_errors(re.compile("Wählen Sie einen späteren Tag"))
    gib.dates("Neue Frist", journeys.in_days(40))
    does(gib, "Frist verlängern", "Die Frist ist verlängert")
    return said


def changes_the_promise(gib, lippe):
    said = opens(gib, lippe, "change_grant", re.compile("Zusage ändern"))
    gib.fills("Tage insgesamt", "3,5")
    gib.presses(re.compile("Zusage ändern"))
    gib.is_told_of_errors(re.compile("Grund"))
    gib.fills("Grund", "Der Rest geht nach Unna.")
    does(gib, re.compile("Zusage ändern"), "Die Zusage ist geändert")
    return said


def cancels(leadership, lippe):
    said = opens(leadership, lippe, "cancel", re.compile("^Abbrechen"))
    leadership.fills("Grund", "Die Stelle bleibt unbesetzt.")
    does(leadership, "Endgültig abbrechen", "Abgebrochen")
    return said
