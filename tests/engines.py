"""Which tests run on every database, and which on the first one alone (docs/adr/0026)."""

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
