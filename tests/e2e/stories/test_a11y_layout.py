"""400 % zoom, WCAG text spacing, text at 200 % and paper lose nothing.

Eight main pages a day in the state that is likeliest to be full; LONG=1 looks at all pages in all states.
"""

import pytest

from tests.e2e.accessibility import links, portal, workplace
from tests.e2e.accessibility.static_server import serving
from tests.e2e.accessibility.world import shots_of
from tests.e2e.stories.a11y_layout import LayoutChecks
from tests.helpers.browser import chromium
from tests.helpers.long_version import LONG, sample

TABLE = [*portal.TABLE, *links.TABLE, *workplace.TABLE]


MAIN = {
    *("home", "account_login", "requests:list", "requests:step"),
    *("requests:check", "requests:submitted", "requests:detail", "requests:print", "requests:mandate"),
    *("requests:edit_mandate", "requests:round", "offices:committee", "chains:detail", "chains:step_part"),
    *("advisors:pool", "advisors:engagement", "links:statement", "links:invitation"),
    *("admin:index", "admin:cases", "admin:case", "admin:act", "admin:offices_office_changelist"),
}


def main_pages(table):
    """Of each main page the state with an error, which is the fullest, else the first."""
    chosen = {}
    for state in table:
        if state.page in MAIN and (state.page not in chosen or state.state == "error"):
            chosen[state.page] = state
    assert set(chosen) == MAIN, MAIN - set(chosen)
    return list(chosen.values())


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.xdist_group("shots of the demo")
def test_nothing_is_lost(db, settings, record_property):
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.access.urls"
    shots = shots_of(TABLE if LONG else sample(main_pages(TABLE), 8, "layout"))

    with serving() as server, chromium() as browser:
        strain = LayoutChecks(browser, server)
        for shot in shots:
            strain.look(shot)

    record_property("looks", strain.looks)
    assert strain.troubles == [], "\n" + "\n".join(strain.troubles)
