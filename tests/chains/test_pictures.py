"""The swimlanes of a chain: whole, legible, and no arrow through a box that is not its own."""

import datetime as dt
from collections import namedtuple
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.content import ChainContent, StepContent
from chains.models import AnchorDay
from chains.pictures import style
from chains.pictures.bars import GapMark
from chains.pictures.calendar import calendar_for
from chains.pictures.gap_marks import legend_of, marks_of
from chains.pictures.lanes import as_file
from chains.pictures.lanes import draw as draw_on
from chains.pictures.texts import plain, short_names, text_width, wrap
from tests.chains import drawn
from tests.chains.pages import page_url

Found = namedtuple("Found", "rule severity step_id")
STEP = StepContent(id="a", number=1, title="Erste Abfrage", lead="KoKo", window_from=9, window_to=10)
TEXTS = st.text(max_size=60) | st.sampled_from([*drawn.TITLES, "W" * 200, "x " * 100, "<b>&\"'", "漢字" * 30])
MONTHS = st.none() | st.integers(1, 12)


@pytest.mark.parametrize(("steps", "actors"), [(1, 1), (12, 6), (40, 15)])
@pytest.mark.parametrize("seed", range(3))
def test_a_picture_is_whole_and_its_arrows_pass_what_is_not_theirs(steps, actors, seed):
    content = drawn.chain_of(steps, actors, seed)
    picture, svg = drawn.draw(content, drawn.marks_for(content))

    drawn.assert_is_sound(picture, svg)
    assert len(picture["layout"].bars) == steps
    pairs = {(step.id, to) for step in content.steps for to in step.receiver_steps if to != step.id}
    drawn_pairs = {(arrow.giver, arrow.receiver) for arrow in picture["layout"].arrows if arrow.receiver}
    next_year = {arrow.giver for arrow in picture["layout"].arrows if not arrow.receiver}
    assert {pair for pair in pairs - drawn_pairs if pair[0] not in next_year} == set()


@st.composite
def chains(draw):
    count = draw(st.integers(0, 9))
    ids = [str(k) for k in range(count)]
    some = st.lists(st.sampled_from(ids), max_size=3).map(tuple) if ids else st.just(())
    actors = st.sampled_from(["", "KoKo", "Schule (StuBO)", "W" * 80, "Jugendamt"])
    steps = [
        StepContent(
            id=step_id,
            number=draw(st.integers(0, 999)),
            title=draw(TEXTS),
            year_offset=draw(st.integers(0, 2)),
            window_from=draw(MONTHS),
            window_to=draw(MONTHS),
            anchor_day=draw(st.sampled_from(["", *AnchorDay.values])),
            lead=draw(actors),
            participants=draw(st.lists(actors.filter(bool), max_size=3).map(tuple)),
            receivers=draw(st.lists(actors.filter(bool), max_size=3).map(tuple)),
            receiver_steps=draw(some),
            status=draw(st.sampled_from(drawn.STATUSES)),
        )
        for step_id in ids
    ]
    marks = [
        GapMark(step_id, draw(st.sampled_from(["A", "B", "AA"])), draw(st.text(max_size=30)))
        for step_id in draw(some) * draw(st.integers(0, 4))
    ]
    return ChainContent(2026, tuple(steps), {"KoKo": draw(TEXTS)}), marks


@settings(max_examples=100, deadline=None)
@given(chains())
def test_any_chain_can_be_drawn(drawing):
    content, marks = drawing
    drawn.assert_is_sound(*drawn.draw(content, marks))


def test_two_drawings_of_a_chain_are_the_same():
    content = drawn.chain_of(40, 15)
    assert drawn.draw(content)[1] == drawn.draw(content)[1]


def test_how_far_a_step_is_shows_by_the_shape_of_its_bar():
    steps = [replace(STEP, id=status, status=status) for status in drawn.STATUSES]
    picture, _svg = drawn.draw(ChainContent(2026, tuple(steps)))

    assert {bar.step.status: bar.css for bar in picture["layout"].bars} == {
        "not_begun": "s-bar-new",
        "in_talks": "s-bar-soft",
        "agreed": "s-bar",
        "practised": "s-bar",
    }


