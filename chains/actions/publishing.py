"""Acts by which an office publishes a version of its chain, opens it to everybody, or withdraws it."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chains.actions.shared import lock
from chains.content import ChainContent, load
from chains.models import Chain, PublishedChain
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused


@transaction.atomic
def publish(
    chain: Chain,
    *,
    by: User,
    expected_revision: int | None,
    is_public: bool = False,
    decided_by: str = "",
    decided_on: dt.date | None = None,
) -> PublishedChain:
    """Freeze what the chain says now as its next version. Return the PublishedChain.

    Raises ActionRefused for a chain without steps, where nothing changed since the version that stands, and
    for a decision of the future; StaleRecord if somebody changed the chain since the page showed it.
    """
    chain = lock(chain, by, expected_revision)
    said = load(chain).public()
    if not said.steps:
        raise ActionRefused(_("Diese Kette hat noch keine Schritte."))
    if decided_on and decided_on > timezone.localdate():
        raise ActionRefused(_("Dieser Tag liegt in der Zukunft."), field="decided_on")
    last = chain.publications.order_by("-version").first()
    if last and not last.withdrawn_at and last.content == said.as_json():
        raise ActionRefused(
            _("Seit Fassung %(version)s hat sich nichts geändert.") % {"version": last.version}
        )
    return PublishedChain.objects.create(
        chain=chain,
        version=last.version + 1 if last else 1,
        content=said.as_json(),
        is_public=is_public,
        decided_by=decided_by,
        decided_on=decided_on,
        published_by=by,
        step_words=words_of(said),
    )


def words_of(said: ChainContent) -> str:
    """Return what a search for chains looks into: the titles of the steps and the actors."""
    actors = dict.fromkeys(actor for step in said.steps for actor in step.actors)
    names = [name for actor in actors for name in (actor, said.local_names.get(actor, ""))]
    return "\n".join(filter(None, [*(step.title for step in said.steps), *names]))


@transaction.atomic
def set_public(published: PublishedChain, *, by: User, is_public: bool) -> None:
    """Say whether whoever has the address reads a version without an account."""
    published = _own(published, by)
    if published.withdrawn_at:
        raise ActionRefused(_("Diese Fassung ist inzwischen zurückgezogen."))
    published.is_public = is_public
    published.save(update_fields=["is_public"])


@transaction.atomic
def withdraw(published: PublishedChain, *, by: User) -> None:
    """Take a version back: nobody reads it any more, and its address says so."""
    published = _own(published, by)
    if published.withdrawn_at:
        raise ActionRefused(_("Diese Fassung ist inzwischen zurückgezogen."))
    published.withdrawn_at = timezone.now()
    published.save(update_fields=["withdrawn_at"])


def _own(published: PublishedChain, by: User) -> PublishedChain:
    published = PublishedChain.objects.select_for_update(of=("self",)).get(pk=published.pk)
    if not published.chain.may_edit(by):
        raise PermissionDenied
    return published
