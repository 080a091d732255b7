"""Each kind of mail, wide, on a phone, in the dark and without <style>: contrast and sizes in a browser.

`make test` measures those that ask somebody and a few more; LONG=1 measures all.
"""

import pytest
from django.db import transaction

from gsvo.outbox.queue import build_mail
from gsvo.workplace import mail_previews
from tests.e2e.accessibility.mail_ways import MEASURES, WAYS, letters
from tests.helpers.browser import chromium
from tests.helpers.fonts import find_arial
from tests.helpers.long_version import LONG, sample

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("mail ways")]
ASKING = {
    "advisors/invitation",
    "advisors/invitation_reminder",
    "advisors/invitation_extended",
    "advisors/grant_changed",
    "advisors/others_asked",
    "requests/statement_asked",
    "requests/statement_reminder",
    "requests/round_extended",
}
BLUE, WHITE = "rgb(32, 68, 170)", "rgb(255, 255, 255)"
FOLD = 400  # px: what a phone shows at once


@pytest.fixture(scope="module", autouse=True)
def arial():
    """Wider letters break lines elsewhere: what is measured would be the machine's font, not the mail."""
    if not find_arial():
        pytest.skip("no font as wide as Arial on this machine (Debian: fonts-liberation)")


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker):
    """Return [(kind, way, measures)], measured once for all tests that read them."""
    with django_db_blocker.unblock(), transaction.atomic():
        every = letters()
        transaction.set_rollback(True)
    asking = [letter for letter in every if letter[0] in ASKING]
    others = [letter for letter in every if letter[0] not in ASKING]
    chosen = every if LONG else asking + sample(others, 6, "mail ways")
    found = []
    with chromium() as browser:
        for way in WAYS:
            page = way.page(browser)
            for kind, html in chosen:
                way.show(page, html)
                found.append((kind, way, page.evaluate(MEASURES)))
            page.close()
    return found


def test_every_text_can_be_read_and_says_its_look_itself(measured, record_property):
    troubles = []
    for kind, way, seen in measured:
        for text in seen["texts"]:
            if text["contrast"] < 4.5 or text["size"] < 15 or "Segoe UI" not in text["font"]:
                troubles.append(f"{way.name} {kind}: {text}")
            if text["isLink"] and not text["isUnderlined"]:
                troubles.append(f"{way.name} {kind}: a link without a line: {text}")

    record_property(
        "figure: texts of mails measured", sum(len(seen["texts"]) for _kind, _way, seen in measured)
    )
    assert len(measured) >= 4 * len(ASKING)
    assert troubles == []


def test_the_button_is_large_enough_and_within_the_first_screen(measured):
    troubles = []
    for kind, way, seen in measured:
        button = seen["button"]
        if button is None:
            continue
        target = button["target"]
        if button["height"] < 44 or min(target["height"], target["width"]) < 24 or button["edge"] < 3:
            troubles.append(f"{way.name} {kind}: {button}")
        if way.name in ("phone", "dark") and button["bottom"] > FOLD:
            troubles.append(f"{way.name} {kind}: the button ends at {button['bottom']} px")

    assert troubles == []


def test_no_mail_is_wider_than_its_place(measured):
    for kind, way, seen in measured:
        assert seen["sideways"] <= 0, f"{way.name} {kind}"
        assert seen["sheet"]["width"] == min(600, way.width), f"{way.name} {kind}"
        if way.name == "wide":
            assert seen["sheet"]["left"] == pytest.approx(760 - seen["sheet"]["right"], abs=1), kind


def test_without_style_links_are_blue_on_light_and_the_button_is_white_on_blue(measured):
    links, buttons = 0, 0
    for kind, way, seen in measured:
        if not way.is_bare:
            continue
        for text in seen["texts"]:
            if text["isLink"]:
                links += 1
                assert (text["colour"], text["ground"]) == (BLUE, WHITE), f"{kind}: {text}"
            elif text["ground"] == BLUE:
                buttons += 1
                assert text["colour"] == WHITE, f"{kind}: {text}"
    assert links > 10
    assert buttons > 3


def test_in_the_dark_nothing_stays_light(measured):
    for kind, way, seen in measured:
        if way.is_dark:
            grounds = {text["ground"] for text in seen["texts"]}
            assert grounds <= {"rgb(29, 32, 51)", "rgb(169, 192, 255)"}, kind


def test_a_long_topic_from_a_long_place_leaves_the_button_on_the_first_screen(db):
    samples = mail_previews.Samples()
    samples.case.title = "Übergaben zwischen Schulen, Berufsberatung und Berufskollegs"
    samples.office.display_name = "Rheinisch-Bergischer Kreis"
    samples.person.name = samples.staff.name = "Annemarie Müller-Lüdenscheidt"
    asking = [
        build_mail(mail)
        for write in (mail_previews._about_mandates, mail_previews._about_advisors)
        for mail in write(samples)
        if mail.kind in ASKING
    ]
    phone = next(way for way in WAYS if way.name == "phone")
    with chromium() as browser:
        page = phone.page(browser)
        for mail in asking:
            phone.show(page, mail.html)
            assert page.evaluate(MEASURES)["button"]["bottom"] <= FOLD, mail.kind
