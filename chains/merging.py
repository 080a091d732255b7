"""Compare what somebody typed into a step with what a colleague saved meanwhile, field by field.

Pure functions. The page sends along a digest of each field as it showed it, as the mandate's editor does
(docs/adr/0049); so two people can change different fields of one step, and nothing is lost.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.db.models import Model

from gsvo.lib.digests import digest, join, split
from gsvo.lib.text import normalize


class Change(StrEnum):
    MINE = "mine"  # only the writer changed it
    THEIRS = "theirs"  # only the colleague did
    BOTH = "both"  # both did, or nobody knows what the writer had seen


def digests(values: Mapping[str, Any]) -> str:
    """Return a digest of each value, as a page sends them along."""
    return join({name: digest(_plain(value)) for name, value in values.items()})


def compare(seen: str, typed: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Change]:
    """Return who changed the fields that differ. `seen`: the digests of the writer's page."""
    before, changes = split(seen), {}
    for name, value in typed.items():
        mine, theirs = digest(_plain(value)), digest(_plain(stored[name]))
        if mine == theirs:
            continue
        if before.get(name) == mine:
            changes[name] = Change.THEIRS
        else:
            changes[name] = Change.MINE if before.get(name) == theirs else Change.BOTH
    return changes


def _plain(value: Any) -> Any:
    """Return a value of a form or a record as text or numbers: records by key, lists without an order."""
    if isinstance(value, str):
        return normalize(value).strip()
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable):
        return sorted({_plain(item) for item in value})
    return value
