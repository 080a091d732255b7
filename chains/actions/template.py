"""Acts on the template at state level. Each locks the version first."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from chains.actions.shared import check_room, copy_steps, order_of, renumber
from chains.models import ChainTemplate, TemplateStep
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused


@transaction.atomic
def new_template_version(*, by: User) -> ChainTemplate:
    """Begin the next version of the template as a copy of the newest. Return the ChainTemplate."""
    _may_keep_template(by)
    newest = ChainTemplate.objects.select_for_update().first()
    if newest is not None and not newest.is_published:
        raise ActionRefused(_("Fassung %(version)s ist schon in Arbeit.") % {"version": newest.version})
    template = ChainTemplate.objects.create(version=newest.version + 1 if newest else 1)
    if newest:
        copy_steps(
            newest.steps,
            lambda step, **fields: TemplateStep(template=template, lineage=step.lineage, **fields),
        )
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
    order = order_of(template)
    check_room(order)
    return template.steps.create(number=len(order) + 1, title=_("Neuer Schritt"))


@transaction.atomic
def place_template_step(step: TemplateStep, *, by: User, position: int) -> None:
    """Move a step of a draft to a position and renumber the others. Position 0 deletes it."""
    template = _lock_draft(step.template_id, by)
    order = [pk for pk in order_of(template) if pk != step.pk]
    if position:
        order.insert(position - 1, step.pk)
    else:
        step.delete()
    renumber(template, order)


def _may_keep_template(user: User) -> None:
    if not user.has_perm("chains.change_chaintemplate"):
        raise PermissionDenied


def _lock_draft(pk: int, by: User) -> ChainTemplate:
    _may_keep_template(by)
    template = ChainTemplate.objects.select_for_update().get(pk=pk)
    if template.is_published:
        raise ActionRefused(_("Diese Fassung ist veröffentlicht und bleibt, wie sie ist."))
    return template
