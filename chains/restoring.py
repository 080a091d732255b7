"""Writing a `ChainContent` into a chain's tables: to undo, or to begin from another chain or a table."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from chains.content import COLUMNS, ChainContent, StepContent
from chains.models import Actor, Chain, ChainActor, ChainStep, TargetGroup
from gsvo.lib.exceptions import ActionRefused

ABOVE = 1_000  # numbers out of the way while steps are numbered anew: each must be unique at any moment


def restore(chain: Chain, content: ChainContent) -> None:
    """Make a chain's steps say what a content says, whoever locks the chain before.

    Steps are found by their id: those of the same id are written over and keep their counts and history,
    others are made, and what the content does not have is deleted. Raises ActionRefused, with nothing
    written, for an actor or a target group that the catalogues do not have.
    """
    actors = by_name(Actor, {name for step in content.steps for name in step.actors})
    groups = by_name(TargetGroup, {name for step in content.steps for name in step.target_groups})
    ids = [step.id for step in content.steps]
    chain.steps.exclude(oid__in=ids).delete()
    chain.steps.update(number=F("number") + ABOVE)
    there = {step.oid: step for step in chain.steps.all()}
    rows = {step.id: _write(chain, there.get(step.id), step, actors) for step in content.steps}
    for step in content.steps:
        _relate(rows, step, actors, groups)
    name_locally(chain, content.local_names)


def name_locally(chain: Chain, local_names: Mapping[str, str]) -> None:
    """Write what actors are called in the place; names that the catalogue does not have are left out."""
    there = {row.actor.name: row for row in chain.chain_actors.select_related("actor")}
    actors = Actor.objects.in_bulk([*local_names.keys() - there.keys()], field_name="name")
    for name, local_name in local_names.items():
        if row := there.get(name) or (name in actors and ChainActor(chain=chain, actor=actors[name])):
            row.local_name = local_name
            row.save()


def by_name(model: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return rows of a catalogue by name. Raises ActionRefused where one is missing."""
    found = model.objects.in_bulk(list(names), field_name="name")
    if missing := sorted(set(names) - found.keys()):
        raise ActionRefused(
            _("%(names)s: im Verzeichnis der G.I.B. nicht zu finden.") % {"names": ", ".join(missing)}
        )
    return found


def _write(chain: Chain, row: ChainStep | None, step: StepContent, actors: Mapping[str, Actor]) -> ChainStep:
    row = row or ChainStep(chain=chain, oid=step.id)
    for name in COLUMNS:
        setattr(row, name, getattr(step, name))
    row.lead = actors.get(step.lead)
    row.feedback_to = None  # until all steps are there
    row.revision += row.pk is not None
    row.save()
    return row


def _relate(
    rows: Mapping[str, ChainStep],
    step: StepContent,
    actors: Mapping[str, Actor],
    groups: Mapping[str, TargetGroup],
) -> None:
    row = rows[step.id]
    row.participants.set([actors[name] for name in step.participants])
    row.receivers.set([actors[name] for name in step.receivers])
    row.target_groups.set([groups[name] for name in step.target_groups])
    row.receiver_steps.set([rows[other] for other in step.receiver_steps if other in rows])
    if step.feedback_to in rows:
        row.feedback_to = rows[step.feedback_to]
        row.save(update_fields=["feedback_to"])