def test_a_handover_to_a_step_that_ends_before_runs_backwards():
    later = replace(STEP, id="b", number=2, window_from=3, window_to=5, receiver_steps=("a",))
    picture, svg = drawn.draw(ChainContent(2026, (replace(STEP, receiver_steps=("b",)), later)))

    assert {(arrow.giver, arrow.is_back) for arrow in picture["layout"].arrows} == {("a", False), ("b", True)}
    assert svg.count('class="s-hand-back"') == svg.count('class="s-tip-back"') == 1


def test_a_kind_of_gap_has_one_letter_and_the_worst_kind_the_first():
    gaps = [
        Found("no_deputy", 3, "a"), Found("no_lead", 1, "b"), Found("no_deputy", 3, "b"),
        Found("no_deputy", 3, "a"), Found("summer", 1, ""),
    ]  # fmt: skip
    marks = marks_of(gaps, {"no_deputy": "keine Vertretung", "no_lead": "keine Federführung"})

    assert marks == [
        ("b", "A", "keine Federführung"),
        ("a", "B", "keine Vertretung"),
        ("b", "B", "keine Vertretung"),
    ]
    assert legend_of(marks) == [("A", "keine Federführung"), ("B", "keine Vertretung")]


@pytest.mark.parametrize(("steps", "words"), [(6, 6), (7, 0)])
def test_few_gaps_stand_in_words_of_many_there_are_the_letters(steps, words):
    content = ChainContent(2026, tuple(replace(STEP, id=str(k), number=k) for k in range(steps)))
    _picture, svg = drawn.draw(content, [GapMark(str(k), "A", "keine Vertretung") for k in range(steps)])

    assert svg.count('class="s-gap-t"') == steps
    assert svg.count(">keine Vertretung</text>") == words


def test_a_step_with_more_gaps_than_have_room_says_how_many_there_are():
    _picture, svg = drawn.draw(
        ChainContent(2026, (STEP,)), [GapMark("a", letter, "") for letter in "ABCDEFGHIJ"]
    )

    assert svg.count('class="s-gap-t"') == 8
    assert ">10 Lücken</text>" in svg


def test_a_step_of_the_year_after_hands_on_to_the_next_chain():
    after = replace(STEP, id="b", number=12, year_offset=1, receiver_steps=("a",))
    picture, _svg = drawn.draw(ChainContent(2026, (STEP, after)))

    (arrow,) = picture["layout"].arrows
    assert (arrow.giver, arrow.receiver) == ("b", "")
    assert [text.words for text in picture["layout"].bars[1].texts] == ["1", "12", "Erste Abfrage"]


def test_the_months_are_those_of_the_school_year_and_the_autumn_after():
    def months(**says):
        calendar = calendar_for(ChainContent(2026, (replace(STEP, **says),)), 0)
        return calendar.months()[0], calendar.months()[-1]

    assert months() == (dt.date(2026, 9, 1), dt.date(2027, 11, 1))
    assert months(window_to=12, year_offset=1)[1] == dt.date(2027, 12, 1)
    assert months(window_from=None, window_to=None, anchor_day="after_start")[0] == dt.date(2026, 8, 1)


@pytest.mark.parametrize(("day", "is_shown"), [((2026, 8, 31), 0), ((2026, 9, 1), 1), ((2027, 12, 1), 0)])
def test_todays_line_stands_within_the_months_only(day, is_shown):
    picture = draw_on(ChainContent(2026, (STEP,)), [], dt.date(*day), "Bielefeld")
    assert bool(picture["flag"]) == is_shown


