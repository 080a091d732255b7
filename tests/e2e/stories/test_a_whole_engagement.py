"""One engagement from the invitations to what lasted, by keyboard alone and with real mails.

Three are invited: the first does not answer, the second declines, the third accepts. Sessions are planned,
moved and cancelled, days run short and are increased, another advisor takes over, reports are written, the
committee takes note, everybody looks back, and four months after the close the office says what lasted.
"""

import re

import pytest

from tests.e2e.stories import engagement_begins as begins
from tests.e2e.stories import engagement_ends as ends
from tests.e2e.stories import journeys
from tests.e2e.stories.keyboard import Keyboard

pytestmark = [pytest.mark.once, pytest.mark.browser, pytest.mark.xdist_group("demo")]


@pytest.fixture
def somebody(enters):
    """A person with a browser of her own and no mouse; logged in, if she has an address."""
    people = []

    def comes(address=""):
        person = enters(Keyboard)
        people.append(person)
        if address:
            begins.logs_in(person, address)
        return person

    yield comes
    faults = [fault for person in people for fault in person.faults]
    assert faults == [], "\n".join(faults)


def test_an_engagement_from_its_invitations_to_what_lasted(demo, somebody):
    case = f"/admin/faelle/{re.search('CASE (.*)', demo.prepares(begins.PREPARE))[1]}/"
    gib, koko = somebody(journeys.GIB), somebody(begins.KOKO)

    begins.invites(gib, case, *begins.NAMES)
    begins.the_third_accepts(demo, somebody)
    page = f"/begleitungen/{re.search('ENGAGEMENT (.*)', demo.run(begins.FORTY_DAYS_LATER))[1]}/"
    advisor = somebody(begins.ACCEPTS)
    begins.plans_moves_and_cancels(demo, koko, advisor, page)
    begins.works_until_days_are_short(demo, advisor, page)
    begins.asks_for_more_and_gets_it(demo, advisor, gib, case, page)
    begins.countersigns_after_a_question(demo, koko, advisor, page)

    ends.look_at_the_goals(demo, koko, advisor, page)
    ends.reach_a_milestone(demo, advisor, koko, somebody, page)
    follower = ends.another_takes_over(demo, gib, koko, advisor, somebody, case, page)
    ends.files_the_contract(gib, case)
    ends.finishes(koko, page)
    ends.writes_the_report(follower, koko, page)
    ends.look_back(demo, koko, follower, somebody, page)
    ends.completes(gib, koko, advisor, case, page)
    ends.says_what_lasted(demo, koko, gib, case, page)
