"""What a page or a mail makes of hostile words: text as it was written, or something alive."""

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlsplit

ALIVE = {"iframe", "object", "embed", "u", "marquee", "video", "audio", "base", "math", "style"}
SPACE = re.compile(r"[\s\x00-\x20\x7f\x85\u2028\u2029]+")
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MARK = re.compile(r"qz\d+zq")


class Reader(HTMLParser):
    """Collects the words that are shown, where links lead, and what is alive although it must not be."""

    def __init__(self, html, *, allowed=()):
        super().__init__()
        self.pieces, self.links, self.alive, self.forms, self._allowed = [], [], [], [], allowed
        self._in_picture = (
            False  # its words are wrapped and shortened; whole they stand in the table beside it
        )
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        is_ours = tag in self._allowed or (tag == "iframe" and {"sandbox", "title"} <= set(given))
        if tag in ALIVE and not is_ours:
            self.alive.append(f"<{tag} {given}>")
        if tag == "meta" and "http-equiv" in given:
            self.alive.append(f"<meta {given}>")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.alive.append("<script> without a file")
        for name, value in given.items():
            foreign = name in ("href", "src", "action") and not _harmless(value)
            if name.startswith("on") or (name == "style" and "style" not in self._allowed) or foreign:
                self.alive.append(f"{name}={value[:80]}")
            elif name in ("value", "title", "alt", "aria-label", "placeholder", "content"):
                self.pieces += ["\n", value, "\n"]
        self._in_picture = self._in_picture or tag == "text"
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "br":
            self.pieces.append("\n")
        if tag == "form":
            self.forms.append((given, []))
        elif self.forms and tag in ("input", "textarea") and "name" in given:
            self.forms[-1][1].append(given)

    def handle_endtag(self, tag):
        self._in_picture = self._in_picture and tag != "text"

    def handle_data(self, data):
        if not self._in_picture:
            self.pieces.append(data)

    @property
    def text(self):
        return "".join(self.pieces)


def _harmless(address):
    parts = urlsplit(address.strip())
    is_page = parts.scheme in ("", "http", "https", "mailto", "tel")
    return address == "data:," or (is_page and "evil.example" not in parts.netloc)


def plain(text, control=" "):
    """Without kinds and numbers of blanks, which HTML does not tell apart, in one spelling of letters, and
    without what nobody sees: one line of a mail leaves that out. `control`: what controls become.
    """
    seen = CONTROL.sub(control, UNSEEN.sub("", unicodedata.normalize("NFC", text)))
    return SPACE.sub(" ", seen).strip()


def mangled(shown, texts):
    """Marks whose text is not there as it was written, and marks that were seen.

    Controls are left out where they are typed, and are blanks in mails where they were stored before.
    """
    shown = plain(shown)
    seen = set(MARK.findall(shown)) & set(texts)
    ways = {mark: {plain(texts[mark], control) for control in ("", " ")} for mark in seen}
    return [f"{texts[mark][:60]!r}" for mark in seen if not any(way in shown for way in ways[mark])], seen
