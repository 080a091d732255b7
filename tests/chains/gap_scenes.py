"""Chains as plain values for the gap rules: one without any gap, and random ones."""

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from chains.content import ChainContent, StepContent
from chains.gaps import Facts, find_gaps
from chains.models import AnchorDay

TODAY = dt.date(2027, 3, 1)
ACTORS = ("Schule", "Jobcenter", "KoKo", "IHK")
GROUPS = ("Reha", "Neu Zugewanderte")
IDS = ("a", "b", "c", "d")


def good_step(number, **says):
    """Return a step of a chain in which nothing is missing."""
    first, last = [(10, 1), (2, 5), (5, 7), (7, 10)][number - 1]
    return StepContent(
        **{
            "id": IDS[number - 1],
            "number": number,
            "title": f"Schritt {number}",
            "window_from": first,
            "window_to": last,
            "lead": ACTORS[number - 1],
            "participants": ACTORS,
            "result": "Liste",
            "handover": "Anzahl",
            "receivers": (ACTORS[number % 4],),
            "receiver_steps": IDS[number : number + 1],
            "feedback_to": IDS[number - 2] if number > 1 else "",
            "contact": "Frau A",
            "deputy": "Herr B",
        }
        | says
    )


def chain(**changes):
    """Return the good chain; `second={"lead": ""}` changes what its second step says."""
    names = ("first", "second", "third", "fourth")
    return ChainContent(
        2026, tuple(good_step(n, **changes.get(name, {})) for n, name in enumerate(names, start=1))
    )


def facts(**changes):
    states = dict.fromkeys((*ACTORS, "Träger"), "yes") | changes.pop("confirmations", {})
    days = dict.fromkeys(IDS, TODAY) | changes.pop("contacts_confirmed", {})
    return Facts(TODAY, states, days)


def keys(content, known=None):
    return [gap.key for gap in find_gaps(content, known or facts())]


def without(content, step_id, **says):
    """Return the chain with another thing said at one step."""
    steps = tuple(replace(step, **says) if step.id == step_id else step for step in content.steps)
    return replace(content, steps=steps)


MONTH = st.none() | st.integers(1, 12)
TEXT = st.sampled_from(["", "  ", "Liste"])


def some(names, most=3):
    return st.lists(st.sampled_from(names), max_size=most, unique=True).map(tuple)


@st.composite
def chains(draw):
    ids = draw(st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True))
    known = [*ids, "gone"]
    steps = [
        StepContent(
            id=step_id,
            number=number,
            title="",
            year_offset=draw(st.integers(0, 1)),
            window_from=draw(MONTH),
            window_to=draw(MONTH),
            anchor_day=draw(st.sampled_from(["", *AnchorDay.values])),
            lead=draw(st.sampled_from(["", *ACTORS])),
            participants=draw(some(ACTORS)),
            target_groups=draw(some(GROUPS)),
            result=draw(TEXT),
            handover=draw(TEXT),
            receivers=draw(some(ACTORS)),
            receiver_steps=draw(some(known)),
            hands_over_names=draw(st.booleans()),
            legal_basis=draw(TEXT),
            feedback_to=draw(st.sampled_from(["", *known])),
            contact=draw(TEXT),
            deputy=draw(TEXT),
        )
        for number, step_id in enumerate(ids, start=1)
    ]
    return ChainContent(draw(st.integers(2020, 2060)), tuple(steps))


@st.composite
def any_facts(draw):
    states = st.sampled_from(["open", "asked", "yes", "remark", "no", "changed", "neu"])
    days = st.none() | st.dates(dt.date(2024, 1, 1), TODAY)
    return Facts(
        TODAY,
        draw(st.dictionaries(st.sampled_from(ACTORS), states)),
        draw(st.dictionaries(st.sampled_from("abcdefgh"), days)),
    )
