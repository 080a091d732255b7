"""Acts on a local chain and on the state template. Each locks the chain (or template) first."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from chains.models import Chain, ChainStep, ChainTemplate, TemplateStep, school_year_name
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused, StaleRecord
from gsvo.offices.models import Membership, Office
from gsvo.retention.rules import ERASED_TEXT

MOST_STEPS = 60
PLAIN = (
    "number", "section", "title", "year_offset", "window_from", "window_to", "anchor", "lead", "result",
    "handover", "form", "legal_basis",
)  # fmt: skip
RELATED = ("participants", "receivers", "receiver_steps")


# --- the local chain -----------------------------------------------------------------------------
@transaction.atomic
def copy_from_template(office: Office, school_year: int, *, by: User) -> Chain:
    """Create an office's chain for a school year from the published template. Return the Chain."""
    _may_create(office, by)
    template = ChainTemplate.objects.current()
    if template is None:
        raise ActionRefused(_("Zurzeit ist keine Vorlage veröffentlicht. Bitte fragen Sie die G.I.B."))
    chain = _create(office, school_year, template, by)
    _copy_steps(template.steps, lambda step, **fields: ChainStep(chain=chain, source=step, **fields))
    return chain


@transaction.atomic
def copy_from_last(office: Office, school_year: int, *, by: User) -> Chain:
    """Create an office's chain for a school year from its last one, without states and notes."""
    _may_create(office, by)
    last = last_chain(office, school_year)
    if last is None:
        raise ActionRefused(_("Ihre Stelle hat noch keine frühere Kette. Wählen Sie die Vorlage."))
    chain = _create(office, school_year, last.template, by)
    _copy_steps(last.steps, partial(_next_year, chain))
    return chain


def last_chain(office: Office, school_year: int) -> Chain | None:
    """Return an office's chain of the last school year before this one, or None."""
    return Chain.objects.filter(office=office, school_year__lt=school_year).order_by("-school_year").first()


def _next_year(chain: Chain, step: ChainStep, **fields: Any) -> ChainStep:
    """Return a step of the next school year; whom to call is carried over, if it is still stored."""
    known = {name: getattr(step, name) for name in ("contact", "deputy")}
    kept = {name: text for name, text in known.items() if text != ERASED_TEXT}
    return ChainStep(chain=chain, source_id=step.source_id, **kept, **fields)


def _may_create(office: Office, by: User) -> None:
    if not Membership.objects.current().writing().filter(office=office, user=by).exists():
        raise PermissionDenied


def _create(office: Office, school_year: int, template: ChainTemplate, by: User) -> Chain:
    try:
        with transaction.atomic():
            return Chain.objects.create(
                office=office, school_year=school_year, template=template, created_by=by
            )
    except IntegrityError:
        raise ActionRefused(
            _("Für %(office)s und das Schuljahr %(year)s gibt es schon eine Kette.")
            % {"office": office, "year": school_year_name(school_year)}
        ) from None


@transaction.atomic
def save_step(step: ChainStep, *, by: User, expected_revision: int | None, **fields: Any) -> None:
    """Write a step's fields. Raise StaleRecord if the chain's revision is not the expected one."""
    chain = _lock(step.chain, by, expected_revision)
    _check_exists(step)
    _write(step, fields)
    _touch(chain, by)


@transaction.atomic
def add_step(
    chain: Chain, *, by: User, expected_revision: int | None, after: ChainStep | None = None, **fields: Any
) -> ChainStep:
    """Insert a new step behind another one, or at the end. Return the ChainStep."""
    chain = _lock(chain, by, expected_revision)
    order = _order(chain)
    _check_room(order)
    step = ChainStep(chain=chain, number=len(order) + 1)
    _write(step, fields)
    order.insert(order.index(after.pk) + 1 if after else len(order), step.pk)
    _renumber(chain, order)
    _touch(chain, by)
    step.refresh_from_db()
    return step


