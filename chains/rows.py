"""Rows of the table Wann / Was / Wer: one per step, as text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from chains import periods
from chains.content import ChainContent, StepContent
from chains.gaps import Gap
from chains.models import ChainStep


@dataclass(frozen=True)
class Row:
    step: ChainStep | StepContent
    when: str
    anchor: str  # the second line, where months stand in the first
    participants: str
    receivers: str
    next_steps: str
    gaps: Sequence[Gap] = ()
    feedback: int | None = None  # the number of the step
    lead: str = ""
    status: str = ""


def rows(chain):
    """Return the rows of a chain, with a fixed number of queries."""
    return [row(step, chain.school_year) for step in _complete(chain.steps)]


def with_gaps(rows, gaps):
    """Return the rows, each with the open gaps of its step. gaps: chains.gaps.of_chain.ChainGaps."""
    by_step = gaps.by_step()
    return [replace(row, gaps=by_step.get(row.step.oid, ())) for row in rows]


def ties_of(step):
    """Return what is tied to a step and goes with it, in sentences: handovers and feedback, both ways."""
    own = _complete(type(step).objects.filter(pk=step.pk)).get()
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
        feedback=step.feedback_to.number if step.feedback_to else None,
    )


def rows_of_content(content: ChainContent) -> list[Row]:
    """Return the rows of a chain as a content says it; actors by their names in the place."""
    return [_of_content(step, content) for step in content.steps]


def _of_content(step: StepContent, content: ChainContent) -> Row:
    def named(actors: Iterable[str]) -> str:
        return ", ".join(content.local_names.get(actor) or actor for actor in actors)

    following = [content.step(other) for other in step.receiver_steps]
    heard = content.step(step.feedback_to)
    return Row(
        step=step,
        when=periods.in_words(step, content.school_year),
        anchor=step.anchor if step.window_from or step.window_to else "",
        participants=named(step.participants),
        receivers=named(step.receivers),
        next_steps=", ".join(str(other.number) for other in following if other),
        feedback=heard.number if heard else None,
        lead=named(filter(None, [step.lead])),
        status=ChainStep.Status(step.status).label,
    )
