"""How wide texts are, where they break, and what a step is called where room is short."""

import re
import unicodedata

# Advance widths of Fira Sans in thousandths of its size: the wider of the two weights that pages use,
# rounded up. So a text in the picture is never wider than we think.
ADVANCES = {
    240: "',.:;·‚‘’", 250: "!", 270: " ", 290: "ijı", 300: "Il", 320: "J", 330: "()[]`{}", 340: "‑",
    350: "ł•", 360: "f", 380: "t", 400: "r", 410: "-|", 430: '"', 440: "„“”", 450: "*", 460: "z",
    480: "?cs", 500: "F", 510: "Lvx~", 520: "/<=>\\_y×–", 530: "+°", 540: "ETZ", 550: "#$agk§Ł",
    560: "^e", 570: "SV", 580: "CXð", 590: "0123456789AYhnouø€", 600: "PbdpqÞþ", 610: "ßđ", 620: "BR«»",
    630: "K", 650: "DG", 670: "UĐẞ", 680: "H", 690: "NQ", 700: "OØ", 740: "…", 750: "w", 790: "&",
    800: "M—", 840: "Æ", 850: "W", 860: "%mæ", 900: "→", 910: "Œ", 930: "œ", 1020: "@",
}  # fmt: skip
WIDTH_OF = {letter: width for width, letters in ADVANCES.items() for letter in letters}
UNKNOWN = 1400  # another script or a pictograph, from whatever font the reader has

# A title says its name first: before one of these it may end.
ENDS = re.compile(
    r"\s*(?:[:(,;?]|\s[–-]\s|\s(?:und|von|der|des|zum|zur|für|mit|in|im|an|auf|bei|vor|nach)\s)"
)


def text_width(text: str, size: int) -> int:
    """Return how many pixels a text takes at most, at a size in pixels."""
    return -(-sum(map(_advance, text)) * size // 1000)


def plain(text: str) -> str:
    """Return a text on one line, without letters that XML does not know."""
    kept = (" " if letter.isspace() else letter for letter in text if letter.isspace() or _is_shown(letter))
    return " ".join("".join(kept).split())


def wrap(text: str, width: int, size: int) -> list[str]:
    """Return a text in lines no wider than a width; a word that is wider itself is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, width, size)
        lines += whole
    return [*lines, line] if line else lines


def short_names(title: str) -> list[str]:
    """Return a title and the shorter names in it, longest first: "Fallberatung der drei Rechtskreise" and
    "Fallberatung"."""
    names = [title[: end.start()].strip() for end in ENDS.finditer(title)]
    return [title, *(name for name in reversed(names) if len(name) >= 3)]


def _pieces(word: str, width: int, size: int) -> list[str]:
    """Return a word in pieces of about the same width, with hyphens, if it is wider than a line."""
    whole = text_width(word, size)
    if whole <= width:
        return [word]
    room = width - text_width("-", size)
    least = whole // -(-whole // room)
    pieces = [""]
    for letter in word:
        is_full = text_width(pieces[-1], size) >= least or text_width(pieces[-1] + letter, size) > room
        if pieces[-1] and is_full:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _advance(letter: str) -> int:
    known = WIDTH_OF.get(letter)
    if known:
        return known
    return WIDTH_OF.get(unicodedata.normalize("NFD", letter)[0], UNKNOWN)


def _is_shown(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co", "Cf")
