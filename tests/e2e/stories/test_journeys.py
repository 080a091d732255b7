"""The four journeys by keyboard alone, without JavaScript, and one of them with a thumb."""

import re

import pytest

from tests.e2e.stories import journeys
from tests.e2e.stories.keyboard import Keyboard
from tests.e2e.stories.people import Mouse, Thumb

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]

AGENCY, CENTRE, SCHOOLS = (f"gremium{number}.05711@example.org" for number in (2, 4, 5))
DECLINES, SECOND, THIRD = (f"beratung{number}@example.org" for number in (5, 6, 4))
TAPS = 6  # from the link in the mail to the thanks, an error on the way not counted


def finds_no_fault(keyboard):
    assert keyboard.faults == [], "\n".join(keyboard.faults)


def test_file_a_request_by_keyboard(demo, enters):
    koko = enters(Keyboard)
    journeys.files_a_request(koko, "Kette & Kreis: mit der Tastatur")
    finds_no_fault(koko)
    gib = enters(Keyboard)
    journeys.promises_days(gib, "Kette & Kreis: mit der Tastatur")
    finds_no_fault(gib)


def test_answer_a_statement_by_keyboard(demo, enters):
    member = enters(Keyboard)
    link = demo.link_to(AGENCY, "Stimmen Sie", "stellungnahme")
    member.goes_to(link)
    member.skips()
    for _ in ("once", "and again, now that the address names the field"):
        member.presses("Weiter zur Zusammenfassung")
        member.is_told_of_errors(re.compile("Antwort"))
    journeys.answers_a_statement(member, link)
    finds_no_fault(member)


def test_accept_and_decline_by_keyboard(demo, enters):
    first, second = enters(Keyboard), enters(Keyboard)
    journeys.declines(first, demo.link_to(DECLINES, "begleiten", "einladung"))
    finds_no_fault(first)
    demo.delivers()
    journeys.accepts(second, demo.link_to(SECOND, "begleiten", "einladung"))
    finds_no_fault(second)


def test_the_journeys_without_javascript(demo, enters):
    koko, gib, member, advisor = (enters(Mouse, java_script_enabled=False) for _ in range(4))
    journeys.files_a_request(koko, "Kette & Kreis: ohne Skript")
    journeys.promises_days(gib, "Kette & Kreis: ohne Skript")
    journeys.answers_a_statement(member, demo.link_to(CENTRE, "Stimmen Sie", "stellungnahme"))
    journeys.accepts(advisor, demo.link_to(THIRD, "begleiten", "einladung"))


def test_a_member_answers_with_one_thumb(demo, enters):
    member = enters(Thumb)
    journeys.answers_a_statement(member, demo.link_to(SCHOOLS, "Stimmen Sie", "stellungnahme"))
    assert member.taps <= TAPS + 2
