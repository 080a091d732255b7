"""Search and sort lists, and find the way back to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.urls import reverse

from gsvo.lib.paging import few
from gsvo.lib.text import fold, search_words

Rows = TypeVar("Rows", bound=QuerySet[Any])


def search_filter(queryset: Rows, text: str, *columns: str) -> Rows:
    """Keep the rows that have each word of a search in one of their folded columns (see
    gsvo/lib/search_fields.py).
    """
    columns = columns or ("search_text",)
    return queryset.filter(*(holds_word(queryset.model, ways, *columns) for ways in search_words(text)))


def holds_word(model: type[Model], ways: Sequence[str], *columns: str) -> Q:
    """Return the condition that one of the folded columns holds one of the spellings of a word.

    A column of another table is asked first, for its keys: joined by an OR, no index would help.
    """
    somewhere = Q()
    for column in columns:
        relation, _, name = column.rpartition(LOOKUP_SEP)
        here = Q(*((f"{name}__contains", way) for way in ways), _connector=Q.OR)
        if relation:
            related: Any = model._meta.get_field(relation).related_model
            here = Q((f"{relation}__in", few(related.objects.filter(here).values_list("pk", flat=True))))
        somewhere |= here
    return somewhere


@dataclass(frozen=True)
class Column:
    """A column's head. `key` is the name in `?sort=`; without `order` it cannot be sorted by."""

    label: str
    key: str = ""
    order: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Head:
    """A column's head for the template: where a click leads, and how the list is sorted now."""

    label: str
    next_sort: str = ""
    aria_sort: str = ""


def sort(
    request: HttpRequest, queryset: Rows, columns: Sequence[Column], *, default: str
) -> tuple[Rows, list[Head]]:
    """Sort as `?sort=key` or `?sort=-key` says. Returns (queryset, heads); ties are broken by the newest."""
    known = {column.key: column for column in columns if column.order}
    asked = request.GET.get("sort", default)
    if asked.removeprefix("-") not in known:
        asked = default
    key, is_down = asked.removeprefix("-"), asked.startswith("-")
    order = [_ordered(queryset.model, part, is_down) for part in known[key].order]
    heads = [_head(column, key, is_down) for column in columns]
    return queryset.order_by(*order, "-pk"), heads


def place_by_words(rows: Sequence[tuple[Q, Any]]) -> Case:
    """Return an expression to sort by the words shown for the first of these conditions that holds.

    `rows`: (condition, words in the reader's language); where no words are shown the cell is empty.
    """
    words = sorted({fold(str(shown)) for _condition, shown in rows if shown})
    places = {word: Value(place) for place, word in enumerate(words)}
    whens = [When(condition, then=places.get(fold(str(shown)))) for condition, shown in rows]
    return Case(*whens, output_field=IntegerField())


def _head(column: Column, key: str, is_down: bool) -> Head:
    if not column.order:
        return Head(column.label)
    if column.key != key:
        return Head(column.label, column.key)
    return Head(
        column.label, column.key if is_down else f"-{column.key}", "descending" if is_down else "ascending"
    )


def _ordered(model: type[Model], part: Any, is_down: bool) -> Any:
    """Return a part of an order. What is empty comes last in both directions: nobody looks for that."""
    if hasattr(part, "desc"):
        return part.desc(nulls_last=True) if is_down else part.asc(nulls_last=True)
    name, descends = part.removeprefix("-"), part.startswith("-") != is_down
    if is_nullable(model, name):
        column = F(name)
        return column.desc(nulls_last=True) if descends else column.asc(nulls_last=True)
    return f"-{name}" if descends else name


def is_nullable(model: type[Model], name: str) -> bool:
    """Return whether the model's own column of this name may be empty."""
    return any(field.name == name and field.null for field in model._meta.local_concrete_fields)


# --- the way back to a list as it was ------------------------------------------------------------------
LISTS = "lists"  # in the session: {name of a list's address: its query}
LONGEST_QUERY = 500


def remember(request: HttpRequest, name: str) -> None:
    """Keep the filter, order and page of a list, so that the way back leads to what was seen."""
    kept, query = request.session.get(LISTS, {}), request.GET.urlencode()
    query = query if len(query) <= LONGEST_QUERY else ""
    if kept.get(name, "") != query:
        request.session[LISTS] = {**kept, name: query}


def way_back(request: HttpRequest, name: str) -> str:
    """Return the address of a list as it was seen last."""
    session = getattr(request, "session", {})  # missing if the request failed early
    query = session.get(LISTS, {}).get(name, "")
    return reverse(name) + (f"?{query}" if query else "")
