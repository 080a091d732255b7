"""Which tests run on every database, and which on the first one alone (docs/adr/0026)."""

import os
from collections import defaultdict

from tests.helpers.long_version import sample

# With ALL_CASES=1 every case of a test runs on every engine; `make faults` does so.
ALL_CASES = os.environ.get("ALL_CASES") == "1"
FEW = 3  # cases of one test that run on every engine every day

# What these look at is made above the database: folders, and ends of file names.
ABOVE = ("repo_rules", "image", "links", "look", "pages", "privacy")
# Walks in a browser that come every day: they have turns of their own, or all engines meet in them.
EVERY_DAY = ("test_a11y_layout", "test_the_whole_way")
PAGES = ("_page", "_pages", "_views", "_form", "_forms")
# Pages that list, search, sort, count or take hostile text: databases differ there.
ASK_THE_DATABASE = (
    "test_every_list",
    "test_hostile_input",
    "test_idempotency",
    "test_input_cleaning",
    "test_lists",
    "test_mail_list",
    "test_office_list",
    "test_people",
    "test_periods",
    "test_pool",
    "test_ready",
    "test_records",
    "test_typed",
)


def is_same_on_every_engine(item):
    """Return whether a test can find nothing on another database.

    That is what never asks one, and what comes in through a page: the actions and queries behind pages have
    tests of their own, and tests/e2e/input/test_everywhere.py opens every page on every engine.
    """
    if item.get_closest_marker("parallel") or item.get_closest_marker("postgres"):
        return False
    if item.path.parent.name in ABOVE or item.path.stem.endswith(PAGES):
        return True
    if item.path.stem in ASK_THE_DATABASE or "portal" in _fixtures(item):  # a portal has its own processes
        return False
    asks = item.get_closest_marker("django_db") or _fixtures(item) & {"db", "transactional_db"}
    return not asks or comes_through_a_page(item)


def comes_through_a_page(item):
    """Return whether a test looks at pages. `make quick` leaves these out: they take most of the time."""
    return bool(_fixtures(item) & {"client", "admin_client"}) or item.path.stem.endswith(PAGES)


def _fixtures(item):
    return set(getattr(item, "fixturenames", ()))


def cases_of_another_day(items):
    """Return two thirds of the cases of tests with many, others every day.

    Only the first engine tries them, and it too leaves out those that look at pages (tests/run.py).

    What is marked `parallel` or `postgres` comes whole.
    """
    cases = defaultdict(list)
    for item in items:
        whole = item.get_closest_marker("parallel") or item.get_closest_marker("postgres")
        if hasattr(item, "callspec") and not whole:
            cases[item.nodeid.partition("[")[0]].append(item)
    many = {name: found for name, found in cases.items() if len(found) > FEW}
    return [item for name, found in many.items() for item in _others(found, 3, name)]


def stories_of_another_day(items):
    """Return two thirds of each file's tests in a browser, others every day.

    Files with one such test take turns among themselves. Not the walks over all pages and mails, which have
    turns of their own, nor a request's whole way.
    """
    files = defaultdict(list)
    for item in items:
        walks = item.path.parent.name == "accessibility" or item.path.stem in EVERY_DAY
        if item.get_closest_marker("browser") and not walks:
            files[item.path.stem].append(item)
    alone = [found[0] for found in files.values() if len(found) == 1]
    turns = {name: found for name, found in files.items() if len(found) > 1} | {"alone": alone}
    return [item for name, found in turns.items() for item in _others(found, 3, name)]


def _others(items, part, name):
    """Return those that are not among today's, of which there are one in so many, rounded up."""
    due = items if ALL_CASES else sample(items, -(-len(items) // part), name)
    return [item for item in items if item not in due]
