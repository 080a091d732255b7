"""A member of a committee and an advisor with a telephone of 390 px: whatever can happen to a link.

Cut off, expired, recalled, opened on a second device, sent and reloaded, read in English, with text twice as
large.
"""

import re

import pytest

from tests.e2e.accessibility.browser_checks import FIND
from tests.e2e.stories.people import Thumb

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]

MEMBER, ADVISOR, LATE, RECALLED = (
    "gremium2.herford@example.org", "beratung1@example.org", "beratung3@example.org", "beratung8@example.org"
)  # fmt: skip
REMARK = "Bitte auch die Förderschulen nennen: Übergänge, Fälle, Größe."
PREPARE = """
from gsvo.demo import cases
from tests.e2e.stories.places import agreed, place
place("05758", "herford")
koko = "koko.herford"
row = cases.granted("05758", "summer", 15, by=koko)
cases.mandate_written(row, 5, by=koko)
cases.round_opened(row, 1, by=koko)
for text, advisor in (("vocational", 1), ("chambers", 3), ("inclusion", 8)):
    cases.invited(agreed("05758", text, by=koko), 1, advisor)
"""
# One waited too long, one is not asked any more.
CLOSE = """
import datetime as dt
from django.utils import timezone
from advisors import actions
from advisors.models import Invitation
from gsvo.demo.cases import user_of
asked = Invitation.objects.filter(support_request__office__key="05758")
late = asked.get(advisor__email="beratung3@example.org")
asked.filter(pk=late.pk).update(answer_by=timezone.now() - dt.timedelta(days=1))
recalled = asked.get(advisor__email="beratung8@example.org").support_request
actions.recall(recalled, by=user_of("sachbearbeitung"), reason="Das Vorhaben wird kleiner.")
"""
LARGE, USUAL = 32, 16  # CSS px of text
FIND_IN_FOLDS = f"""() => {{
  const closed = [...document.querySelectorAll('details:not([open])')];
  closed.forEach(fold => {{ fold.open = true; }});
  const found = ({FIND})();
  closed.forEach(fold => {{ fold.open = false; }});
  return found;
}}"""


@pytest.fixture(scope="module")
def links(demo):
    """{whose: the link that the mail brought}"""
    demo.prepares(PREPARE)
    asked = {address: demo.link_to(address, "Herford", "einladung") for address in (ADVISOR, LATE, RECALLED)}
    # Of the other cases she has mails as well: asked, and how it ended.
    return {MEMBER: demo.link_to(MEMBER, "Stimmen Sie „Sommer", "stellungnahme"), **asked}


def sets_text(person, size):
    """As in the browser's settings."""
    line = person.context.new_cdp_session(person.page)
    line.send("Page.enable")
    line.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


def reads_large(person):
    """With text of 200 % nothing is cut, covered or out at the side."""
    sets_text(person, LARGE)
    assert person.page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{LARGE}px"
    person.looks()
    assert person.page.evaluate(FIND_IN_FOLDS) == [], person.page.url
    sets_text(person, USUAL)


def reads_in(person, language, code):
    person.page.get_by_role("button", name=language).tap()
    person.page.locator(f"html[lang={code}]").wait_for()
    person.looks()


def opens_a_cut_link(person, link):
    person.goes_to(link.rstrip("/")[:-12])
    person.sees("Dieser Link ist nicht vollständig")
    person.sees("öffnen Sie die Seite dort mit dem Knopf")
    person.is_turned_away(404)
    reads_large(person)


def test_a_member_answers_with_a_phone_whatever_happens(links, enters):
    member, second = enters(Thumb), enters(Thumb)
    opens_a_cut_link(member, links[MEMBER])
    member.goes_to(links[MEMBER])
    reads_large(member)
    writes_a_remark_and_reads_in_english(member)
    checks_and_goes_back(member)
    sends_and_reloads(member)

    second.goes_to(links[MEMBER])  # the same mail on the computer at work
    second.sees("Sie haben geantwortet")
    second.sees(REMARK)
    second.presses("Antwort ändern")
    second.chooses("Ich enthalte mich")
    second.presses("Weiter zur Zusammenfassung")
    second.presses("Antwort senden")
    second.sees("Ihre Antwort ist angekommen")
    member.reloads()
    member.sees(re.compile("enthält sich"))
    reads_large(member)


