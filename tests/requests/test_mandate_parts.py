"""Two people write one mandate: what only one changed is taken, what both changed is shown."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests import mandate_parts
from requests.mandate_parts import PARTS, ROW_FIELDS, Change

WORDS = st.sampled_from(["", "Eins", "Zwei", "Drei\nVier"])
GOALS = st.lists(st.fixed_dictionaries({"text": WORDS, "criterion": WORDS}), max_size=3)
MILESTONES = st.lists(
    st.fixed_dictionaries(
        {
            "title": WORDS,
            "result": WORDS,
            "due_on": st.sampled_from([None, dt.date(2027, 2, 15)]),
            "quarters": st.integers(0, 8),
        }
    ),
    max_size=3,
)
VERSIONS = st.fixed_dictionaries(
    {part: {"goals": GOALS, "milestones": MILESTONES}.get(part, WORDS) for part in PARTS}
)


def says(values, part):
    """A part as `compare` reads it: rows that are empty say nothing."""
    return mandate_parts._plain(part, values[part])


@given(before=VERSIONS, mine=VERSIONS, theirs=VERSIONS)
def test_each_part_is_mine_theirs_or_shown_to_both(before, mine, theirs):
    changes = mandate_parts.compare(mandate_parts.digests(before), mine, theirs)
    for part in PARTS:
        base, own, other = (says(values, part) for values in (before, mine, theirs))
        if own == other or other == base:
            assert part not in changes
        elif own == base:
            assert changes[part] == Change.THEIRS
        else:
            assert changes[part] == Change.BOTH


@given(mine=VERSIONS, theirs=VERSIONS)
def test_nothing_is_taken_from_a_colleague_if_nobody_knows_what_the_writer_saw(mine, theirs):
    for seen in ("", "nonsense", "scope;=;scope="):
        assert set(mandate_parts.compare(seen, mine, theirs).values()) <= {Change.BOTH}


@given(version=VERSIONS)
def test_what_a_browser_sends_of_a_page_says_the_same(version):
    typed = dict(version)
    for part in PARTS:
        if part not in ROW_FIELDS:
            typed[part] = version[part].replace("\n", "\r\n") + " "
    typed["milestones"] = [
        row
        | {
            "due_on": row["due_on"].isoformat() if row["due_on"] else "",
            "quarters": str(row["quarters"] / 4).replace(".", ",") if row["quarters"] else "",
        }
        for row in version["milestones"]
    ] + [{"title": "", "result": "", "due_on": "", "quarters": ""}]
    assert mandate_parts.digests(typed) == mandate_parts.digests(version)
    assert not mandate_parts.differs(typed, version)


@pytest.mark.parametrize(
    ("typed", "quarters"), [(["1,25", "2"], 13), (["viel", "-1", "", "0,25"], 1), ([5, 4], 9), ([], 0)]
)
def test_what_was_typed_is_counted_as_far_as_it_can_be_read(typed, quarters):
    assert mandate_parts.planned_quarters([{"quarters": text} for text in typed]) == quarters
