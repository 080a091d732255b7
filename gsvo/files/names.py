"""A file's name as we keep and show it: no path, no hidden signs, no second ending that starts programs."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
PROGRAMS = "exe|com|scr|pif|cpl|dll|bat|cmd|ps1|vb[es]|m?js|jse|ws[cfh]|hta|msi|jar|class|lnk|reg|sh"
_PROGRAM = re.compile(
    f"{PROGRAMS}|php|phtml|phar|asp|aspx|jsp|cgi|pl|py|rb|"
    "x?html?|shtml|svgz?|xml|do[ct]m|xl[st]m|url|iso|img|zip"
)
MAX_STEM = 100
NAMELESS = "Datei"  # is stored: the same whatever language the page was read in


def split_ending(name):
    """("Protokoll", "pdf") of "Protokoll.PDF"."""
    stem, _dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if stem else (name, "")


def safe_name(name):
    """Return the name cleaned for people, page and file system."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in name)
    stem, ending = split_ending(_FORBIDDEN.sub("_", " ".join(name.split())))
    stem = stem.strip(" ._-")[:MAX_STEM].strip() or NAMELESS
    ending = ending[:10]
    return f"{stem}.{ending}" if ending else stem


def hides_a_program(name):
    """Whether an inner ending ("Rechnung.exe.pdf") is made to fool somebody."""
    return any(_PROGRAM.fullmatch(part.strip().lower()) for part in name.split(".")[1:-1])
