"""Pages of long lists, each found by a row of the page beside it.

A page costs the same wherever it stands, and rows that come in above it move none to another page. Its
address holds a key, signed: the values by which a row is sorted. What is no key of this order, such as a
number from an old address, leads to the first page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, IntegerField, Model, Q, QuerySet, Subquery
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy
from django.http import HttpRequest

COUNTED = 1000  # rows that are counted exactly; above it is "more than"
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Page:
    """One page of a list. The keys are "" where there is no such page."""

    object_list: list[Any]
    rows: QuerySet[Any]  # of all pages
    name: str = "page"  # of the parameter that holds a key
    previous_key: str = ""
    next_key: str = ""

    counted = COUNTED

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, at most one more than COUNTED; counted where a page says it."""
        return count(self.rows) if self.previous_key or self.next_key else len(self.object_list)

    @property
    def is_counted(self) -> bool:
        return self.count <= COUNTED


def paginate(request: HttpRequest, queryset: QuerySet[Any], per_page: int = 20, name: str = "page") -> Page:
    """Return the page that the query's parameter of this name asks for, in the order of the queryset."""
    order = _order_of(queryset)
    rows = queryset.annotate(**{part.name: part.expression for part in order})
    signer = Signer(salt=f"{queryset.model._meta.label} {order}")
    side, values = _read(signer, request.GET.get(name, ""))
    found, has_previous, has_next = _rows_at(rows, order, side, values, per_page)
    return Page(
        found,
        queryset,
        name,
        _key(signer, BEFORE, order, found[0]) if has_previous else "",
        _key(signer, AFTER, order, found[-1]) if has_next else "",
    )


def count(queryset: QuerySet[Any]) -> int:
    """Return how many rows there are, at most one more than COUNTED.

    The newest are counted first: what a list is narrowed to is more often new than old.
    """
    return queryset.order_by("-pk").values("pk")[: COUNTED + 1].count()


class Counted(Subquery):
    """The same number as a value within another query, so that several are asked for at once."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(queryset.order_by().values("pk")[: COUNTED + 1])


def by_keys(found: QuerySet[Any], among: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows of a search by their keys while these can be counted exactly, else as they are sought.

    No database foretells how many rows hold a word. Sorting along an index, it would read the whole table to
    find the few. `among`: the queryset that was searched.
    """
    keys = few(found.order_by().values_list("pk", flat=True))
    return among.filter(pk__in=keys) if isinstance(keys, list) else found


def few(values: QuerySet[Any]) -> list[Any] | QuerySet[Any]:
    """Return the values of one column, read now, while these can be counted exactly; else the query for them.

    Within an OR, databases look up values along an index; for a query there they read the whole table.
    """
    found = list(values[: COUNTED + 1])
    return found if len(found) <= COUNTED else values


# --- rows ----------------------------------------------------------------------------------------------
def _rows_at(
    rows: QuerySet[Any], order: "Order", side: str, values: Sequence[Any], per_page: int
) -> tuple[list[Any], bool, bool]:
    """Return (rows of a page, whether there is one before, whether there is one after it)."""
    if side == BEFORE:
        turned = [part.turned() for part in order]
        found = _first(rows, turned, values, per_page)
        if len(found) >= per_page:  # else it is the beginning, which then has room for more
            return found[:per_page][::-1], len(found) > per_page, True
    if side == AFTER:
        found = _first(rows, order, values, per_page)
        if found:
            return found[:per_page], True, len(found) > per_page
    found = _first(rows, order, (), per_page)
    return found[:per_page], False, len(found) > per_page


def _first(rows: QuerySet[Any], order: "Order", values: Sequence[Any], per_page: int) -> list[Any]:
    """Return the rows of a page and one more, behind the row with these values."""
    if values:
        fields = [rows.query.annotations[part.name].output_field for part in order]
        values = [field.to_python(value) for field, value in zip(fields, values, strict=True)]
        rows = rows.filter(_behind(order, values))
    return list(rows.order_by(*(part.order_by for part in order))[: per_page + 1])


def _behind(order: "Order", values: Sequence[Any]) -> Q:
    """Return the condition for the rows behind one in an order."""
    behind, equal = Q(), Q()
    for part, value in zip(order, values, strict=True):
        beyond = part.beyond(value)
        if beyond:
            behind |= equal & beyond
        equal &= part.equals(value)
    return order[0].bound(values[0]) & behind


