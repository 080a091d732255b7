"""Send due reminders that were not sent yet.

Asked every few minutes, not "at seven": whenever the scheduler runs again, what was missed goes out, each
step at most once. Only days are compared, so no change of the clocks shifts or repeats anything. Nobody is
reminded on a day on which nobody works: what falls there comes on the next working day, and what reminds of a
deadline on the last one before.
"""

import logging
from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gsvo.lib.workdays import is_workday
from gsvo.reminders import digest
from gsvo.reminders.models import Reminder, claim, claim_day
from gsvo.reminders.registry import kinds

logger = logging.getLogger(__name__)


def remind():
    """Make one pass. Return how many mails were written; none before the morning's hour."""
    now = timezone.localtime()
    today = now.date()
    if now.hour < settings.REMIND_FROM_HOUR or not is_workday(today):
        return 0
    by_link, digests = [], defaultdict(list)
    digest.forget_unsent()
    for kind in kinds():
        for key, person, matter, step in _due_or_nothing(kind, today):
            if person:
                digests[person].append((kind, key, matter, step))
            elif matter.send:
                by_link.append((kind, key, matter, step))
    by_link.sort(key=lambda row: row[2].anchor)  # of two to one address the earlier deadline goes first
    written = sum(_send(*row, today) for row in by_link)
    for person, found in digests.items():
        written += digest.write(person, found, today)
    return written


def due_for_gib(today):
    """Return what is due for the mail that G.I.B. gets in the morning, the most urgent first."""
    found = [
        (kind, key, matter, step)
        for kind in kinds()
        for key, _person, matter, step in _due_or_nothing(kind, today)
        if matter.morning
    ]
    return sorted(found, key=lambda row: row[2].anchor)


def lines_of(found):
    """Claim what `due_for_gib` found, in the mail's transaction, and return its lines."""
    return [
        matter.morning() for kind, key, matter, step in found if claim(kind.name, key, matter.anchor, step)
    ]


def _due_or_nothing(kind, today):
    """Return what is due of a kind, or nothing if it fails: one failing kind must not stop the others."""
    try:
        return due(kind, today)
    except Exception:
        logger.exception("Reminders of the kind %s", kind.name)
        return []


def due(kind, today):
    """Yield (key, account or None, matter, step) of what is due and was not reminded of yet."""
    waiting = [
        (key, person, matter, step)
        for matter in kind.matters(today)
        if (step := kind.step(matter, today)) is not None
        for key, person in matter.keys().items()
    ]
    done = set()
    for batch in batched([row[0] for row in waiting], 500):
        rows = Reminder.objects.filter(kind=kind.name, matter__in=batch)
        done.update(rows.values_list("matter", "anchor", "step"))
    return [row for row in waiting if (row[0], row[2].anchor, row[3]) not in done]


def _send(kind, key, matter, step, today):
    """Send the mail of one matter; a failure must not stop the others.

    Whoever got a reminder today gets this one tomorrow.
    """
    try:
        with transaction.atomic():
            if matter.to and not claim_day(matter.to, today):
                return 0
            if not claim(kind.name, key, matter.anchor, step):
                transaction.set_rollback(True)
                return 0
            matter.send()
    except Exception:
        logger.exception("Reminder %s of %s", kind.name, key)
        return 0
    return 1


def batched(items, size):
    """Yield slices of limited size: databases limit the parameters of a query."""
    return [items[start : start + size] for start in range(0, len(items), size)]
