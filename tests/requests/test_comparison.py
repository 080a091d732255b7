"""Two versions of a mandate, compared word by word and row by row."""

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsvo.lib.comparison import new_text, old_text, parts_of, rows_of
from requests.comparison import compare, goal_columns, milestone_columns
from requests.models import Goal, MandateVersion, Milestone
from requests.sections import SECTIONS
from requests.workflow import State
from tests import factories

WORDS = st.text(alphabet="aä Bé.,!?\n-5\t", max_size=80) | st.text(max_size=40)
ROWS = st.lists(st.tuples(st.sampled_from(["a b", "a c", "d e f", "g", ""]), WORDS), max_size=6)


def said(parts):
    return [tuple(part) for part in parts]


# --- texts ---------------------------------------------------------------------------------------
@given(WORDS, WORDS)
def test_parts_joined_are_the_old_and_the_new_text(old, new):
    parts = parts_of(old, new)
    assert (old_text(parts), new_text(parts)) == (old, new)


@given(
    st.lists(st.sampled_from(["Die", "Schulen", "melden", ".", " ", "\n", "bis", "Mai"]), max_size=60),
    st.data(),
)
def test_texts_that_resemble_each_other_come_back_as_well(words, data):
    other = [word for word in words if data.draw(st.booleans())]
    parts = parts_of("".join(words), "".join(other))
    assert (old_text(parts), new_text(parts)) == ("".join(words), "".join(other))


@given(WORDS, WORDS)
def test_no_part_is_empty_and_neighbours_differ(old, new):
    parts = parts_of(old, new)
    assert all(part.words for part in parts)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(parts))


@given(WORDS)
def test_a_text_beside_itself_is_the_same(text):
    assert said(parts_of(text, text)) == ([("same", text)] if text else [])


def test_a_word_is_changed_within_its_sentence():
    old = "Es geht um die Übergaben zu den fünf Berufskollegs.\n\nNicht um Einzelne."
    new = "Es geht um die Übergaben zu den sieben Berufskollegs.\n\nNicht um Einzelne."
    assert said(parts_of(old, new)) == [
        ("same", "Es geht um die Übergaben zu den "),
        ("removed", "fünf"),
        ("inserted", "sieben"),
        ("same", " Berufskollegs.\n\nNicht um Einzelne."),
    ]


def test_changes_side_by_side_are_one_change():
    parts = parts_of("Die Schulen melden im Mai alle Zahlen.", "Die Schulen melden bis Juni alle Zahlen.")
    assert said(parts)[1:3] == [("removed", "im Mai"), ("inserted", "bis Juni")]


def test_two_sentences_that_have_little_in_common_are_not_shown_as_confetti():
    parts = parts_of("Wir treffen uns in der Schule am Abend.", "Der Kreis lädt die Kammern im Mai ein.")
    assert [part.kind for part in parts] == ["removed", "inserted", "same"]


def test_a_paragraph_that_came_is_inserted_in_full():
    parts = parts_of("Erstens.\n\nDrittens.", "Erstens.\n\nZweitens geht es weiter.\n\nDrittens.")
    assert said(parts) == [
        ("same", "Erstens.\n\n"),
        ("inserted", "Zweitens geht es weiter.\n\n"),
        ("same", "Drittens."),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 25_000, "b " * 25_000),
        ("a " * 25_000, "a " * 20_000 + "b " * 5_000),
        ("a b " * 12_500, "b a " * 12_000),
        ("x." * 25_000, "y." + "x." * 24_000),
        ("\n" * 50_000, "\n " * 25_000),
        (" ".join(f"w{n}" for n in range(8_000)), " ".join(f"w{n}" for n in reversed(range(8_000)))),
        (" ".join(f"w{n} u" for n in range(6_000)), " ".join(f"w{n} v" for n in range(6_000))),
        ("ein Satz ohne Ende " * 2_600, "kein Satz ohne Ende " * 2_500),
        ("Ein Satz. " * 5_000, "Ein Satz! " * 5_000),
    ],
)
def test_fifty_thousand_characters_take_no_time_that_anybody_notices(old, new):
    began = time.process_time()
    parts = parts_of(old, new)
    assert time.process_time() - began < 5
    assert (old_text(parts), new_text(parts)) == (old, new)


# --- rows ----------------------------------------------------------------------------------------
def goals(*rows):
    return [Goal(text=text, criterion=criterion) for text, criterion in rows]


@given(ROWS, ROWS)
def test_each_row_stands_in_the_comparison_once(old, new):
    rows = rows_of(goals(*old), goals(*new), goal_columns)
    assert sorted(row.old_number for row in rows if row.old_number) == list(range(1, len(old) + 1))
    assert [row.new_number for row in rows if row.new_number] == list(range(1, len(new) + 1))
    for row in rows:
        texts = {column.label: column.parts for column in row.fields}
        parts = texts.get("Ziel", [])
        assert not row.old_number or old_text(parts) == old[row.old_number - 1][0]
        assert not row.new_number or new_text(parts) == new[row.new_number - 1][0]


def test_a_goal_is_matched_with_the_most_alike_wherever_it_stands():
    old = goals(
        ("Alle Schulen melden bis Mai.", "Zwölf"), ("Im August ist jemand erreichbar.", "Eine Nummer")
    )
    new = goals(
        ("Ganz neu: die Kammern laden ein.", "Zwei"),
        ("Im August ist überall jemand erreichbar.", "Eine Nummer"),
    )

    rows = rows_of(old, new, goal_columns)

    assert [(row.old_number, row.new_number, row.is_changed) for row in rows] == [
        (1, None, False),
        (None, 1, False),
        (2, 2, True),
    ]
    assert not any(row.is_moved for row in rows)


def test_goals_that_change_places_are_moved_and_not_changed():
    first, second, third = (
        ("Erstes Ziel hier", "A"),
        ("Anderes dort drüben", "B"),
        ("Noch etwas ganz Neues", "C"),
    )
    rows = rows_of(goals(first, second, third), goals(third, first, second), goal_columns)
    assert [(row.old_number, row.is_moved, row.is_changed) for row in rows] == [
        (3, True, False),
        (1, False, False),
        (2, False, False),
    ]


def test_a_date_and_an_amount_are_compared_in_full():
    old = [Milestone(title="Auftakt", due_on=dt.date(2027, 2, 1), quarters=4)]
    new = [Milestone(title="Auftakt", due_on=dt.date(2027, 3, 1), quarters=6)]
    [row] = rows_of(old, new, milestone_columns)
    assert {column.label: said(column.parts) for column in row.fields} == {
        "Meilenstein": [("same", "Auftakt")],
        "Bis wann": [("removed", "1. Februar 2027"), ("inserted", "1. März 2027")],
        "Umfang": [("removed", "1 Tag"), ("inserted", "1,5 Tage")],
    }


# --- versions ------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_sections_that_differ_are_those_that_the_version_names(koko):
    mandate = factories.support_request(State.CLARIFYING, by=koko).mandate
    old = factories.filled(mandate.latest, goals=("Alle melden.", "Alle laden ein."))
    MandateVersion.objects.filter(pk=old.pk).update(frozen_at=old.created_at)
    new = factories.filled(mandate.versions.create(number=2), goals=("Alle laden ein.", "Alle melden."))
    new.sections["scope"] = "Jetzt mit allen Schulen."
    new.save()

    differences = compare(old, new)

    assert [difference.section for difference in differences] == list(SECTIONS)
    changed = {difference.section.key for difference in differences if difference.is_changed}
    assert changed == new.changed_since(old) == {"goals", "scope"}