def test_the_description_says_how_many_steps_and_which_gaps():
    _picture, svg = drawn.draw(ChainContent(2026, (STEP,)), [GapMark("a", "A", "Zusage <fehlt>")])

    assert '<title id="bild-titel">Verantwortungskette Bielefeld, Schuljahr 2026/27</title>' in svg
    assert "1 Schritt auf den Bahnen" in svg
    assert "Lücken: A bei Schritt 1 (Zusage &lt;fehlt&gt;)." in svg


def test_an_actor_is_called_as_in_the_place():
    _picture, svg = drawn.draw(ChainContent(2026, (STEP,), {"KoKo": "Bildungsbüro"}))
    assert ">Bildungsbüro</text>" in svg
    assert ">KoKo</text>" not in svg


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Fallberatung der drei Rechtskreise", ["Fallberatung"]),
        ("Erste Abfrage: wer fehlt noch?", ["Erste Abfrage: wer fehlt noch", "Erste Abfrage"]),
        ("Zweite Abfrage", []),
    ],
)
def test_short_names_of_a_step(title, names):
    assert short_names(title) == [title, *names]


@given(st.text(), st.integers(30, 300))
def test_lines_are_no_wider_than_asked_and_lose_nothing(text, width):
    lines = wrap(plain(text), width, 14)
    assert all(text_width(line, 14) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == plain(text).replace("-", "").replace(" ", "")


# --- the page and the file -----------------------------------------------------------------------
def test_the_page_shows_the_picture_before_its_twin(client, koko, chain):
    client.force_login(koko)
    page = client.get(chain.get_absolute_url()).content.decode()

    assert page.index('aria-labelledby="bild-titel bild-text"') < page.index("<caption")
    assert page_url("picture", chain) in page


def test_the_picture_shows_the_open_gaps_of_the_chain(client, koko, chain):
    chain.steps.filter(number=4).update(lead=None)
    client.force_login(koko)
    page = client.get(chain.get_absolute_url())

    letters = dict(map(reversed, page.context["picture"]["legend"]))
    (bar,) = (bar for bar in page.context["picture"]["layout"].bars if bar.step.number == 4)
    assert letters["keine Federführung"] in {gap.letter for gap in bar.gaps}
    assert f"Lücke {letters['keine Federführung']}: keine Federführung" in page.content.decode()


def test_a_chain_without_steps_has_no_picture_on_its_page(client, koko, chain):
    chain.steps.all().delete()
    client.force_login(koko)
    assert "bild-titel" not in client.get(chain.get_absolute_url()).content.decode()
    assert client.get(page_url("picture", chain)).status_code == 200


def test_the_file_brings_its_look_and_runs_nowhere_in_the_portal(client, reader, chain):
    client.force_login(reader)
    answer = client.get(page_url("picture", chain))

    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"] == 'attachment; filename="Verantwortungskette-2026.svg"'
    assert "sandbox" in answer["Content-Security-Policy"]
    svg = answer.content.decode()
    assert svg.startswith("<?xml")
    assert "var(" not in svg
    assert "oklch" not in svg
    assert ".s-bar { fill: #2044aa; }" in svg


def test_the_file_is_for_the_own_office_only(client, other_koko, chain):
    client.force_login(other_koko)
    assert client.get(page_url("picture", chain)).status_code == 404


def test_every_class_of_a_picture_has_a_rule():
    content = drawn.chain_of(12, 6)
    _picture, svg = drawn.draw(content, drawn.marks_for(content))
    used = {name for part in svg.split('class="')[1:] for name in part.split('"')[0].split()}

    assert {name for name in used if f".{name}" not in style.resolved_style()} == set()
    assert as_file(svg, 1, 1).count("<style>") == 1


@pytest.mark.parametrize(
    ("oklch", "colour"),
    [
        ("oklch(100% 0 0)", "#ffffff"),
        ("oklch(0% 0 0)", "#000000"),
        ("oklch(62.796% .25768 29.234)", "#ff0000"),
    ],
)
def test_colours_as_every_program_reads_them(oklch, colour):
    assert style.OKLCH.sub(style.hex_colour, oklch) == colour
