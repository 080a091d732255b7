"""Search in lists of requests: their own texts, and people whose names stand in other tables.

And sort them: by state along the way of a request, by who has to act as it is called.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from gsvo.lib.listing import holds_word, place_by_words
from gsvo.lib.paging import by_keys, few
from gsvo.lib.text import search_words
from requests.workflow import State, WaitingOn

PLACE_OF_STATE = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(State)), output_field=IntegerField()
)
_people: list[Any] = []


def place_of_waiting_on(own: Sequence[int] = ()) -> Case:
    """Return an expression to sort by the words for who has to act; `own`: offices that read "Sie" there."""
    mine = Q(waiting_on=WaitingOn.OFFICE, office__in=own)
    named = [(Q(waiting_on=party), "" if party == WaitingOn.NO_ONE else party.label) for party in WaitingOn]
    return place_by_words([(mine, _("Sie")), *named])


def register_people(find: Any) -> None:
    """Register `find(ways)` of a higher app: a query for the keys of requests in which a person of that name
    takes part.

    `ways`: the spellings of one word, folded; see `gsvo.lib.text.search_words`.
    """
    _people.append(find)


def search(
    requests: QuerySet[Any], text: str, *, columns: Sequence[str] = (), people: Sequence[Any] = ()
) -> QuerySet[Any]:
    """Return the requests that have each word in their own text, in `columns`, or as a person's name.

    `people`: functions as in `register_people`, for readers who may know more people than others.
    """
    found = requests
    for ways in search_words(text):
        somewhere = holds_word(requests.model, ways, "search_text", *columns)
        for find in (*_people, *people):
            somewhere |= Q(pk__in=few(find(ways)))
        found = found.filter(somewhere)
    return by_keys(found, among=requests) if text.strip() else requests
