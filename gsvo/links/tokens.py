"""Tokens are derived when a mail is sent, and stored nowhere.

A token is the link's opaque id followed by a keyed hash over id and nonce (HMAC-SHA256, 160 bits, key
derived from SECRET_KEY and salted per purpose). Whoever has the database but not the key can make none.
"""

import base64
import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from gsvo.lib.ids import ID_PATTERN

_TOKEN = re.compile(rf"({ID_PATTERN})([a-z2-7]{{32}})")
_BREAKS = re.compile(r"=?[\r\n]+|[\s\u00ad\u200b-\u200f\u2060\ufeff]+")  # also marks that nobody sees
_DIRT_BEFORE = re.compile(r"^[\W_]+")
_REST = re.compile(r"[^a-z0-9].*$", re.DOTALL)  # "&amp;utm_source=…", ">", a dot and what follows it


def make(purpose: str, oid: str, nonce: str, *, secret: str | None = None) -> str:
    """Return the 48-character token for a link's purpose, opaque id and nonce."""
    digest = salted_hmac(
        f"gsvo.links.{purpose}", f"{oid}:{nonce}", secret=secret, algorithm="sha256"
    ).digest()
    return oid + base64.b32encode(digest[:20]).decode().lower()


def clean(raw: str) -> str:
    """Take off what mail programs add: a dot, a bracket, a line break, a campaign's mark, capitals."""
    return _REST.sub("", _DIRT_BEFORE.sub("", _BREAKS.sub("", raw)).lower())


def split(raw: str) -> str | None:
    """Return the opaque id inside what came as a token, or None."""
    match = _TOKEN.fullmatch(clean(raw))
    return match and match[1]


def is_genuine(raw: str, purpose: str, oid: str, nonce: str) -> bool:
    """Whether `raw` is the token of that link, under today's key or one that is being phased out."""
    raw = clean(raw)
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(raw, make(purpose, oid, nonce, secret=secret)) for secret in secrets)
