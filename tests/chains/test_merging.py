"""Two writers of a step, compared field by field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains import merging
from chains.actor_names import ActorNames
from chains.merging import Change
from chains.models import Actor

values = st.dictionaries(
    st.sampled_from(["title", "section", "note", "receivers"]),
    st.none() | st.text() | st.integers() | st.lists(st.integers()),
    min_size=4,
)


@given(values, values, values)
def test_every_field_that_differs_is_somebodys_and_no_other(seen, typed, stored):
    changes = merging.compare(merging.digests(seen), typed, stored)
    for name, change in changes.items():
        one_alone = merging.compare(merging.digests(stored), {name: typed[name]}, stored)
        assert one_alone == {name: Change.MINE}
        back = merging.compare(merging.digests(seen), {name: stored[name]}, typed)
        assert back == {name: {Change.MINE: Change.THEIRS, Change.THEIRS: Change.MINE}.get(change, change)}
    same = typed.keys() - changes.keys()
    assert merging.digests({name: typed[name] for name in same}) == merging.digests(
        {name: stored[name] for name in same}
    )


@given(st.text(), values)
def test_nonsense_is_never_taken_for_something_seen(seen, stored):
    typed = {**stored, "title": "neu"}
    changes = merging.compare(seen, typed, {**stored, "title": "alt"})
    assert changes == {"title": Change.BOTH}


@pytest.mark.parametrize(
    ("one", "other"),
    [("a\r\nb", "a\nb "), ([2, 1], [1, 2]), ([], ()), ("", " ")],
)
def test_what_means_the_same_is_no_change(one, other):
    assert merging.compare("", {"title": one}, {"title": other}) == {}


# --- names ---------------------------------------------------------------------------------------
def _names():
    rows = [("Jobcenter", ""), ("Agentur für Arbeit", "AA\nJobcenter"), ("Schule", "")]
    actors = [Actor(pk=pk, name=name, aliases=aliases) for pk, (name, aliases) in enumerate(rows, start=1)]
    return ActorNames(actors, {3: "Realschule Brackwede"}, first=[3])


@pytest.mark.parametrize(
    ("text", "found"),
    [("JOBCENTER", "Jobcenter"), ("aa", "Agentur für Arbeit"), ("agentur fur  arbeit", "Agentur für Arbeit"),
     ("realschule brackwede", "Schule"), ("Schul", None), ("", None)],
)  # fmt: skip
def test_a_name_of_the_catalogue_goes_before_another_name_of_somebody_else(text, found):
    actor = _names().find(text)
    assert (actor and actor.name) == found


def test_the_nearest_names_and_those_of_the_chain_first():
    names = _names()
    assert names.nearest("Jobzenter") == ["Jobcenter"]
    assert names.nearest("brackwede") == ["Schule"]
    assert names.nearest("qqq") == []
    assert names.suggestions()[0] == ("Schule", "Realschule Brackwede")
