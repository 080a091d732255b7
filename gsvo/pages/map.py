"""The public map: places that agreed to be named, with one stage each."""

from collections import Counter
from dataclasses import dataclass

from gsvo.offices.models import Office
from requests.models import SupportRequest
from requests.states import STATES
from requests.states import PublicStage as Stage

TILE, GAP = 60, 4  # units of the picture; nine columns and ten rows


@dataclass(frozen=True)
class Place:
    office: Office
    stage: Stage


@dataclass(frozen=True)
class Tile:
    """A square of the map; without `place` name and plate alone. x and y are its upper left corner."""

    x: int
    y: int
    office: Office
    place: Place | None

    @property
    def middle(self):
        return self.x + TILE // 2

    @property
    def baseline(self):
        """Return the y of the number plate's text; the stage's icon, if there is one, is below it."""
        return self.y + (26 if self.place else 36)


def named():
    """Return every place that agreed, by name, as a list of Place. Two queries."""
    offices = list(Office.objects.filter(is_named_publicly=True))
    states = {}
    for office, state in SupportRequest.objects.filter(office__in=offices).values_list("office", "state"):
        states.setdefault(office, set()).add(state)
    return [Place(office, _stage(states.get(office.pk, set()))) for office in offices]


def _stage(states):
    """Of several requests what runs counts first, then what comes, then what is done."""
    found = {STATES[state].public_stage for state in states}
    return next((stage for stage in Stage if stage in found), Stage.NONE)


def tiles(places):
    """Return all 53 squares, those of `places` with their stage."""
    known = {place.office.pk: place for place in places}
    return [
        Tile(
            office.tile_col * (TILE + GAP) + 2,
            office.tile_row * (TILE + GAP) + 2,
            office,
            known.get(office.pk),
        )
        for office in Office.objects.order_by("tile_row", "tile_col")
    ]


def counted(places):
    """Return [(Stage, how many)] of the stages that occur, in their order."""
    counts = Counter(place.stage for place in places)
    return [(stage, counts[stage]) for stage in Stage if counts[stage]]
