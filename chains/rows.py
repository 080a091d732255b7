"""Rows of the table Wann / Was / Wer: one per step, as text."""

from dataclasses import dataclass

from chains import periods
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
    """Return the rows of a chain, with a fixed number of queries."""
    return [row(step, chain.school_year) for step in _complete(chain.steps)]


def rows_of_template(template):
    """Return the rows of a template's version, which belongs to no year."""
    return [row(step, None) for step in _complete(template.steps)]


def _complete(steps):
    related = steps.select_related("lead", "feedback_to")
    return related.prefetch_related("participants", "receivers", "receiver_steps")


def row(step, school_year):
    has_months = step.window_from or step.window_to
    return Row(
        step=step,
        when=periods.in_words(step, school_year),
        anchor=step.anchor if has_months else "",
        participants=", ".join(actor.name for actor in step.participants.all()),
        receivers=", ".join(actor.name for actor in step.receivers.all()),
        next_steps=", ".join(str(other.number) for other in step.receiver_steps.all()),
    )
