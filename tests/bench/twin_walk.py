"""The twin's page that belongs to one of ours: as many rows, as heavy, with as much in its template.

What a page puts in and decides is counted on ours and on the bare one (`tests.bench.counting`); what the
bare one lacks is added to it. How ours are written is not counted, and so no excuse: includes, filters, tags
of our own, context processors, middleware, queries.
"""

from urllib.parse import urlencode

from tests.bench.counting import KINDS
from tests.bench.seed.words import RARE_WORD, SCHOOLS

RECORD = 7
ROW = '<th scope="row">|<h1>|<form method="post">'  # what stands there once for each row, or once
TOLERANCE = 0.1  # of the weight
FILLER = (
    "Dieser Absatz macht die Seite so schwer wie die, neben der sie steht; er kostet, was Text eben kostet. "
    * 3
)


def rows(mark, visit):
    """Return how many rows the page has to show."""
    return 1 if mark.bare in ("detail", "form") else visit["rows"]


def path(mark, visit, browser, ours):
    """Return the address beside our page. `visit`: what the walk says of ours; `ours`: its Answer."""
    asked = _asked(mark, visit)
    plain = browser.count(_path(mark, asked))
    asked |= {kind: max(0, ours.parts[kind] - plain.parts[kind]) for kind in KINDS}
    full = browser.get(_path(mark, asked))
    paragraphs = max(0, round((ours.size - full.size) / len(f"<p>{FILLER}</p>\n".encode())))
    # Each paragraph is a value as well.
    asked |= {"values": max(0, asked["values"] - paragraphs), "paragraphs": paragraphs}
    return _path(mark, asked)


def _path(mark, asked):
    place = f"{RECORD}/" if mark.bare in ("detail", "form") else ""
    return f"/{mark.bare}/{place}?{urlencode(asked)}"


def _asked(mark, visit):
    if mark.bare in ("detail", "form"):
        return {}
    asked = {"rows": max(1, visit["rows"])}
    if mark.whole:
        asked["whole"] = 1
    if mark.bare == "search":
        asked["q"] = SCHOOLS[0] if "wide" in mark.page else RARE_WORD
    if mark.bare == "filter":
        asked["state"] = "open"
    if mark.bare == "deep":
        asked["page"] = visit["page"]
    return asked
