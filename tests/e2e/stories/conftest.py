"""A running portal on the database and broker of this run of the suite, and a browser."""

import os

import pytest
from django.db import connection

from tests.e2e.stories.demo import DemoPortal
from tests.e2e.stories.portal import Portal, own_broker, own_database
from tests.helpers import databases
from tests.helpers.browser import Person, chromium, chromium_path


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    chromium_path()  # skip before anything starts
    folder = tmp_path_factory.mktemp("portal")
    suite, broker = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    template = databases.migrated()
    with (
        own_database(folder, suite, template) as database,
        own_broker(broker),
        Portal(folder, database, broker, is_migrated=bool(template)).running() as portal,
    ):
        yield portal


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The portal with the demo's cases, one for all journeys."""
    chromium_path()
    template = databases.migrated() if connection.vendor == "sqlite" else None
    with DemoPortal(tmp_path_factory.mktemp("demo"), template).running() as portal:
        yield portal


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def somebody(browser, portal):
    """Opens a browser of her own for each person; at the end nobody may have seen trouble."""
    people = []

    def enters():
        people.append(Person(browser, portal.url))
        return people[-1]

    yield enters
    troubles = [trouble for person in people for trouble in person.troubles]
    for person in people:
        person.leaves()
    assert troubles == [], portal.logs()[-4000:]


@pytest.fixture
def enters(browser, demo):
    """A person of a kind; at the end nobody met trouble, and no browser kept more than two cookies."""
    people = []

    def person(kind, **options):
        people.append(kind(browser, demo.url, **options))
        return people[-1]

    yield person
    stored = [somebody.keeps() for somebody in people if somebody.page.url != "about:blank"]
    troubles = [trouble for somebody in people for trouble in somebody.troubles]
    for somebody in people:
        somebody.leaves()
    assert troubles == []
    assert set().union(*stored) <= {"sessionid", "csrftoken"}