def writes_a_remark_and_reads_in_english(member):
    member.fills("Ihre Anmerkung zum Auftrag insgesamt", REMARK)
    reads_in(member, "English", "en")
    assert member.page.get_by_text(REMARK).count() or REMARK in [
        box.input_value() for box in member.page.locator("textarea").all()
    ]
    member.page.locator("details.gs-remark-here > summary").first.tap()
    assert member.page.locator("details.gs-remark-here[open] textarea").first.is_visible()
    german = member.page.locator(".gs-text [lang=de]").first
    assert german.inner_text().strip(), "the mandate is German on an English page"
    reads_large(member)
    reads_in(member, "Deutsch", "de")
    assert member.field("Ihre Anmerkung zum Auftrag insgesamt").input_value() == REMARK


def checks_and_goes_back(member):
    member.presses("Weiter zur Zusammenfassung")
    member.is_told_of_errors(re.compile("Antwort"))
    member.chooses("Ich stimme zu")
    member.presses("Weiter zur Zusammenfassung")
    assert member.heading() == "Stimmt das so?"
    reads_large(member)
    member.reloads()
    assert member.heading() == "Stimmt das so?"
    member.goes_back()
    member.reloads()
    assert member.field("Ihre Anmerkung zum Auftrag insgesamt").input_value() == REMARK
    member.page.go_forward()
    assert member.heading() == "Stimmt das so?"


def sends_and_reloads(member):
    member.presses("Antwort senden")
    member.sees("Ihre Antwort ist angekommen")
    for again in (member.reloads, member.goes_back, member.reloads):
        again()
        member.looks()
    member.goes_to(member.page.url.partition("?")[0])
    member.sees("Sie haben geantwortet")


def test_an_advisor_accepts_with_a_phone_whatever_happens(links, enters):
    advisor, second = enters(Thumb), enters(Thumb)
    opens_a_cut_link(advisor, links[ADVISOR])
    advisor.goes_to(links[ADVISOR])
    reads_large(advisor)
    advisor.presses("Antwort prüfen")
    advisor.is_told_of_errors(re.compile("Entscheidung|Antwort"))
    advisor.chooses("Ich nehme an")
    reads_in(advisor, "English", "en")
    reads_large(advisor)
    reads_in(advisor, "Deutsch", "de")
    assert advisor.page.get_by_role("radio", name="Ich nehme an").is_checked()
    advisor.ticks(re.compile("Interessenkonflikt"))
    advisor.presses("Antwort prüfen")
    advisor.reloads()
    assert advisor.heading() == "Bitte prüfen Sie Ihre Antwort"
    reads_large(advisor)
    second.goes_to(links[ADVISOR])  # read elsewhere, not answered: the link still asks
    second.sees("Ihre Entscheidung")
    advisor.presses("Verbindlich annehmen")
    advisor.sees("Ihre Zusage ist angekommen")
    for again in (advisor.reloads, advisor.goes_back, advisor.reloads):
        again()
        advisor.looks()
    second.chooses("Ich lehne ab")  # what the other device still shows decides nothing any more
    second.presses("Antwort prüfen")
    assert re.search("Sie begleiten .*Herford", second.heading())
    assert second.page.get_by_role("button", name="Ablehnen").count() == 0
    reads_large(second)


def test_an_expired_and_a_recalled_link_say_what_to_do(links, demo, enters):
    demo.prepares(CLOSE)
    late, recalled = enters(Thumb), enters(Thumb)
    late.goes_to(links[LATE])
    late.is_turned_away(410)
    late.sees("Die Zeit zum Antworten ist seit")
    late.sees("rufen Sie bitte die G.I.B. an")
    assert late.page.get_by_role("button", name="Neuen Link schicken").count() == 0
    reads_large(late)
    recalled.goes_to(links[RECALLED])
    recalled.is_turned_away(410)
    recalled.sees(re.compile("Die G.I.B. hat diese Einladung am .* zurückgenommen"))
    recalled.sees("Sie brauchen nichts zu tun")
    reads_large(recalled)