# --- keys ----------------------------------------------------------------------------------------------
def _key(signer: Signer, side: str, order: "Order", row: Any) -> str:
    values = [getattr(row, part.name) for part in order]
    return signer.sign_object(
        [side, *(value.isoformat() if hasattr(value, "isoformat") else value for value in values)]
    )


def _read(signer: Signer, key: str) -> tuple[str, list[Any]]:
    """Return (side, values) of a key; ("", []) for what is none of this order."""
    try:
        side, *values = signer.unsign_object(key)
    except BadSignature:
        return "", []
    return side, values


# --- order ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Part:
    """A part of an order. `nulls`: where empty values stand, "first" or "last"; "" if there are none."""

    name: str
    expression: Any
    is_descending: bool
    nulls: str = ""

    @property
    def order_by(self) -> OrderBy:
        return OrderBy(
            F(self.name),
            descending=self.is_descending,
            nulls_first=self.nulls == "first" or None,
            nulls_last=self.nulls == "last" or None,
        )

    def turned(self) -> "Part":
        """Return the part as a list reads it backwards."""
        turned = {"first": "last", "last": "first", "": ""}
        return replace(self, is_descending=not self.is_descending, nulls=turned[self.nulls])

    def equals(self, value: Any) -> Q:
        return self._is(isnull=True) if value is None else self._is(exact=value)

    def beyond(self, value: Any) -> Q:
        """Return the condition for what stands behind a value; an empty one if nothing can."""
        if value is None:
            return self._is(isnull=False) if self.nulls == "first" else Q()
        beyond = self._is(**{"lt" if self.is_descending else "gt": value})
        return beyond | self._is(isnull=True) if self.nulls == "last" else beyond

    def bound(self, value: Any) -> Q:
        """Return what all rows behind a value fulfil and an index can begin with, if anything."""
        return Q() if self.nulls else self._is(**{"lte" if self.is_descending else "gte": value})

    def _is(self, **lookup: Any) -> Q:
        return Q(**{f"{self.name}__{name}": value for name, value in lookup.items()})


Order = Sequence[Part]


def _order_of(queryset: QuerySet[Any]) -> list[Part]:
    """Return the parts of a queryset's order; the newest row breaks ties."""
    query = queryset.query
    asked = query.order_by or (query.default_ordering and queryset.model._meta.ordering) or ()
    order = [part for one in asked for part in _parts(queryset, one)]
    if not any(part.expression == F("pk") for part in order):
        order.append(Part("", F("pk"), True))
    return [replace(part, name=f"page_key_{number}") for number, part in enumerate(order)]


def _parts(queryset: QuerySet[Any], one: Any) -> Iterator[Part]:
    if isinstance(one, OrderBy):
        nulls = "first" if one.nulls_first else "last" if one.nulls_last else ""
        yield Part("", one.expression, bool(one.descending), nulls)
    elif not isinstance(one, str):
        yield Part("", one, False)
    elif one.removeprefix("-") in queryset.query.annotations:
        yield Part("", F(one.removeprefix("-")), one.startswith("-"), "last")
    else:
        yield from _columns(queryset.model, one.removeprefix("-"), one.startswith("-"))


def _columns(model: type[Model], path: str, is_descending: bool) -> Iterator[Part]:
    """Return the columns at the end of a path; of a relation, as Django does, those of the related order.

    What is empty comes last in both directions.
    """
    fields = list(_fields(model, path))
    if fields and fields[-1].is_relation and fields[-1].name == path.rpartition(LOOKUP_SEP)[2]:
        for one in map(str, fields[-1].related_model._meta.ordering or ["pk"]):
            further = f"{path}{LOOKUP_SEP}{one.removeprefix('-')}"
            yield from _columns(model, further, one.startswith("-") != is_descending)
        return
    is_nullable = any(getattr(field, "null", True) for field in fields)
    yield Part("", F(path), is_descending, "last" if is_nullable else "")


def _fields(model: Any, path: str) -> Iterator[Any]:
    """Return the fields of a path, without "pk"."""
    for name in path.split(LOOKUP_SEP):
        if name == "pk":
            return
        field = model._meta.get_field(name)
        yield field
        model = field.related_model
