"""Columns with a row's texts folded, for searching and sorting alike on every database.

They are written whenever their sources are: by `save`, `bulk_create`, `update` and `bulk_update` of the
models below. Where sources stand in other tables, a receiver of `refolded` follows (requests/receivers.py).
For all rows at once, when folding itself has changed, there is `manage.py rebuild_search`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.db import models, transaction
from django.dispatch import Signal

from gsvo.lib import listing
from gsvo.lib.text import fold, searchable

BATCH = 200
refolded = Signal()  # sender: the model; keys: of the rows whose folded columns were written anew


class _Folded(models.Field):
    """A column made from other fields. `sources`: lookups from the row, e.g. "name", "topics__name"."""

    def __init__(self, *args: Any, sources: Iterable[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(*args, **{"default": "", "editable": False, **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = self.made_from(instance)
        setattr(instance, self.attname, value)
        return value

    def made_from(self, instance: models.Model) -> str:
        raise NotImplementedError

    def texts(self, instance: models.Model) -> list[str]:
        return [text for source in self.sources for text in _follow(instance, source.split("__"))]


class SearchField(_Folded, models.TextField):
    """The folded words that a search looks into (`gsvo.lib.listing.search_filter`)."""

    def made_from(self, instance: models.Model) -> str:
        return searchable(*self.texts(instance))


class SortField(_Folded, models.CharField):
    """The folded text that lists sort by: ä as a, ß as ss (DIN 5007-1)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 200, **kwargs})

    def made_from(self, instance: models.Model) -> str:
        return fold(" ".join(self.texts(instance)))[: self.max_length]


class FoldedQuerySet(models.QuerySet):
    def search(self, text: str) -> Self:
        """Return rows that have each word of a search."""
        return listing.search_filter(self, text)

    def update(self, **changes: Any) -> int:
        if not folded_fields(self.model, changes):
            return super().update(**changes)
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))  # the filter may fit no more afterwards
            count = super().update(**changes)
            refold(self.model, keys)
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates


class FoldedModel(models.Model):
    """Base of models with folded columns, first of their bases. QuerySets derive from FoldedQuerySet."""

    objects = FoldedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # retention and Django itself write by the base manager

    def save(self, *args: Any, **kwargs: Any) -> None:
        changes = kwargs.get("update_fields")
        written = folded_fields(type(self), changes)
        if changes is not None and written:
            kwargs["update_fields"] = {*changes, *(field.name for field in written)}
        super().save(*args, **kwargs)
        if written:
            refolded.send(sender=type(self), keys=[self.pk])


def folded_fields(model: type[models.Model], changes: Iterable[str] | None = None) -> list[_Folded]:
    """Return the folded columns of a model; with `changes`, those that depend on one of these fields."""
    found: list[_Folded] = [field for field in model._meta.local_fields if isinstance(field, _Folded)]
    if changes is None:
        return found
    changes = {name.removesuffix("_id") for name in changes}
    return [field for field in found if changes & {source.partition("__")[0] for source in field.sources}]


def refold(model: type[models.Model], keys: Iterable[Any] | None = None) -> int:
    """Write the folded columns of some rows, or of all, as their sources say now. Return how many changed."""
    if keys is None:
        keys = model._base_manager.values_list("pk", flat=True)
    keys = sorted(keys)
    return sum(_refold(model, keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))


def _refold(model: type[models.Model], keys: Sequence[Any]) -> int:
    fields = folded_fields(model)
    changed = []
    for row in _with_sources(model, fields).filter(pk__in=keys):
        before = [getattr(row, field.attname) for field in fields]
        if before != [field.pre_save(row, False) for field in fields]:
            changed.append(row)
    if changed:
        models.QuerySet(model).bulk_update(changed, [field.name for field in fields])
        refolded.send(sender=model, keys=[row.pk for row in changed])
    return len(changed)


def _with_sources(model: type[models.Model], fields: Sequence[_Folded]) -> models.QuerySet[Any]:
    """Return rows with only what the columns are made from."""
    sources = {source for field in fields for source in field.sources}
    first = {source: model._meta.get_field(source.partition("__")[0]) for source in sources}
    many = [field.name for field in first.values() if field.many_to_many]
    one = [field.name for field in first.values() if field.many_to_one]
    names = [source for source in sources if not first[source].many_to_many]
    rows = model._base_manager.only(*names, *(field.name for field in fields))
    return rows.select_related(*one).prefetch_related(*many) if one else rows.prefetch_related(*many)


def _follow(record: Any, names: Sequence[str]) -> list[str]:
    """Return the texts at the end of a lookup; none where a relation is empty."""
    if not names:
        return [str(record)] if record not in (None, "") else []
    if isinstance(record._meta.get_field(names[0]), models.ManyToManyField):
        rows = getattr(record, names[0]).all() if record.pk else ()
        return [text for row in rows for text in _follow(row, names[1:])]
    found = getattr(record, names[0], None)
    return _follow(found, names[1:]) if found is not None else []
