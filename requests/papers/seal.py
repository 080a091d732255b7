"""A line in our PDF that says which version it holds, and that nobody changed the file since it left us.

Readers skip it as a comment. It stands before the last `startxref`, so that no offset in the file moves. Its
sum is keyed with SECRET_KEY: whoever changes a word of the file cannot make the line that belongs to it.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_LINE = re.compile(rb"%GSVO-Auftrag ([0-9a-f]{64}) ([0-9a-f]{64})\n")
_NAMED = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
MOST_NAMED = 20  # sums in a foreign file that are looked up


@dataclass(frozen=True)
class Found:
    """What a file says of itself. `fingerprints`: those it may hold; of a sealed file its own alone."""

    fingerprints: tuple
    is_untouched: bool


def sealed(pdf: bytes, fingerprint: str) -> bytes:
    """Return the PDF with its seal; without a fingerprint as it is."""
    at = pdf.rfind(b"startxref")
    if at < 0 or not fingerprint:
        return pdf
    line = f"%GSVO-Auftrag {fingerprint} {_sum(pdf, fingerprint, settings.SECRET_KEY)}\n"
    return pdf[:at] + line.encode() + pdf[at:]


def read_seal(data: bytes) -> Found:
    """Return which version a file names, and whether it is to the byte what left us."""
    lines = list(_LINE.finditer(data))
    if len(lines) == 1:
        line = lines[0]
        fingerprint, given = line[1].decode(), line[2].decode()
        bare = data[: line.start()] + data[line.end() :]
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        untouched = any(constant_time_compare(given, _sum(bare, fingerprint, key)) for key in keys)
        return Found((fingerprint,), untouched)
    named = dict.fromkeys(match[0].decode() for match in _NAMED.finditer(data))
    return Found(tuple(named)[:MOST_NAMED], False)


def _sum(pdf: bytes, fingerprint: str, key: str) -> str:
    salted = salted_hmac("requests.papers.seal." + fingerprint, pdf, secret=key, algorithm="sha256")
    return salted.hexdigest()
