"""What several acts on chains and on the template need: locks, order and copies of steps."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, Max
from django.utils.translation import gettext as _

from chains.gaps.of_chain import drop_mended
from chains.models import Chain, ChainTemplate
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord

MOST_STEPS = 60
PLAIN = (
    "number", "section", "title", "description", "year_offset", "window_from", "window_to", "anchor",
    "anchor_day", "lead", "result", "handover", "form", "hands_over_names", "legal_basis", "indicator",
)  # fmt: skip
RELATED = ("participants", "receivers", "receiver_steps", "target_groups")


def lock_any(chain: Chain, by: User) -> Chain:
    """Lock a chain for somebody who may change it, whatever has changed since. Return it as it is now."""
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    if not chain.may_edit(by):
        raise PermissionDenied
    return chain


def lock(chain: Chain, by: User, expected_revision: int | None) -> Chain:
    """Lock a chain. Raise StaleRecord if its revision is not the expected one; None is no revision."""
    chain = lock_any(chain, by)
    if chain.revision != expected_revision:
        raise StaleRecord(chain, by)
    return chain


def touch(chain: Chain, by: User) -> None:
    chain.revision += 1
    chain.changed_by = by
    chain.save(update_fields=["revision", "changed_by", "changed_at"])
    drop_mended(chain)


def check_room(order: Sequence[int]) -> None:
    if len(order) >= MOST_STEPS:
        raise ActionRefused(_("Eine Kette hat höchstens %(most)s Schritte.") % {"most": MOST_STEPS})


def order_of(owner: Chain | ChainTemplate) -> list[int]:
    """Return the primary keys of the steps of a chain or a template, in order."""
    return list(owner.steps.order_by("number").values_list("pk", flat=True))


def renumber(owner: Chain | ChainTemplate, order: Sequence[int]) -> None:
    """Number the steps 1, 2, 3 … in two updates, because each number must be unique at any moment."""
    steps: Any = owner.steps
    step = steps.model
    highest = steps.aggregate(highest=Max("number"))["highest"] or 0
    steps.update(number=F("number") + highest)
    steps.bulk_update([step(pk=pk, number=n) for n, pk in enumerate(order, start=1)], ["number"])


def copy_steps(steps: Any, make: Callable[..., Any]) -> None:
    """Copy steps with their relations; relations between steps lead to the copies."""
    sources = list(steps.select_related("lead").prefetch_related(*RELATED))
    copies = {}
    for step in sources:
        copies[step.pk] = make(step, **{name: getattr(step, name) for name in PLAIN})
        copies[step.pk].save()
    for step in sources:
        copy = copies[step.pk]
        copy.participants.set(step.participants.all())
        copy.receivers.set(step.receivers.all())
        copy.receiver_steps.set([copies[row.pk] for row in step.receiver_steps.all()])
        if step.feedback_to_id:
            copy.feedback_to = copies[step.feedback_to_id]
            copy.save(update_fields=["feedback_to"])
