"""Acts that begin a local chain: from the template, or from the office's chain before."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from chains.actions.shared import copy_steps
from chains.content import ChainContent, renewed
from chains.models import Beginning, Chain, ChainStep, ChainTemplate, PublishedChain, school_year_name
from chains.restoring import restore
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.offices.models import Membership, Office
from gsvo.retention.rules import ERASED_TEXT


@transaction.atomic
def copy_from_template(office: Office, school_year: int, *, by: User) -> Chain:
    """Create an office's chain for a school year from the published template. Return the Chain."""
    _may_create(office, by)
    template = ChainTemplate.objects.current()
    if template is None:
        raise ActionRefused(_("Zurzeit ist keine Vorlage veröffentlicht. Bitte fragen Sie die G.I.B."))
    chain = _create(office, school_year, template, by)
    copy_steps(template.steps, lambda step, **fields: ChainStep(chain=chain, source=step, **fields))
    return chain


@transaction.atomic
def copy_from_last(office: Office, school_year: int, *, by: User) -> Chain:
    """Create an office's chain for a school year from its last one, without states and notes."""
    _may_create(office, by)
    last = last_chain(office, school_year)
    if last is None:
        raise ActionRefused(_("Ihre Stelle hat noch keine frühere Kette. Wählen Sie die Vorlage."))
    chain = _create(office, school_year, last.template, by, Beginning.LAST)
    copy_steps(last.steps, partial(_next_year, chain))
    return chain


@transaction.atomic
def copy_from_published(office: Office, school_year: int, published: PublishedChain, *, by: User) -> Chain:
    """Create an office's chain for a school year from a published one.

    What the others agreed on among themselves stays with them: the state of the steps, and what actors are
    called in their place. Contacts and notes are not in what they published.
    """
    _may_create(office, by)
    published = PublishedChain.objects.select_for_update(of=("self",)).get(pk=published.pk)
    if published.withdrawn_at:
        raise ActionRefused(_("Diese Kette ist inzwischen zurückgezogen. Wählen Sie eine andere."))
    chain = _create(office, school_year, None, by, Beginning.PUBLISHED)
    chain.published = published
    chain.save(update_fields=["published"])
    said = renewed(ChainContent.from_json(published.content).public())
    steps = tuple(replace(step, status=ChainStep.Status.NOT_BEGUN) for step in said.steps)
    restore(chain, ChainContent(school_year, steps))
    return chain


def last_chain(office: Office, school_year: int) -> Chain | None:
    """Return an office's chain of the last school year before this one, or None."""
    return Chain.objects.filter(office=office, school_year__lt=school_year).order_by("-school_year").first()


def _next_year(chain: Chain, step: ChainStep, **fields: Any) -> ChainStep:
    """Return a step of the next school year; whom to call is carried over, if it is still stored."""
    known = {name: getattr(step, name) for name in ("contact", "deputy", "contacts_confirmed_on")}
    kept = {name: text for name, text in known.items() if text != ERASED_TEXT}
    return ChainStep(chain=chain, source_id=step.source_id, **kept, **fields)


def _may_create(office: Office, by: User) -> None:
    if not Membership.objects.current().writing().filter(office=office, user=by).exists():
        raise PermissionDenied


def _create(
    office: Office,
    school_year: int,
    template: ChainTemplate | None,
    by: User,
    beginning: str = Beginning.TEMPLATE,
) -> Chain:
    try:
        with transaction.atomic():
            return Chain.objects.create(
                office=office, school_year=school_year, template=template, beginning=beginning, created_by=by
            )
    except IntegrityError:
        raise ActionRefused(
            _("Für %(office)s und das Schuljahr %(year)s gibt es schon eine Kette.")
            % {"office": office, "year": school_year_name(school_year)}
        ) from None
