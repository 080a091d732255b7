"""Two chains compared step by step: by id, else by what their titles have in common."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from chains import actions
from chains.comparison import compare
from chains.content import ChainContent, StepContent
from tests import factories


def chain_of(*titles, prefix="a"):
    steps = [
        StepContent(id=f"{prefix}{number:015}", number=number, title=title)
        for number, title in enumerate(titles, 1)
    ]
    return ChainContent(2026, tuple(steps))


pytestmark = pytest.mark.django_db
TITLES = st.lists(
    st.sampled_from(["Erste Abfrage", "Zweite Abfrage", "Infotag der BK", "", "Beratung"]), max_size=7
)


@given(TITLES, TITLES, st.sampled_from(["a", "b"]))
def test_each_step_of_both_stands_there_once(old, new, prefix):
    found = compare(chain_of(*old), chain_of(*new, prefix=prefix))

    assert sorted(row.old_number for row in found.rows if row.old_number) == list(range(1, len(old) + 1))
    assert [row.new_number for row in found.rows if row.new_number] == list(range(1, len(new) + 1))
    assert found.same + found.changed + found.only_old + found.only_new == len(found.rows)


@given(TITLES)
def test_a_chain_beside_itself_is_the_same(titles):
    chain = chain_of(*titles)
    found = compare(chain, chain)
    assert (found.same, found.changed, found.only_old, found.only_new) == (len(titles), 0, 0, 0)


def test_the_same_id_is_the_same_step_whatever_it_is_called():
    old, new = chain_of("Erste Abfrage", "Infotag"), chain_of("Ganz anders", "Infotag")
    row = compare(old, new).rows[0]
    assert (row.old_number, row.new_number, row.is_changed) == (1, 1, True)


def test_steps_of_another_office_are_matched_by_their_titles():
    old = chain_of("Erste Abfrage in Klasse 9", "Infotag der Berufskollegs")
    new = chain_of("Infotag der drei Berufskollegs", "Willkommen", "Abfrage in Klasse 9", prefix="b")

    found = compare(old, new)

    assert [(row.old_number, row.new_number) for row in found.rows] == [(2, 1), (None, 2), (1, 3)]
    assert (found.changed, found.only_new, found.only_old) == (2, 1, 0)


def test_a_changed_column_says_what_was_and_what_is():
    old = chain_of("Erste Abfrage")
    step = replace(old.steps[0], lead="Jobcenter", window_from=3, anchor_day="after_easter")
    row = compare(old, replace(old, steps=(step,))).rows[0]

    changed = {field.label: [tuple(part) for part in field.parts] for field in row.fields if field.is_changed}
    assert changed["Federführend"] == [("inserted", "Jobcenter")]
    assert changed["Anhaltspunkt"] == [("inserted", "nach Ostern")]
    assert changed["Wann"] == [("removed", "noch offen"), ("inserted", "März")]
    assert set(changed) == {"Federführend", "Wann", "Anhaltspunkt"}


def test_contacts_notes_and_local_names_are_not_compared():
    old = chain_of("Erste Abfrage")
    own = replace(old.steps[0], contact="Frau Kontakt", note="Notiz", expected_count=3)
    new = replace(old, steps=(own,), local_names={"Jobcenter": "Jobcenter Plus"})
    assert compare(old, new).same == 1


# --- the page ------------------------------------------------------------------------------------
@pytest.fixture
def theirs(other_koko):
    chain = actions.copy_from_template(factories.office(factories.UNNA), 2026, by=other_koko)
    chain.steps.filter(number=1).update(title="Auftakt der Runde", note="Geheim")
    chain.steps.get(number=3).delete()
    return actions.publish(chain, by=other_koko, expected_revision=1)


def _address(one, other):
    return reverse("chains:compare", args=[one.oid, other.oid])


def test_the_own_chain_beside_a_published_one(client, koko, chain, theirs):
    chain.steps.update(note="Unser Vermerk")
    client.force_login(koko)
    assert _address(chain, theirs) in client.get(theirs.get_absolute_url()).content.decode()

    page = " ".join(client.get(_address(chain, theirs)).content.decode().split())

    assert "Nur in der ersten, Schritt 3:" in page
    assert "[eingefügt:" in page  # readable without colour
    assert "<ins" in page
    assert "Geheim" not in page
    assert "Unser Vermerk" not in page


def test_only_what_one_may_read_is_compared(client, koko, other_koko, reader, advisor_user, chain, theirs):
    address = _address(chain, theirs)
    for user, status in ((koko, 200), (reader, 200), (other_koko, 404), (advisor_user, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.get(_address(theirs, theirs)).status_code == (404 if user == advisor_user else 200)
    actions.withdraw(theirs, by=other_koko)
    client.force_login(koko)
    assert client.get(address).status_code == 404
