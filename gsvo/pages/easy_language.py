"""Easy language (Leichte Sprache) and the sign language video's text, from plain files.

"# " begins a heading, "- " a point of a list; a blank line ends a paragraph, each line stays a line.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

EASY = Path(__file__).parent / "data" / "leichte-sprache.txt"


@dataclass
class Section:
    heading: str
    blocks: list = field(default_factory=list)  # dicts with lines or points


def sections(text):
    """Read a text of the form above into a list of Section; what stands before any heading has heading ""."""
    found = [Section("")]
    for part in text.strip().split("\n\n"):
        lines = [line.strip() for line in part.strip().splitlines()]
        if lines[0].startswith("# "):
            found.append(Section(lines.pop(0)[2:]))
        if lines and all(line.startswith("- ") for line in lines):
            found[-1].blocks.append({"points": [line[2:] for line in lines]})
        elif lines:
            found[-1].blocks.append({"lines": lines})
    return [section for section in found if section.heading or section.blocks]


def easy_language():
    return sections(EASY.read_text(encoding="utf-8"))


def sign_language_video():
    """Return the configured video as a dict of addresses (src, poster, captions) and its text, or None."""
    name = settings.SIGN_LANGUAGE_VIDEO
    src = name and _address(name)
    if not src:
        return None
    poster, captions, words = (str(Path(name).with_suffix(suffix)) for suffix in (".jpg", ".vtt", ".txt"))
    written = finders.find(words)
    return {
        "src": src,
        "poster": _address(poster),
        "captions": _address(captions),
        "words": sections(Path(written).read_text("utf-8")) if written else [],
    }


def _address(name):
    """Return the address of a static file; "" if it is missing or not collected yet."""
    try:
        return static(name) if finders.find(name) else ""
    except ValueError:
        return ""
