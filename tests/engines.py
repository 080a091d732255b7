"""Which tests run on every database, and which on the first one alone (docs/adr/0026)."""

import os
from collections import defaultdict

from tests.helpers.long_version import sample

# With ALL_CASES=1 every case of a test runs on every engine; `make faults` does so.
ALL_CASES = os.environ.get("ALL_CASES") == "1"
FEW = 3  # so many cases of one test run on every engine every day

# What these look at is made above the database: folders, and ends of file names.
ABOVE = ("repo_rules", "image", "links", "look", "pages", "privacy")
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
    names = set(getattr(item, "fixturenames", ()))
    if item.path.stem in ASK_THE_DATABASE or "portal" in names:  # a portal has processes of its own
        return False
    asks = item.get_closest_marker("django_db") or names & {"db", "transactional_db"}
    return not asks or bool(names & {"client", "admin_client"})


def not_due_today(items):
    """Return the cases of tests with many cases that another engine has its turn with on another day.

    A third is due each day. What is marked `parallel` or `postgres` comes whole.
    """
    cases = defaultdict(list)
    for item in items:
        whole = item.get_closest_marker("parallel") or item.get_closest_marker("postgres")
        if hasattr(item, "callspec") and not whole:
            cases[item.nodeid.partition("[")[0]].append(item)
    if ALL_CASES:
        return []
    many = {name: found for name, found in cases.items() if len(found) > FEW}
    due = {item for name, found in many.items() for item in sample(found, -(-len(found) // 3), name)}
    return [item for found in many.values() for item in found if item not in due]
