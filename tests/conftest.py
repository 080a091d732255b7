"""The standing cast, and a quiet, fast world for every test."""

import gc
import itertools
import os
from collections import Counter, defaultdict

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key

from gsvo.celery import app as celery_app
from gsvo.offices.models import Role
from tests import engines, factories
from tests.helpers import databases, tables

_worlds = itertools.count()
LONGEST_TEXT, LONGEST_ID = 40, 200  # signs
MIGRATED, FORMER = pytest.StashKey[str](), pytest.StashKey[str]()
# No example has a fifth of a second to pass, or a second to be made: a busy machine is no fault of ours.
hypothesis.settings.register_profile(
    "ours", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("ours")


def pytest_configure(config):
    # A server for browsers begins before any test sets its own folder, and warns where there is none.
    (settings.BASE_DIR / "staticfiles").mkdir(exist_ok=True)
    # Units only need a broker that takes the message; real brokers run in tests/outbox and tests/e2e/stories.
    celery_app.conf.update(broker_url="memory://", broker_transport_options={})
    if folder := getattr(config, "workerinput", {}).get("migrated"):
        databases.follow(folder)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """In the controller of several workers: tell each where the migrated database will be."""
    stash = node.config.stash
    if MIGRATED not in stash:
        stash[MIGRATED] = databases.begin()
    node.workerinput["migrated"] = stash[MIGRATED]


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    """In the controller: migrate while the workers collect."""
    if MIGRATED in session.config.stash:
        with session.config.stash[blocking_manager_key].unblock():
            session.config.stash[FORMER] = databases.migrate()
        return (yield)
    # Six thousand tests are objects that stay: to look for garbage among them took a tenth of the time.
    gc.disable()
    collected = yield
    gc.freeze()
    gc.set_threshold(5_000, 20, 20)
    gc.enable()
    return collected


def pytest_make_parametrize_id(val, argname):
    """Name a case by the beginning of a long text, and by its argument if it is of bytes.

    Ids go to and fro between workers, and all must find the same: a table holds the moment it was made.
    """
    if isinstance(val, bytes | bytearray):
        return argname
    text = val.encode("unicode_escape").decode() if isinstance(val, str) else ""
    return text[:LONGEST_TEXT] if len(text) > LONGEST_TEXT else None


def pytest_unconfigure(config):
    if FORMER in config.stash:
        with config.stash[blocking_manager_key].unblock():
            databases.end(config.stash[FORMER])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if engines.is_same_on_every_engine(item):
            item.add_marker(pytest.mark.once)
        if engines.comes_through_a_page(item):
            item.add_marker(pytest.mark.page)
    for item in engines.cases_of_another_day(items):
        item.add_marker(pytest.mark.case_of_another_day)
    for item in engines.stories_of_another_day(items):
        item.add_marker(pytest.mark.story_of_another_day)
    if long := [item.nodeid for item in items if len(item.nodeid) > LONGEST_ID]:
        names = "\n".join(long)
        raise pytest.UsageError(f"ids of more than {LONGEST_ID} signs: give these cases names\n{names}")
    if connection.vendor != "postgresql":
        asks = [item for item in items if item.get_closest_marker("postgres")]
        items[:] = [item for item in items if item not in asks]
        config.hook.pytest_deselected(items=asks)
    result = yield
    # What starts a portal takes longest: begun last, one worker would be left alone with it. Where faults are
    # tried, it waits: those count seconds, and several portals that start at once would make them longer.
    if not any("faults" in item.path.parts for item in items):
        items.sort(key=lambda item: not {"portal", "start"} & set(item.fixturenames))
    return result


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """After real transactions put back what changed, instead of emptying all tables and loading them anew."""
    with django_db_blocker.unblock():
        former = databases.create()
        before = tables.contents()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _self: tables.put_back(before))
        yield
    with django_db_blocker.unblock():
        databases.destroy(former)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    databases.prepare(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def quiet_world(settings, tmp_path_factory):
    """A test leaves nothing outside its own folder; passwords cost no time; nobody is locked out.

    Not in tmp_path, which looks through the folders of all tests before for each new one.
    """
    own = tmp_path_factory.getbasetemp() / f"world{next(_worlds)}"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for name in ("MEDIA_ROOT", "MAILBOX_DIR", "STATIC_ROOT"):
        folder = own / name.lower()
        folder.mkdir(parents=True)
        setattr(settings, name, folder)
    cache.clear()


@pytest.fixture
def parallel_db(transactional_db):
    """For `tests.helpers.parallel.run_parallel`: what one connection commits, the others see."""


# --- the cast ------------------------------------------------------------------------------------
@pytest.fixture
def koko(db):
    """Leads the office of Bielefeld and asks for support."""
    return factories.member(
        factories.office(factories.BIELEFELD),
        Role.LEAD,
        email="koko.bielefeld@example.org",
        name="Karla Koko",
    )


@pytest.fixture
def colleague(db):
    """Works in Bielefeld as well and may act for the office."""
    return factories.member(
        factories.office(factories.BIELEFELD),
        Role.MEMBER,
        email="kollegin.bielefeld@example.org",
        name="Kim Kolleg",
    )


@pytest.fixture
def reader(db):
    """Reads in Bielefeld, and nothing more."""
    return factories.member(
        factories.office(factories.BIELEFELD),
        Role.READER,
        email="leser.bielefeld@example.org",
        name="Leo Leser",
    )


@pytest.fixture
def pool_person(db):
    """The account of an advisor of the pool."""
    return factories.advisor(name="Bea Beratung", email="bea@pool.example", account=True).user


@pytest.fixture
def other_koko(db):
    """Leads the office of Unna: a stranger to Bielefeld's requests."""
    return factories.member(
        factories.office(factories.UNNA), Role.LEAD, email="koko.unna@example.org", name="Uli Unna"
    )


@pytest.fixture
def gib(db):
    """Sachbearbeitung of the G.I.B."""
    return factories.staff(
        "Sachbearbeitung", email="sachbearbeitung@example.org", name="Sascha Sachbearbeitung"
    )


@pytest.fixture
def leitung(db):
    return factories.staff("Leitung", email="leitung@example.org", name="Luca Leitung")


@pytest.fixture
def controlling(db):
    return factories.staff("Controlling", email="controlling@example.org", name="Conny Controlling")


@pytest.fixture
def admin_user(db):
    """A superuser."""
    return factories.user("admin@example.org", name="Ada Admin", is_staff=True, is_superuser=True)


@pytest.fixture
def advisor_user(db):
    """The account of an advisor of the pool; `advisor_user.advisor` is the profile."""
    return factories.advisor(name="Bea Beratung", email="beratung1@example.org", account=True).user


@pytest.fixture
def admin_client(admin_user, client):
    client.force_login(admin_user)
    return client


# --- how a run ends ------------------------------------------------------------------------------
def pytest_sessionfinish(session, exitstatus):
    """With CI=true a skipped test is a failure: nobody reads a yellow letter among a thousand dots."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """What tests told with `record_property("figure: …", number)`, added up over all workers; names are
    given as a list, and each counts once.
    """
    sums, names = Counter(), defaultdict(set)
    for report in terminalreporter.getreports("passed"):
        for what, found in report.user_properties:
            if what.startswith("figure: ") and isinstance(found, list):
                names[what].update(found)
            elif what.startswith("figure: "):
                sums[what] += found
    figures = {what: len(found) for what, found in names.items()} | sums
    if figures:
        terminalreporter.section("figures")
    for what, number in figures.items():
        terminalreporter.write_line(f"{number} {what.removeprefix('figure: ')}")
