"""The states know every page: a route of tests/access/table.py without `no_page` needs some here."""

from django.contrib import admin

from tests import factories
from tests.access import routes, rows
from tests.e2e.accessibility import browser_checks, links, portal, public, test_pages, workplace

TABLE = [*public.TABLE, *portal.TABLE, *links.TABLE, *workplace.TABLE]


def test_every_page_has_a_state_and_what_is_no_page_has_none():
    assert {state.page for state in TABLE} == set(routes.pages())


def test_what_is_no_page_says_so_in_words_of_the_table():
    reasons = {rows.FILE, rows.LEADS_ON, rows.BUTTON, rows.SAME_PAGE, rows.SUPERUSERS_ONLY, rows.NOBODY_MAY,
               rows.NOBODY_DELETES}  # fmt: skip

    assert {row.no_page for row in routes.rows()} == {"", *reasons}


def test_nobody_of_the_gib_reaches_a_page_that_deletes(db, rf):
    """Why none of these pages has a line."""
    for group in ("Sachbearbeitung", "Leitung", "Controlling"):
        request = rf.get("/")
        request.user = factories.staff(group)
        may = [str(model) for model in admin.site._registry.values() if model.has_delete_permission(request)]
        assert may == []


def test_no_state_stands_there_twice():
    assert len({str(state) for state in TABLE}) == len(TABLE)


def test_within_nine_days_every_state_has_its_turn_and_every_page_on_a_wide_window(monkeypatch):
    monkeypatch.setattr(browser_checks, "LONG", False)
    seen, wide = set(), set()
    for day in range(9):
        monkeypatch.setattr(browser_checks, "SEED", str(day))
        today = test_pages.todays(TABLE)
        seen.update(map(str, today))
        wide.update(state.page for state in today if browser_checks.is_due(state.page))
        assert len(today) < len(TABLE) / 3

    assert seen == {str(state) for state in TABLE}
    assert wide == set(routes.pages())
