"""Clean names of files: no path, no invisible characters. Dots are harmless: content decides."""

import re
import unicodedata

from gsvo.lib.text import normalize

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
MAX_STEM = 100
NAMELESS = "Datei"  # is stored: the same whatever language the page was read in


def split_ending(name):
    """Return ("Protokoll", "pdf") for "Protokoll.PDF"."""
    stem, _dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if stem else (name, "")


def _shown(sign):
    """Replace controls and wide blanks by a blank, and drop invisible characters."""
    category = unicodedata.category(sign)
    return "" if category == "Cf" else " " if category[0] in "CZ" else sign


def safe_name(name):
    """Return the name cleaned for people, page and file system."""
    name = normalize(name).replace("\\", "/").rpartition("/")[2]
    name = "".join(_shown(sign) for sign in name)
    stem, ending = split_ending(_FORBIDDEN.sub("_", " ".join(name.split())))
    stem = stem.strip(" ._-")[:MAX_STEM].strip() or NAMELESS
    ending = ending[:10]
    return f"{stem}.{ending}" if ending else stem
