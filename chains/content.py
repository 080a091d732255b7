"""What a chain says, as plain values: the one form in which chains are compared, copied and checked.

Gap rules, pictures, comparisons and exports take a `ChainContent`; so nothing of them asks the database.
`load` reads one from the tables, `restore` writes one back, `as_json` and `from_json` are its stored form
(docs/chain-json.md).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

from chains.models import Chain, ChainStep, StepFields
from gsvo.lib.ids import opaque_id

SCHEMA = "gsvo-chain/1"
PRIVATE = ("contact", "deputy", "note", "expected_count", "actual_count")  # an office's own


@dataclass(frozen=True)
class StepContent:
    """One step. Actors and target groups by name, other steps by their id; "" and None: not said."""

    id: str
    number: int
    title: str
    section: int | None = None
    description: str = ""
    year_offset: int = 0
    window_from: int | None = None  # months, 1 to 12
    window_to: int | None = None
    anchor: str = ""
    anchor_day: str = ""
    lead: str = ""
    participants: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    result: str = ""
    handover: str = ""
    receivers: tuple[str, ...] = ()
    receiver_steps: tuple[str, ...] = ()  # ids
    form: str = ""
    hands_over_names: bool = False
    legal_basis: str = ""
    feedback_to: str = ""  # id
    indicator: str = ""
    expected_count: int | None = None
    actual_count: int | None = None
    status: str = ChainStep.Status.NOT_BEGUN
    contact: str = ""
    deputy: str = ""
    note: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        """Return whoever leads, takes part or receives, each once, in this order."""
        return tuple(dict.fromkeys(filter(None, (self.lead, *self.participants, *self.receivers))))


@dataclass(frozen=True)
class ChainContent:
    """A whole chain: its steps in order, and what actors are called in the place."""

    school_year: int
    steps: tuple[StepContent, ...]
    local_names: Mapping[str, str] = field(default_factory=dict)

    def step(self, step_id: str) -> StepContent | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def public(self) -> Self:
        """Return the chain as others may read it: without contacts, notes and the office's counts."""
        nothing: dict[str, Any] = {name: StepContent.__dataclass_fields__[name].default for name in PRIVATE}
        return replace(self, steps=tuple(replace(step, **nothing) for step in self.steps))

    def as_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **_plain(asdict(self))}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return the content that `as_json` wrote. What a later version added is left out."""
        known = {item.name for item in fields(StepContent)}
        steps = tuple(
            StepContent(**{name: _frozen(value) for name, value in step.items() if name in known})
            for step in stored["steps"]
        )
        return cls(stored["school_year"], steps, dict(stored.get("local_names", {})))


def renewed(content: ChainContent) -> ChainContent:
    """Return the content with new ids, so that it can become steps beside those it was read from."""
    new = {step.id: opaque_id() for step in content.steps}
    steps = tuple(
        replace(
            step,
            id=new[step.id],
            receiver_steps=tuple(new[other] for other in step.receiver_steps if other in new),
            feedback_to=new.get(step.feedback_to, ""),
        )
        for step in content.steps
    )
    return replace(content, steps=steps)


def load(chain: Chain) -> ChainContent:
    """Return what a chain of the database says. Six queries, however many steps it has."""
    local = {row.actor.name: row.local_name for row in chain.chain_actors.select_related("actor")}
    return ChainContent(
        chain.school_year,
        tuple(of_step(step) for step in complete(chain.steps)),
        {name: local_name for name, local_name in local.items() if local_name},
    )


def complete(steps: Any) -> Any:
    """Return steps with all that `of_step` reads, in order."""
    related = ("participants", "receivers", "receiver_steps", "target_groups")
    return steps.select_related("lead", "feedback_to").prefetch_related(*related).order_by("number")


def of_step(step: StepFields) -> StepContent:
    """Return what one step of the tables says."""
    plain = {
        name: getattr(step, name)
        for name in StepContent.__dataclass_fields__
        if name in COLUMNS and hasattr(step, name)
    }
    return StepContent(
        id=key_of(step),
        lead=step.lead.name if step.lead else "",
        participants=tuple(actor.name for actor in step.participants.all()),
        receivers=tuple(actor.name for actor in step.receivers.all()),
        target_groups=tuple(group.name for group in step.target_groups.all()),
        receiver_steps=tuple(key_of(other) for other in step.receiver_steps.all()),
        feedback_to=key_of(step.feedback_to) if step.feedback_to else "",
        **plain,
    )


def key_of(step: Any) -> str:
    """Return the id of a step in contents: its own in a chain, its lineage in the template."""
    return step.oid if isinstance(step, ChainStep) else step.lineage


RELATIONS = ("lead", "participants", "receivers", "target_groups", "receiver_steps", "feedback_to")
COLUMNS = tuple(item.name for item in fields(StepContent) if item.name not in (*RELATIONS, "id"))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
