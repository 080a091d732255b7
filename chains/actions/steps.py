"""Acts on the steps of a local chain. Each locks the chain first."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chains.actions.shared import RELATED, check_room, lock, order_of, renumber, touch
from chains.models import Chain, ChainStep
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused


@transaction.atomic
def save_step(step: ChainStep, *, by: User, expected_revision: int | None, **fields: Any) -> None:
    """Write a step's fields. Raise StaleRecord if the chain's revision is not the expected one."""
    chain = lock(step.chain, by, expected_revision)
    check_exists(step)
    write(step, fields)
    touch(chain, by)


@transaction.atomic
def add_step(
    chain: Chain, *, by: User, expected_revision: int | None, after: ChainStep | None = None, **fields: Any
) -> ChainStep:
    """Insert a new step behind another one, or at the end. Return the ChainStep."""
    chain = lock(chain, by, expected_revision)
    order = order_of(chain)
    check_room(order)
    step = ChainStep(chain=chain, number=len(order) + 1)
    write(step, fields)
    order.insert(order.index(after.pk) + 1 if after else len(order), step.pk)
    renumber(chain, order)
    touch(chain, by)
    step.refresh_from_db()
    return step


@transaction.atomic
def move_step(step: ChainStep, *, by: User, expected_revision: int | None, up: bool) -> None:
    """Swap a step with its neighbour; at the end of the chain nothing happens."""
    chain = lock(step.chain, by, expected_revision)
    check_exists(step)
    order = order_of(chain)
    here = order.index(step.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    renumber(chain, order)
    touch(chain, by)


@transaction.atomic
def remove_step(step: ChainStep, *, by: User, expected_revision: int | None) -> None:
    """Delete a step and renumber the others."""
    chain = lock(step.chain, by, expected_revision)
    check_exists(step)
    step.delete()
    renumber(chain, order_of(chain))
    touch(chain, by)


def check_exists(step: ChainStep) -> None:
    if not ChainStep.objects.filter(pk=step.pk).exists():
        raise ActionRefused(_("Diesen Schritt gibt es nicht mehr."))


def write(step: ChainStep, fields: dict[str, Any]) -> None:
    related = {name: fields.pop(name) for name in RELATED if name in fields}
    if any(name in fields and fields[name] != getattr(step, name) for name in ("contact", "deputy")):
        fields["contacts_confirmed_on"] = timezone.localdate()
    for name, value in fields.items():
        setattr(step, name, value)
    step.save(update_fields=list(fields) if step.pk else None)  # its number may have changed meanwhile
    for name, rows in related.items():
        getattr(step, name).set(rows)
