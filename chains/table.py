"""The table Wann / Was / Wer that offices know: one row per step, everything already in words."""

from dataclasses import dataclass

from chains import windows
from chains.models import ChainStep


@dataclass(frozen=True)
class Row:
    step: ChainStep
    when: str
    anchor: str  # the second line, where months stand in the first
    participants: str
    receivers: str
    next_steps: str


def rows(chain):
    """The rows of a chain, with a fixed number of queries."""
    steps = chain.steps.select_related("lead", "feedback_to").prefetch_related(
        "participants", "receivers", "receiver_steps"
    )
    return [row(step, chain.school_year) for step in steps]


def row(step, school_year):
    has_months = step.window_from or step.window_to
    return Row(
        step=step,
        when=windows.in_words(step, school_year),
        anchor=step.anchor if has_months else "",
        participants=", ".join(actor.name for actor in step.participants.all()),
        receivers=", ".join(actor.name for actor in step.receivers.all()),
        next_steps=", ".join(str(other.number) for other in step.receiver_steps.all()),
    )
