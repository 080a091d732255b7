"""Chains to draw, and what a picture must keep."""

import datetime as dt
import random
from itertools import combinations, pairwise

from django.template.loader import render_to_string
from lxml import etree

from chains.content import ChainContent, StepContent
from chains.models import ChainStep
from chains.pictures import lanes
from chains.pictures.bars import GapMark
from chains.pictures.shapes import Box

TITLES = [
    "Vereinbarung, Terminplan und Angebotsabgleich",
    "Information von Jugendlichen, Eltern und Kollegien",
    "Erste Abfrage: wer hat keine Anschlussperspektive?",
    "Gesetzliche Datenübermittlung zum Schuljahresende",
    "Vermittlung in duale Ausbildung",
]
ACTORS = [
    "Agentur für Arbeit (Berufsberatung)", "Schule (StuBO)", "KoKo", "Berufskolleg", "Jugendamt", "Jobcenter",
    "Träger der Jugendhilfe", "IHK", "HWK", "Kreishandwerkerschaft", "Schulaufsicht (Bezirksregierung)",
    "Schulsozialarbeit", "Jugendberufsagentur", "Regionalagentur", "Schulträger",
]  # fmt: skip
STATUSES = ChainStep.Status.values
TODAY = dt.date(2027, 3, 9)


def chain_of(steps, actors, seed=1):
    """A chain of so many steps that so many actors lead, the same for the same seed."""
    chance = random.Random(seed)
    return ChainContent(2026, tuple(_step(number, steps, ACTORS[:actors], chance) for number in range(steps)))


def _step(number, steps, actors, chance):
    month = number * 14 // steps
    first = (8 + month) % 12 + 1
    others = [number + chance.choice([1, 1, 2, 3, 5, -2]) for _ in range(chance.choice([1, 1, 2]))]
    return StepContent(
        id=f"s{number}",
        number=number + 1,
        title=chance.choice(TITLES),
        year_offset=int(month >= 12),
        window_from=first if number % 9 else None,
        window_to=(first + chance.randrange(4) - 1) % 12 + 1 if number % 9 else None,
        lead=actors[number] if number < len(actors) else chance.choice(actors),
        participants=tuple(chance.sample(actors, min(3, len(actors)))),
        receivers=tuple(chance.sample(actors, min(2, len(actors)))),
        receiver_steps=tuple(f"s{other}" for other in others if 0 <= other < steps),
        status=chance.choice(STATUSES),
    )


def marks_for(content):
    """A gap at every third step, three at the fifth."""
    marks = [
        GapMark(step.id, "AB"[: 1 + k % 2], "keine Vertretung") for k, step in enumerate(content.steps[::3])
    ]
    return marks + [GapMark(step.id, "C", "kein Ergebnis") for step in content.steps[4:5] for _ in range(3)]


def draw(content, marks=()):
    """The picture and its SVG."""
    picture = lanes.draw(content, marks, TODAY, "Bielefeld")
    return picture, render_to_string("chains/lanes.svg", {"picture": picture}).strip()


def assert_is_sound(picture, svg):
    """No box over another, no text over a text or out of the picture, no arrow through a foreign box."""
    layout = picture["layout"]
    whole = Box(0, 0, layout.width, layout.height)
    boxes = [bar.box for bar in layout.bars] + [gap.box for bar in layout.bars for gap in bar.gaps]
    boxes += [sign.box for sign in layout.taking_part.signs]
    texts = lanes.texts_of(picture)

    assert [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])] == []
    over = [(a.words, b.words) for a, b in combinations(texts, 2) if a.box.meets(b.box)]
    assert over == []
    assert [box for box in [*boxes, *(text.box for text in texts)] if not _within(box, whole)] == []
    _assert_texts_stay_in_their_boxes(layout.bars)
    for arrow in layout.arrows:
        _assert_passes(arrow, layout.bars, texts)
    tree = etree.fromstring(svg.encode())
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 2
    assert len(svg.encode()) < 200_000


def _assert_texts_stay_in_their_boxes(bars):
    """A text is whole in its bar, or wholly beside every bar."""
    for bar in bars:
        for text in (text for other in bars for text in other.texts):
            assert _within(text.box, bar.box) or not text.box.meets(bar.box), (bar.step.number, text)


def _assert_passes(arrow, bars, texts):
    own = {arrow.giver, arrow.receiver}
    foreign = [bar.box for bar in bars if bar.step.id not in own]
    foreign += [gap.box for bar in bars for gap in bar.gaps]
    foreign += [text.box for text in texts if text.css.split()[0] not in ("s-month", "s-in")]
    mine = [bar.box for bar in bars if bar.step.id in own]
    inside = [Box(box.x + 1, box.y + 1, box.right - 1, box.bottom - 1) for box in mine]
    for (ax, ay), (bx, by) in pairwise(arrow.points):
        assert ax == bx or ay == by
        line = Box(min(ax, bx), min(ay, by), max(ax, bx) + 1, max(ay, by) + 1)
        assert not any(line.meets(box) for box in [*foreign, *inside]), arrow


def _within(box, whole):
    return whole.x <= box.x and whole.y <= box.y and box.right <= whole.right and box.bottom <= whole.bottom
