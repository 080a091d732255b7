"""A file's name as we keep and show it: no path, no hidden signs. Dots are harmless: content decides."""

import re
import unicodedata

from gsvo.lib.text import normalize

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
MAX_STEM = 100
NAMELESS = "Datei"  # is stored: the same whatever language the page was read in


def split_ending(name):
    """("Protokoll", "pdf") of "Protokoll.PDF"."""
    stem, _dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if stem else (name, "")


def _shown(sign):
    """Controls and blanks of any width become a blank; what nobody sees (a soft hyphen) goes."""
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
