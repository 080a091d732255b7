"""The twin's page that belongs to one of ours: as many rows, as heavy."""

from urllib.parse import urlencode

from tests.bench.seed.words import RARE_WORD, SCHOOLS

RECORD = 7
ROW = '<th scope="row">|<h1>|<form method="post">'  # what stands there once for each row, or once
TOLERANCE = 0.1  # of the weight


def rows(mark, visit):
    """Return how many rows the page has to show."""
    return 1 if mark.bare in ("detail", "form") else visit["rows"]


def path(mark, visit, weight):
    """Return the address beside our page. `visit`: what the walk says of ours; `weight`: its bytes."""
    if mark.bare in ("detail", "form"):
        return f"/{mark.bare}/{RECORD}/?weight={weight}"
    asked = {"rows": max(1, visit["rows"]), "weight": weight}
    if mark.whole:
        asked["whole"] = 1
    if mark.bare == "search":
        asked["q"] = SCHOOLS[0] if "wide" in mark.page else RARE_WORD
    if mark.bare == "filter":
        asked["state"] = "open"
    if mark.bare == "deep":
        asked["page"] = visit["page"]
    return f"/{mark.bare}/?{urlencode(asked)}"
