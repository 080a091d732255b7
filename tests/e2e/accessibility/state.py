"""One line of the table: a page in a state, who sees it, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.access.routes import page_address

KOKO, COLLEAGUE, READER = "koko.bielefeld", "kollegin.bielefeld", "leser.unna"
OTHER_KOKO, NEW_KOKO = "koko.unna", "koko.neu"  # the new one's office has nothing yet
ADVISOR, NEW_ADVISOR, NOBODY_YET = "beratung2", "beratung.neu", "ohne.rolle"
CASEWORK, LEAD, CONTROLLING, ADMIN = "sachbearbeitung", "leitung", "controlling", "admin"
ANYBODY = None  # not logged in

NOTHING = "nothing filled in"


@dataclass(frozen=True)
class State:
    """`page` is a URL name, `state` what is special, `who` an address of the demo before the @.

    `at` are the arguments of the page's route with blanks between, as values or {names} of scenarios.py;
    the route itself stands in tests/access/table.py. `query` follows the "?". `first` is a function of
    scenarios.py that brings the state about. `sends` fills in the page's form and sends it: a dict of
    fields, or NOTHING. `form` is a part of the form's action where a page has several. `status` is what
    must come. `bare` means: before there is data.
    """

    page: str
    state: str
    who: str | None
    at: str = ""
    first: Callable | None = None
    sends: dict | str | None = None
    form: str = ""
    status: int = 200
    bare: bool = False
    headers: dict = field(default_factory=dict)
    query: str = ""

    @property
    def address(self):
        return page_address(self.page, self.at.split()) + (f"?{self.query}" if self.query else "")

    def __str__(self):
        return f"{self.page} · {self.state} · {self.who or 'anybody'} · {self.address}"


def pages(page, who, at="", **states):
    """Several states of one page: `filled={}` or `error={"sends": NOTHING}`; others than these in words."""
    return [
        State(page, state.replace("_", " "), **({"who": who, "at": at} | more))
        for state, more in states.items()
    ]


FILLED = {}
ERROR = {"sends": NOTHING}
