"""Every address × method × identity: who gets in, who finds nothing, who is refused; nothing changes.

What must be so stands in table.py and table_staff.py, one line per address. `python -m tests.access` counts.
"""

import logging

import pytest

from tests.access import db_guard, routes, table_staff, world
from tests.access.rows import IDENTITIES
from tests.access.runner import AccessRun
from tests.helpers.long_version import sample

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.urls("tests.access.urls")]


@pytest.fixture
def here(settings):
    settings.DEMO = True
    logging.disable(logging.ERROR)  # thousands of refusals, as expected
    yield world.build()
    logging.disable(logging.NOTSET)


def test_every_address_has_a_row_and_every_row_an_address():
    known, real = [(row.name, row.route) for row in routes.rows()], sorted(routes.of())
    new = [route for route in real if route not in known]
    gone = [route for route in known if route not in real]

    assert not new, (
        "These addresses have no row, so nobody said who may open them. Add a line per address to a list in "
        "tests/access/table.py (the workplace: PAGES, or MODELS for a table of the admin, in "
        f"tests/access/table_staff.py): {new}"
    )
    assert not gone, f"These rows of tests/access/table*.py have no address any more: {gone}"
    assert len(known) == len(set(known)), "an address stands twice in the tables"


def test_every_table_of_the_admin_has_a_line():
    assert set(table_staff.MODELS) == set(world.admin_models())


@pytest.mark.parametrize("part", routes.parts())
def test_everybody_meets_what_the_table_says(part, here):
    tour, before = AccessRun(here), db_guard.digest()
    for row in routes.parts()[part]:
        for method in ("GET", "POST"):
            for identity in tour.identities(row, method):
                tour.visit(row, identity, method)
        for method in tour.methods(row):
            for identity in sample(IDENTITIES, 1, row.route, method):
                tour.visit(row, identity, method)
        if row.crossed:
            tour.cross(row)

    assert tour.wrong == [], "\n".join(["", *tour.wrong])
    assert db_guard.digest() == before
