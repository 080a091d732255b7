"""The sum over what was agreed: every word counts, the order of keys does not; the seal of the file."""

import datetime as dt

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from requests.fingerprint import as_typed, fingerprint, in_groups
from requests.papers.seal import read_seal, sealed

CONTENT = {
    "number": "GSVO-2026-0009",
    "version": 2,
    "sections": {"occasion": "Zahlen kommen zu spät.", "scope": "Nur die Übergaben."},
    "goals": [{"text": "Alle melden.", "criterion": "19 Meldungen."}, {"text": "Zwei.", "criterion": "Ja."}],
    "milestones": [{"title": "Auftakt", "result": "Plan", "due_on": dt.date(2027, 3, 9), "quarters": 4}],
}
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n"
texts = st.text(max_size=30)
rows_of_goals = st.lists(st.fixed_dictionaries({"text": texts, "criterion": texts}), max_size=3)
rows_of_milestones = st.lists(
    st.fixed_dictionaries(
        {
            "title": texts,
            "result": texts,
            "due_on": st.none() | st.dates(),
            "quarters": st.integers(0, 200),
        }
    ),
    max_size=3,
)
contents = st.fixed_dictionaries(
    {
        "number": texts,
        "version": st.integers(1, 30),
        "sections": st.dictionaries(texts, texts, max_size=4),
        "goals": rows_of_goals,
        "milestones": rows_of_milestones,
    }
)


def _meaning(content):
    return content | {"sections": {key: text for key, text in content["sections"].items() if text}}


@given(contents, contents)
def test_only_the_same_content_has_the_same_sum(one, other):
    assert (fingerprint(**one) == fingerprint(**other)) == (_meaning(one) == _meaning(other))


@given(contents)
def test_the_order_of_keys_does_not_count_nor_does_an_empty_section(content):
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(list(value))}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    with_empty = turned(content)
    with_empty["sections"] = {"leer": ""} | with_empty["sections"]
    if "leer" not in content["sections"]:
        assert fingerprint(**with_empty) == fingerprint(**content)


CHANGES = {
    "number": "GSVO-2026-0010",
    "version": 3,
    "sections": CONTENT["sections"] | {"scope": "Nur die Übergabe."},
    "goals": list(reversed(CONTENT["goals"])),
    "milestones": [CONTENT["milestones"][0] | {"due_on": dt.date(2027, 3, 10)}],
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_part_counts(name):
    assert fingerprint(**CONTENT | {name: CHANGES[name]}) != fingerprint(**CONTENT)


def test_the_sum_stays_what_stands_on_papers_already():
    """Whoever changes this sum makes every paper handed out so far unknown."""
    assert fingerprint(**CONTENT) == "152d656fb164136ecec31eb4254d1a17638f8e41c1cc169005551313cc872d6d"


@given(st.binary(min_size=32, max_size=32))
def test_a_sum_is_read_however_it_is_copied(data):
    found = data.hex()
    for typed in (
        found,
        found.upper(),
        in_groups(found),
        f"  {in_groups(found)}\n",
        "-".join(in_groups(found).split()),
    ):
        assert as_typed(typed) == found


@pytest.mark.parametrize("typed", ["", "abc", "g" * 64, "a" * 63, "a" * 65, "ａ" * 64])
def test_what_is_no_sum_is_none(typed):
    assert as_typed(typed) == ""


# --- the seal of the file ---------------------------------------------------------------------------
def test_a_sealed_file_says_what_it_holds_and_that_it_is_untouched():
    found = read_seal(sealed(PDF, "a" * 64))
    assert (found.fingerprints, found.is_untouched) == (("a" * 64,), True)


@given(st.data())
def test_a_byte_changed_anywhere_is_told(data):
    whole = bytearray(sealed(PDF, "a" * 64))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    assert not read_seal(bytes(whole)).is_untouched


def test_a_seal_does_not_fit_another_file_or_another_sum():
    line = sealed(PDF, "a" * 64)[len(PDF) - len(b"startxref\n9\n%%EOF\n") :].split(b"\n")[0] + b"\n"
    other = PDF.replace(b"<< >>", b"<<  >>")
    assert not read_seal(other.replace(b"startxref", line + b"startxref")).is_untouched
    assert not read_seal(sealed(PDF, "a" * 64).replace(b"a" * 64, b"b" * 64)).is_untouched
    assert not read_seal(sealed(PDF, "a" * 64) + line).is_untouched


def test_a_file_that_lost_its_seal_still_names_its_sum():
    saved_again = b"%PDF-1.4 <pdf:Keywords>" + b"c" * 64 + b"</pdf:Keywords>"
    found = read_seal(saved_again)
    assert (found.fingerprints, found.is_untouched) == (("c" * 64,), False)
    assert read_seal(b"%PDF-1.4 nothing").fingerprints == ()


def test_a_seal_outlives_a_change_of_the_key():
    with override_settings(SECRET_KEY="earlier", SECRET_KEY_FALLBACKS=[]):
        paper = sealed(PDF, "a" * 64)
    with override_settings(SECRET_KEY="now", SECRET_KEY_FALLBACKS=["earlier"]):
        assert read_seal(paper).is_untouched
    with override_settings(SECRET_KEY="now", SECRET_KEY_FALLBACKS=[]):
        assert not read_seal(paper).is_untouched
