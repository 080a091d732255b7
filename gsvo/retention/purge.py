"""Delete what is due, in batches, with a deletion log; preview and replay deletions."""

import logging
from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from gsvo.retention import deletion_log
from gsvo.retention.rules import all_rules, erase, sweeps

logger = logging.getLogger(__name__)
BATCH = 200


class PurgeFailed(Exception):  # noqa: N818  says what is left
    """Raised when some kinds could not be purged; the others were."""


def preview():
    """Return {kind: how many records are due}, in the order of the table."""
    return {rule.kind: _due(rule).count() for rule in all_rules()}


def purge():
    """Delete what is due. Returns {kind: how many}. A kind that fails keeps nobody else's data longer."""
    done, failed = {}, []
    works = {rule.kind: partial(_erase_due, rule) for rule in all_rules()} | sweeps
    for kind, work in works.items():
        try:
            done[kind] = work()
        except Exception:
            logger.exception("Purge of %s failed", kind)
            failed.append(kind)
    if failed:
        raise PurgeFailed(", ".join(failed))
    return done


def replay(path):
    """Erase again what a deletion log names, after a restore. Return {kind: how many were found}."""
    done = Counter()
    named = defaultdict(dict)
    for line in deletion_log.read(path):
        if "record" in line:
            named[line["kind"]][line["record"]] = parse_datetime(line["at"])
    for rule in all_rules():
        for names in _slices(list(named[rule.kind])):
            with transaction.atomic():
                found = rule.model._base_manager.filter(**{f"{rule.named_by}__in": names})
                rows = [row for row in found if _is_meant(rule, row, named[rule.kind])]
                erase(rule, rows)
                done[rule.kind] += len(rows)
    return {rule.kind: done[rule.kind] for rule in all_rules()}


def _due(rule):
    return rule.due(timezone.now() - timedelta(days=rule.term.days))


def _erase_due(rule):
    return sum(_batches(rule))


def _batches(rule):
    for keys in _slices(list(_due(rule).order_by("pk").values_list("pk", flat=True))):
        with transaction.atomic():
            rows = list(rule.model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys))
            still = set(_due(rule).filter(pk__in=keys).values_list("pk", flat=True))
            rows = [row for row in rows if row.pk in still]
            if rows:
                deletion_log.write(_lines(rule, rows))
                erase(rule, rows)
            yield len(rows)


def _lines(rule, rows):
    line = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "kind": rule.kind,
        "rule": f"{rule.term.setting}={rule.term.days}",
    }
    if rule.named_by is None:
        return [line | {"count": len(rows)}]
    return [line | {"record": str(getattr(row, rule.named_by))} for row in rows]


def _is_meant(rule, row, named):
    """Return whether a record is the one that was deleted: after a restore a number may belong to a newer
    one.
    """
    return rule.created is None or getattr(row, rule.created) <= named[str(getattr(row, rule.named_by))]


def _slices(things):
    return [things[start : start + BATCH] for start in range(0, len(things), BATCH)]