@transaction.atomic
def move_step(step: ChainStep, *, by: User, expected_revision: int | None, up: bool) -> None:
    """Swap a step with its neighbour; at the end of the chain nothing happens."""
    chain = _lock(step.chain, by, expected_revision)
    _check_exists(step)
    order = _order(chain)
    here = order.index(step.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    _renumber(chain, order)
    _touch(chain, by)


@transaction.atomic
def remove_step(step: ChainStep, *, by: User, expected_revision: int | None) -> None:
    """Delete a step and renumber the others."""
    chain = _lock(step.chain, by, expected_revision)
    _check_exists(step)
    step.delete()
    _renumber(chain, _order(chain))
    _touch(chain, by)


# --- the state template --------------------------------------------------------------------------
@transaction.atomic
def new_template_version(*, by: User) -> ChainTemplate:
    """Begin the next version of the template as a copy of the newest. Return the ChainTemplate."""
    _may_keep_template(by)
    newest = ChainTemplate.objects.select_for_update().first()
    if newest is not None and not newest.is_published:
        raise ActionRefused(_("Fassung %(version)s ist schon in Arbeit.") % {"version": newest.version})
    template = ChainTemplate.objects.create(version=newest.version + 1 if newest else 1)
    if newest:
        _copy_steps(newest.steps, lambda step, **fields: TemplateStep(template=template, **fields))
    return template


@transaction.atomic
def publish_template(template: ChainTemplate, *, by: User) -> None:
    """Publish a version: it freezes, and new chains are copied from it."""
    _may_keep_template(by)
    template = ChainTemplate.objects.select_for_update().get(pk=template.pk)
    if template.is_published:
        raise ActionRefused(_("Diese Fassung ist schon veröffentlicht."))
    if not template.steps.exists():
        raise ActionRefused(_("Eine Vorlage braucht mindestens einen Schritt."))
    template.is_published = True
    template.save(update_fields=["is_published"])


@transaction.atomic
def add_template_step(template: ChainTemplate, *, by: User) -> TemplateStep:
    """Append a new step to a draft. Return the TemplateStep."""
    template = _lock_draft(template.pk, by)
    order = _order(template)
    _check_room(order)
    return template.steps.create(number=len(order) + 1, title=_("Neuer Schritt"))


@transaction.atomic
def place_template_step(step: TemplateStep, *, by: User, position: int) -> None:
    """Move a step of a draft to a position and renumber the others. Position 0 deletes it."""
    template = _lock_draft(step.template_id, by)
    order = [pk for pk in _order(template) if pk != step.pk]
    if position:
        order.insert(position - 1, step.pk)
    else:
        step.delete()
    _renumber(template, order)


def _may_keep_template(user: User) -> None:
    if not user.has_perm("chains.change_chaintemplate"):
        raise PermissionDenied


def _lock_draft(pk: int, by: User) -> ChainTemplate:
    _may_keep_template(by)
    template = ChainTemplate.objects.select_for_update().get(pk=pk)
    if template.is_published:
        raise ActionRefused(_("Diese Fassung ist veröffentlicht und bleibt, wie sie ist."))
    return template


# --- what several acts need ----------------------------------------------------------------------
def _lock(chain: Chain, by: User, expected_revision: int | None) -> Chain:
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    if not chain.may_edit(by):
        raise PermissionDenied
    if chain.revision != expected_revision:
        raise StaleRecord(chain, by)
    return chain


def _check_exists(step: ChainStep) -> None:
    if not ChainStep.objects.filter(pk=step.pk).exists():
        raise ActionRefused(_("Diesen Schritt gibt es nicht mehr."))


def _write(step: ChainStep, fields: dict[str, Any]) -> None:
    related = {name: fields.pop(name) for name in RELATED if name in fields}
    for name, value in fields.items():
        setattr(step, name, value)
    step.save(update_fields=list(fields) if step.pk else None)  # its number may have changed meanwhile
    for name, rows in related.items():
        getattr(step, name).set(rows)


def _touch(chain: Chain, by: User) -> None:
    chain.revision += 1
    chain.changed_by = by
    chain.save(update_fields=["revision", "changed_by", "changed_at"])


def _check_room(order: Sequence[int]) -> None:
    if len(order) >= MOST_STEPS:
        raise ActionRefused(_("Eine Kette hat höchstens %(most)s Schritte.") % {"most": MOST_STEPS})


def _order(owner: Chain | ChainTemplate) -> list[int]:
    """Return the primary keys of the steps of a chain or a template, in order."""
    return list(owner.steps.order_by("number").values_list("pk", flat=True))


def _renumber(owner: Chain | ChainTemplate, order: Sequence[int]) -> None:
    """Number the steps 1, 2, 3 … in two updates, because each number must be unique at any moment."""
    steps: Any = owner.steps
    step = steps.model
    highest = steps.aggregate(highest=Max("number"))["highest"] or 0
    steps.update(number=F("number") + highest)
    steps.bulk_update([step(pk=pk, number=n) for n, pk in enumerate(order, start=1)], ["number"])


def _copy_steps(steps: Any, make: Callable[..., Any]) -> None:
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
