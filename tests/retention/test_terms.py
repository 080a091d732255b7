"""The privacy page names every term by which something is deleted, and no other."""

import pytest

from gsvo.retention.table import KINDS
from gsvo.retention.terms import TERMS, in_words

pytestmark = pytest.mark.once


def test_the_page_names_every_term_of_the_table_that_purge_reads():
    named = [term.setting for term in TERMS]

    assert len(named) == len(set(named))
    assert set(TERMS) == {kind.term for kind in KINDS.values()}


def test_a_changed_term_changes_the_page(client, db, settings):
    settings.KEEP_FEEDBACK_DAYS = 91

    assert '<span class="gs-nowrap">3 Monate</span>' in client.get("/datenschutz/").content.decode()


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 Tag"), (30, "30 Tage"), (45, "45 Tage"), (90, "3 Monate"), (183, "6 Monate"), (365, "1 Jahr"),
     (366, "1 Jahr"), (400, "400 Tage"), (1096, "3 Jahre"), (3653, "10 Jahre")],
)  # fmt: skip
def test_terms_are_said_as_people_count(days, words):
    assert in_words(days) == words
