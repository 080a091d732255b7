"""Compare what somebody typed into a mandate with what a colleague saved meanwhile, part by part.

Pure functions. A part is one section's text (named by the section's key) or one of the lists of rows. The
page sends along a digest of each part as it showed it: so a part that only the colleague changed is known
from one that both changed, without a copy of every former wording (docs/adr/0049).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from gsvo.lib import days
from gsvo.lib.digests import digest, join, split
from gsvo.lib.text import normalize
from requests.sections import SECTIONS

ROW_FIELDS = {"goals": ("text", "criterion"), "milestones": ("title", "result", "due_on", "quarters")}
TEXTS = tuple(section.key for section in SECTIONS if section.has_text)
PARTS = (*TEXTS, *ROW_FIELDS)


class Change(StrEnum):
    THEIRS = "theirs"  # only the colleague changed it
    BOTH = "both"  # both did, or nobody knows what the writer had seen


def compare(seen: str, typed: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Change]:
    """Return what a colleague changed in the parts that differ. `seen`: the digests of the writer's page."""
    before, changes = split(seen), {}
    for part in PARTS:
        mine, theirs = _plain(part, typed.get(part)), _plain(part, stored.get(part))
        if mine == theirs or before.get(part) == digest(theirs):
            continue
        changes[part] = Change.THEIRS if before.get(part) == digest(mine) else Change.BOTH
    return changes


def differs(typed: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    """Return whether anything was typed that is not stored."""
    return any(_plain(part, typed.get(part)) != _plain(part, stored.get(part)) for part in PARTS)


def digests(values: Mapping[str, Any]) -> str:
    """Return a digest of each part, as a page sends them along: "occasion=3f…;scope=…"."""
    return join({part: digest(_plain(part, values.get(part))) for part in PARTS})


def same_wording(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Return whether two wordings of a section (`Content.wording`) say the same, however lines are broken."""
    return _normalized(one) == _normalized(other)


def planned_quarters(rows: Sequence[Mapping[str, Any]]) -> int:
    """Return the quarters of all milestones, as far as what was typed can be read."""
    counts = [_quarters(row.get("quarters")) for row in rows]
    return sum(count for count in counts if isinstance(count, int) and count > 0)


def _plain(part: str, value: Any) -> Any:
    if part not in ROW_FIELDS:
        return _text(value)
    rows = [tuple(_cell(name, row.get(name)) for name in ROW_FIELDS[part]) for row in value or ()]
    return tuple(row for row in rows if any(row))


def _cell(name: str, value: Any) -> Any:
    return _quarters(value) if name == "quarters" else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return normalize(value).strip() if value else ""


def _quarters(value: Any) -> int | str:
    if isinstance(value, int):
        return value
    try:
        return days.parse(value) if value else 0
    except ValidationError:
        return _text(value)


def _normalized(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_normalized(part) for part in value)
    return _text(value) if isinstance(value, str) else value
