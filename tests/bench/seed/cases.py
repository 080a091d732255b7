"""Which cases there are: how many in which state, of which office, and how long ago."""

import datetime as dt
from array import array
from dataclasses import dataclass
from itertools import cycle
from random import Random

from django.utils import timezone

from requests.workflow import State
from tests.bench.seed.words import RARE_CASES

# Of a hundred. A portal that has run for years has ended most of its cases.
SHARES = {
    State.DRAFT: 2, State.SUBMITTED: 5, State.QUERIED: 2, State.CLARIFYING: 4, State.MANDATED: 3,
    State.MATCHING: 3, State.ENGAGED: 12, State.INTERRUPTED: 2, State.CLOSING: 3, State.COMPLETED: 50,
    State.REJECTED: 5, State.WITHDRAWN: 5, State.CANCELLED: 4,
}  # fmt: skip
ENDED = {State.COMPLETED, State.REJECTED, State.WITHDRAWN, State.CANCELLED}
LASTS_LONG = {State.MANDATED, State.ENGAGED, State.INTERRUPTED, State.CLOSING}  # others have a deadline near
OUR_SHARE = 10  # each tenth case is of the office that the bench looks at, which is the largest
WITH_MAILS = 10  # each tenth case is of the last 30 days and has its mails still
MAILS = 20


@dataclass(slots=True)
class Case:
    """One copy to make. `place` and `neighbour` are a `people.Place` each."""

    number: int
    kind: tuple  # (Prototype, whether it has mails)
    place: object
    neighbour: object
    shift: dt.timedelta  # of all its days
    period: int
    request_number: str
    is_rare: bool  # has the rare word


def make_cases(count, prototypes, places, periods):
    """Return the cases to copy. The first ones are the same whatever the count."""
    chance, by_state = Random(13), {}
    for state in SHARES:
        by_state[state] = cycle([prototype for prototype in prototypes if prototype.state == state])
    return [_case(number, chance, by_state, places, periods) for number in range(count)]


def _case(number, chance, by_state, places, periods):
    (state,) = chance.choices(list(SHARES), weights=list(SHARES.values()))
    is_rare = number < RARE_CASES
    is_ours = number % 2 == 0 if is_rare else number % OUR_SHARE == 0
    age = _age(state, chance)
    return Case(
        number=number,
        kind=(next(by_state[state]), number % WITH_MAILS == 1),
        place=places[0] if is_ours else chance.choice(places[1:]),
        neighbour=chance.choice(places),
        shift=-age,
        period=chance.choice(periods) if state in ENDED else periods[0],
        request_number=f"GSVO-{(timezone.now() - age).year}-{10_000 + number}",
        is_rare=is_rare,
    )


def _age(state, chance):
    """Return how long before the demo's days a case of this state took place."""
    least, most = (30, 3300) if state in ENDED else (0, 300) if state in LASTS_LONG else (0, 3)
    return dt.timedelta(days=chance.randrange(least, most), seconds=chance.randrange(36_000))


def first_keys(cases, counts, last):
    """Return the primary key of each case's first row in a table.

    `counts`: {kind of case: its rows} as a function; `last`: the last key that is taken.
    """
    keys, following = array("q"), last + 1
    for case in cases:
        keys.append(following)
        following += counts(case.kind)
    return keys
