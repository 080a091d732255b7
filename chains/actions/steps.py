"""Acts on the steps of a local chain. Each locks the chain first and can be taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains import merging
from chains.actions.shared import RELATED, check_room, lock, lock_any, order_of, renumber
from chains.actions.undo import undoable
from chains.merging import Change
from chains.models import Chain, ChainStep
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord, conflict_message

HANDOVER = ("handover", "form", "hands_over_names", "legal_basis")
COPIED = (
    "section", "year_offset", "window_from", "window_to", "anchor", "anchor_day", "lead", "contact", "deputy",
    "contacts_confirmed_on",
)  # fmt: skip

CHANGED = gettext_lazy("Schritt %(number)s „%(title)s“ geändert")
ADDED = gettext_lazy("Schritt %(number)s „%(title)s“ hinzugefügt")
RAISED = gettext_lazy("Schritt %(number)s „%(title)s“ nach oben geschoben")
LOWERED = gettext_lazy("Schritt %(number)s „%(title)s“ nach unten geschoben")
REMOVED = gettext_lazy("Schritt %(number)s „%(title)s“ entfernt")
SPLIT = gettext_lazy("Schritt %(number)s „%(title)s“ geteilt")


@transaction.atomic
def save_step(
    step: ChainStep, *, by: User, expected_revision: int | None, seen: str | None = None, **fields: Any
) -> None:
    """Write those of a step's fields that differ. Raise StaleRecord if a colleague was faster.

    With `seen` (chains.merging.digests of what the writer's page showed) only a field counts that both
    changed; without it, any change of the chain.
    """
    chain = lock(step.chain, by, expected_revision) if seen is None else lock_any(step.chain, by)
    now = _stored(chain, step)
    stored = {
        name: list(getattr(now, name).all()) if name in RELATED else getattr(now, name) for name in fields
    }
    changes = merging.compare(merging.digests(stored) if seen is None else seen, fields, stored)
    if Change.BOTH in changes.values():
        raise _stale(chain, by, expected_revision)
    mine = {name: fields[name] for name, change in changes.items() if change == Change.MINE}
    if not mine:
        return
    with undoable(chain, CHANGED, now, by):
        write(now, {**mine, "revision": now.revision + 1})


@transaction.atomic
def add_step(
    chain: Chain,
    *,
    by: User,
    expected_revision: int | None = None,
    after: ChainStep | None = None,
    **fields: Any,
) -> ChainStep:
    """Insert a new step behind another one, or at the end. Return the ChainStep.

    It takes nothing from anybody, so it needs no expected revision: who gives one wants the chain as it was.
    """
    chain = lock_any(chain, by) if expected_revision is None else lock(chain, by, expected_revision)
    order = order_of(chain)
    check_room(order)
    if after and after.pk not in order:
        raise ActionRefused(_("Diesen Schritt gibt es nicht mehr."), field="after")
    number = order.index(after.pk) + 2 if after else len(order) + 1
    step = ChainStep(chain=chain, number=number, title=fields["title"])
    with undoable(chain, ADDED, step, by):
        _insert(chain, step, fields, order)
    return step


@transaction.atomic
def split_step(step: ChainStep, *, by: User, expected_revision: int | None, title: str) -> ChainStep:
    """Divide a step: a second one behind it with the same actors takes over its handover. Return the second.

    Whoever fed back to the step feeds back to the second, which now hands over; the first hands over to it.
    """
    chain = lock(step.chain, by, expected_revision)
    first = _stored(chain, step)
    order = order_of(chain)
    check_room(order)
    fields = {name: getattr(first, name) for name in (*COPIED, *HANDOVER)}
    related = {name: list(getattr(first, name).all()) for name in RELATED}
    second = ChainStep(chain=chain, number=first.number + 1, feedback_to=first)
    with undoable(chain, SPLIT, first, by):
        _insert(chain, second, {"title": title, **fields, **related}, order)
        chain.steps.filter(feedback_to=first, pk__in=second.receiver_steps.all()).update(feedback_to=second)
        left = {"handover": "", "form": "", "hands_over_names": False, "legal_basis": ""}
        receivers = [second.lead] if second.lead else []
        write(
            first,
            {**left, "revision": first.revision + 1, "receivers": receivers, "receiver_steps": [second]},
        )
    return second


@transaction.atomic
def move_step(step: ChainStep, *, by: User, expected_revision: int | None, up: bool) -> None:
    """Swap a step with its neighbour; at the end of the chain nothing happens."""
    chain = lock(step.chain, by, expected_revision)
    step = _stored(chain, step)
    order = order_of(chain)
    here = order.index(step.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    with undoable(chain, RAISED if up else LOWERED, step, by):
        renumber(chain, order)


@transaction.atomic
def remove_step(step: ChainStep, *, by: User, expected_revision: int | None) -> None:
    """Delete a step and renumber the others."""
    chain = lock(step.chain, by, expected_revision)
    step = _stored(chain, step)
    with undoable(chain, REMOVED, step, by):
        step.delete()
        renumber(chain, order_of(chain))


def _stored(chain: Chain, step: ChainStep) -> ChainStep:
    """Return a step as it stands under the chain's lock."""
    now = chain.steps.filter(pk=step.pk).first()
    if now is None:
        raise ActionRefused(_("Diesen Schritt gibt es nicht mehr."))
    return now


def _insert(chain: Chain, step: ChainStep, fields: dict[str, Any], order: list[int]) -> None:
    """Write a new step and put it where its number says."""
    place, step.number = step.number - 1, len(order) + 1
    write(step, dict(fields))
    order.insert(place, step.pk)
    renumber(chain, order)
    step.refresh_from_db()


def _stale(chain: Chain, by: User, seen_revision: int | None) -> StaleRecord:
    """Return who was faster: known if the chain has changed once since, as it knows its last change only."""
    if chain.revision - 1 == seen_revision:
        return StaleRecord(chain, by)
    return StaleRecord(chain, sentence=conflict_message())


def write(step: ChainStep, fields: dict[str, Any]) -> None:
    related = {name: fields.pop(name) for name in RELATED if name in fields}
    writes = any(name in fields and fields[name] != getattr(step, name) for name in ("contact", "deputy"))
    if writes and "contacts_confirmed_on" not in fields:  # a copy keeps its day
        fields["contacts_confirmed_on"] = timezone.localdate()
    for name, value in fields.items():
        setattr(step, name, value)
    step.save(update_fields=list(fields) if step.pk else None)  # its number may have changed meanwhile
    for name, rows in related.items():
        getattr(step, name).set(rows)
