"""Rows of the table Wann / Was / Wer: one per step, as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chains import periods
from chains.content import ChainContent, StepContent, complete, of_step
from chains.gaps import Gap
from chains.models import ChainStep, ChainTemplate


@dataclass(frozen=True)
class Row:
    step: StepContent
    when: str
    anchor: str  # the second line
    lead: str
    participants: str
    receivers: str
    next_steps: str
    feedback: int | None  # the number of the step
    status: str
    gaps: Sequence[Gap] = ()


def with_gaps(rows, gaps):
    """Return the rows, each with the open gaps of its step. gaps: chains.gaps.of_chain.ChainGaps."""
    by_step = gaps.by_step()
    return [replace(row, gaps=by_step.get(row.step.id, ())) for row in rows]


def ties_of(step):
    """Return what is tied to a step and goes with it, in sentences: handovers and feedback, both ways."""
    own = complete(type(step).objects.filter(pk=step.pk)).get()
    others = type(step).objects.filter(pk__in=_siblings(step))
    hands_on = others.filter(receiver_steps=step).order_by("number")
    hears_back = others.filter(feedback_to=step).order_by("number")
    ties = []
    if own.handover or own.receivers.all() or own.receiver_steps.all():
        to = [*(actor.name for actor in own.receivers.all()), *map(_named, own.receiver_steps.all())]
        ties.append(_("Seine Übergabe: %(what)s") % {"what": _handover(own.handover, to)})
    ties += [_("Die Übergabe von %(step)s an ihn") % {"step": _named(other)} for other in hands_on]
    if own.feedback_to:
        ties.append(_("Seine Rückmeldung an %(step)s") % {"step": _named(own.feedback_to)})
    ties += [_("Die Rückmeldung von %(step)s an ihn") % {"step": _named(other)} for other in hears_back]
    return ties


def _siblings(step):
    whole = step.chain if isinstance(step, ChainStep) else step.template
    return whole.steps.exclude(pk=step.pk).values("pk")


def _named(step):
    return _("Schritt %(number)s „%(title)s“") % {"number": step.number, "title": step.title}


def _handover(what, to):
    return " → ".join(part for part in (what, ", ".join(to)) if part)


def rows_of_content(content: ChainContent) -> list[Row]:
    """Return the rows of a chain as a content says it; actors by their names in the place."""
    return _rows(content.steps, content.school_year, content.local_names)


def rows_of_template(template: ChainTemplate) -> list[tuple[int, Row]]:
    """Return (primary key, row) of the steps of a template's version, which belongs to no year."""
    steps = list(complete(template.steps))
    rows = _rows([of_step(step) for step in steps], None, {})
    return [(step.pk, row) for step, row in zip(steps, rows, strict=True)]


def _rows(steps: Sequence[StepContent], school_year: int | None, local_names: Mapping[str, str]) -> list[Row]:
    numbers = {step.id: step.number for step in steps}

    def named(*actors: str) -> str:
        return ", ".join(local_names.get(actor) or actor for actor in actors if actor)

    return [
        Row(
            step=step,
            when=periods.in_words(step, school_year),
            anchor=periods.beside(step, school_year),
            lead=named(step.lead),
            participants=named(*step.participants),
            receivers=named(*step.receivers),
            next_steps=", ".join(str(numbers[other]) for other in step.receiver_steps if other in numbers),
            feedback=numbers.get(step.feedback_to),
            status=ChainStep.Status(step.status).label,
        )
        for step in steps
    ]
