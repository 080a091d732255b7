"""Digests that a page sends along of what it showed, so that a colleague's change is known from one's own."""

import hashlib
from collections.abc import Mapping


def digest(plain: object) -> str:
    """Return a short digest of a plain value."""
    return hashlib.sha256(repr(plain).encode(errors="replace")).hexdigest()[:16]


def join(digests: Mapping[str, str]) -> str:
    """Return digests by name as one text: "occasion=3f…;scope=…"."""
    return ";".join(f"{name}={value}" for name, value in digests.items())


def split(text: str) -> dict[str, str]:
    """Return digests by name of such a text; of nonsense, none."""
    return dict(pair.split("=", 1) for pair in text.split(";") if "=" in pair)
