"""Taking back the last change of a chain: every act on its steps keeps what stood there before."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from chains.actions.shared import lock, touch
from chains.content import ChainContent, load
from chains.models import Chain, ChainStep, UndoableChange
from chains.restoring import restore
from gsvo.accounts.models import User
from gsvo.lib.exceptions import ActionRefused
from gsvo.outbox.language import in_mail_language

LONGEST_TITLE = 150


@contextmanager
def undoable(chain: Chain, what: Any, step: ChainStep, by: User) -> Iterator[None]:
    """Keep what a locked chain says before it is changed within. `what`: a lazy sentence about the step."""
    before = load(chain).as_json() | {"beside": _beside(chain)}
    sentence = _about(what, step)
    yield
    touch(chain, by)
    UndoableChange.objects.update_or_create(
        chain=chain,
        defaults={"content": before, "what": sentence, "revision": chain.revision, "by_user": by},
    )


def last_change(chain: Chain) -> UndoableChange | None:
    """Return the change that can be taken back: the chain's last one, if it was kept."""
    return UndoableChange.objects.filter(chain=chain, revision=chain.revision).first()


@transaction.atomic
def take_back(chain: Chain, *, by: User, expected_revision: int | None) -> str:
    """Let a chain say again what it said before its last change. Return what was taken back."""
    chain = lock(chain, by, expected_revision)
    change = last_change(chain)
    if change is None:
        raise ActionRefused(_("Die letzte Änderung lässt sich nicht mehr zurücknehmen."))
    restore(chain, ChainContent.from_json(change.content))
    _put_beside(chain, change.content["beside"])
    touch(chain, by)
    change.delete()
    return change.what


@in_mail_language
def _about(what: Any, step: ChainStep) -> str:
    """Return the sentence as it is stored, in the language of mails."""
    title = Truncator(step.title).chars(LONGEST_TITLE)
    return str(what) % {"number": step.number, "title": title}


def _beside(chain: Chain) -> dict[str, Any]:
    """Return what a content does not say of the steps: where they came from, when contacts were confirmed."""
    rows = chain.steps.values_list("oid", "source", "contacts_confirmed_on")
    return {oid: [source, day and day.isoformat()] for oid, source, day in rows}


def _put_beside(chain: Chain, beside: dict[str, Any]) -> None:
    steps = list(chain.steps.filter(oid__in=beside))
    for step in steps:
        step.source_id, day = beside[step.oid]
        step.contacts_confirmed_on = day and dt.date.fromisoformat(day)
    ChainStep.objects.bulk_update(steps, ["source", "contacts_confirmed_on"])
