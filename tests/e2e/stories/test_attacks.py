"""Attacks by people who know the portal, in real browsers: each ends without effect, or with a trace.

The office that changes an address in an open round, the former mailbox, the former advisor, the old link, the
dismissed lead.
"""

import pytest

from tests.factories import PASSWORD

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("attacks")]

KOKO, OTHER, GIB = "koko.bielefeld@example.org", "leitung2.bielefeld@example.org", "gib@example.org"
FRAUD, MEMBER, ADVISOR = (
    "zweites.postfach@example.org",
    "mitglied1.05711@example.org",
    "maxi@beratung.example",
)
PREPARE = f"""
from tests import factories
from requests.workflow import State
office = factories.office()
koko = factories.member(office, "lead", email="{KOKO}", name="Karla Koko")
factories.member(office, "lead", email="{OTHER}", name="Otto Leitung")
gib = factories.staff("Sachbearbeitung", email="{GIB}", name="Sascha Sach")
factories.committee(office, members=2)
case = factories.support_request(State.CLARIFYING, office=office, by=koko)
factories.opened_round(case, by=koko)
advisor = factories.advisor(name="Maxi Müller", email="{ADVISOR}", account=True)
factories.invited(gib, [advisor], office=office)
print(case.oid, office.committee.members.first().oid)
"""


@pytest.fixture(scope="module")
def records(portal):
    """(the case's id, the member's id)"""
    return portal.run(PREPARE).split()[-2:]


def logs_in(person, address):
    person.goes_to("/konto/login/")
    person.fills("E-Mail", address)
    person.fills("Passwort", PASSWORD)
    person.presses("Anmelden")
    person.page.wait_for_url(lambda url: "/konto/login" not in url)


def writes_address(koko, member, address):
    koko.goes_to(f"/gremium/mitglied/{member}/")
    koko.fills("E-Mail", address)
    koko.presses("Speichern")
    koko.sees("Gespeichert.")


def test_an_office_that_answers_in_a_members_place_leaves_a_trace(portal, somebody, records):
    case, member = records
    koko, gib, former = somebody(), somebody(), somebody()
    old = portal.postbox.link(portal.postbox.wait_for(MEMBER, "Stimmen Sie"), "stellungnahme")
    logs_in(koko, KOKO)
    writes_address(koko, member, FRAUD)
    link = portal.postbox.link(portal.postbox.wait_for(FRAUD, "Stimmen Sie"), "stellungnahme")
    koko.goes_to(link)
    koko.chooses("Ich stimme zu")
    koko.presses("Weiter zur Zusammenfassung")
    koko.presses("Antwort senden")
    writes_address(koko, member, MEMBER)

    told = portal.postbox.wait_for(MEMBER, "Ihre Adresse im Portal wurde ersetzt")
    assert "Karla Koko" in portal.postbox.text(told)
    assert FRAUD not in portal.postbox.text(told)
    logs_in(gib, GIB)
    gib.goes_to(f"/admin/faelle/{case}/")
    gib.sees("Antwort, nachdem Name oder Adresse am")
    former.goes_to(old)  # the old link: it ends nobody's, and says what to do
    former.sees("Dieser Link gilt nicht mehr")
    former.page.get_by_role("button", name="Seite auf diesem Gerät schließen").click()
    former.sees("Die Seite ist geschlossen")
    former.troubles = [words for words in former.troubles if "410" not in words]


def test_the_former_mailbox_of_an_advisor_opens_nothing(portal, somebody, records):
    old = portal.postbox.link(portal.postbox.wait_for(ADVISOR, "Bielefeld"), "einladung")
    portal.run(
        "from advisors.actions import change_address; from advisors.models import Advisor; "
        "from gsvo.accounts.models import User; "
        f"change_address(Advisor.objects.get(), 'neu@beratung.example', by=User.objects.get(email='{GIB}'))"
    )
    new = portal.postbox.link(portal.postbox.wait_for("neu@beratung.example", "Bielefeld"), "einladung")
    former, advisor = somebody(), somebody()
    before = len(portal.postbox.to(ADVISOR))
    former.goes_to("/konto/login/")
    former.fills("E-Mail", ADVISOR)
    former.presses("Code")
    former.goes_to(old)
    former.sees("Dieser Link gilt nicht mehr")
    assert former.page.get_by_role("button", name="Link schicken").count() == 0
    former.troubles = [words for words in former.troubles if "410" not in words]
    advisor.goes_to(new)
    advisor.sees("Bielefeld")
    told = portal.postbox.wait_for(ADVISOR, "Ihre Adresse im Portal wurde ersetzt")
    assert "neu@beratung.example" not in portal.postbox.text(told)
    codes = [mail for mail in portal.postbox.to(ADVISOR)[before:] if "Code" in mail["Subject"]]
    assert codes == []


def test_a_dismissed_lead_does_not_come_back_by_her_own_invitation(portal, somebody, records):
    koko, other, back = somebody(), somebody(), somebody()
    logs_in(koko, KOKO)
    koko.goes_to("/konto/stelle/05711/einladen/")
    koko.fills("Name", "Zweite Adresse")
    koko.fills("E-Mail", "zweite@example.org")
    koko.chooses("Leitung")
    koko.presses("Einladung schicken")
    link = portal.postbox.link(portal.postbox.wait_for("zweite@example.org", "Ihr Zugang"), "konto/einladung")
    logs_in(other, OTHER)
    other.goes_to("/konto/stelle/05711/")
    other.page.get_by_role("row", name="Karla Koko").get_by_role("link", name="Zugang beenden").click()
    other.presses("Zugang beenden")
    other.sees("gehört nicht mehr zur Stelle")
    back.goes_to(link)
    back.sees("Dieser Link gilt nicht mehr")
    back.troubles = [words for words in back.troubles if "410" not in words]
    portal.postbox.wait_for(OTHER, "sind beendet")
