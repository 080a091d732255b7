"""Acts on gaps: accept one for a while, take that back."""

import datetime as dt
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chains.content import load
from chains.gaps.find import find_gaps
from chains.gaps.of_chain import facts_of
from chains.models import AcceptedGap, Chain
from gsvo.accounts.models import User
from gsvo.lib import dates
from gsvo.lib.exceptions import ActionRefused, Obstacle, refuse_first

LONGEST = dt.timedelta(days=366)  # then somebody looks at it again


@transaction.atomic
def accept_gap(chain: Chain, *, by: User, key: str, reason: str, until: dt.date) -> AcceptedGap:
    """Accept a gap of today with a reason, until a day. Return the AcceptedGap."""
    chain = _lock(chain, by)
    content = load(chain)
    if key not in {gap.key for gap in find_gaps(content, facts_of(chain, content))}:
        raise ActionRefused(_("Diese Lücke gibt es nicht mehr: Sie ist inzwischen geschlossen."))
    there = chain.accepted_gaps.select_related("by_user").filter(key=key).first()
    if there and there.until >= timezone.localdate():
        words = {"name": there.by_user or _("Jemand"), "day": dates.day(there.until), "reason": there.reason}
        raise ActionRefused(
            _("%(name)s hat diese Lücke schon bis zum %(day)s hingenommen, weil: %(reason)s") % words
        )
    refuse_first(until_obstacles(until))
    row, _made = chain.accepted_gaps.update_or_create(
        key=key, defaults={"reason": reason, "until": until, "by_user": by}
    )
    return row


@transaction.atomic
def take_back_acceptance(chain: Chain, *, by: User, key: str) -> bool:
    """Open an accepted gap again. Return whether it was accepted: a second click finds nothing."""
    deleted, _models = _lock(chain, by).accepted_gaps.filter(key=key).delete()
    return bool(deleted)


def until_obstacles(until: dt.date | None) -> Iterator[Obstacle]:
    """Yield why a gap cannot be accepted until this day."""
    today = timezone.localdate()
    if until and until < today:
        yield "until", _("Dieser Tag ist vorbei. Wählen Sie heute oder einen späteren Tag.")
    elif until and until > today + LONGEST:
        yield (
            "until",
            _("Höchstens ein Jahr, bis zum %(day)s. Danach sehen Sie die Lücke neu an.")
            % {"day": dates.day(today + LONGEST)},
        )


def _lock(chain: Chain, by: User) -> Chain:
    """Lock a chain whose steps do not change: whatever revision the page has seen is good."""
    chain = Chain.objects.select_for_update(of=("self",)).get(pk=chain.pk)
    if not chain.may_edit(by):
        raise PermissionDenied
    return chain
