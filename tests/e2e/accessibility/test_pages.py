"""Every page × state × (1280 px, 320 px, forced colours, paper): axe, the Nu checker and we find nothing.

Each page comes in its first state every third day; of all further states, and of the browser's looks
(browser_checks.py), a ninth is due each day. LONG=1 takes all states every day, the first of a page also at
four more widths.
"""

import pytest

from tests.e2e.accessibility import links, portal, public, workplace
from tests.e2e.accessibility.browser_checks import is_due, look_at
from tests.e2e.accessibility.html_checks import NuChecker, troubles_in
from tests.e2e.accessibility.world import shots_of

PARTS = {
    "portal": [*public.TABLE, *portal.TABLE],
    "workplace and links": [*links.TABLE, *workplace.TABLE],
}


def todays(table):
    """The first state of every third page, and what is due of the others."""
    firsts = {state.page: state for state in reversed(table)}
    return [
        state
        for state in table
        if (is_due(state.page, days=3) if firsts[state.page] == state else is_due(state))
    ]


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.xdist_group("shots of the demo")  # one worker plays the demo's cases once for all such walks
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_found_on_any_page_in_any_state(db, settings, tmp_path, record_property, part):
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.access.urls"
    shots = shots_of(todays(PARTS[part]))
    checker = NuChecker(tmp_path, shots)
    troubles = troubles_in(shots)

    found, states, looks = look_at(shots)

    troubles += found + checker.troubles()
    record_property("figure: pages", sorted({shot.state.page for shot in shots}))
    record_property("figure: states of pages read by the Nu checker today", len(shots))
    record_property("figure: states of pages looked at in the browser today", states)
    record_property("figure: views of them read by axe", looks)
    assert troubles == [], "\n" + "\n".join(troubles)
