"""Folded columns of rows that no model saves."""

from functools import cache

from gsvo.lib import text
from gsvo.lib.search_fields import SearchField, folded_fields

_fold, _collapse = cache(text.fold), cache(text.collapse)  # of single words: copies share nearly all


@cache
def names_of(model):
    return [column.attname for column in model._meta.concrete_fields]


def fold(model, fields):
    """Fill the folded columns of {column: value} from the others, as the model does when it saves."""
    instance = _blank(model)
    for column in folded_fields(model):
        for source in column.sources:
            name = source.partition("__")[0]
            target = model._meta.get_field(name)
            value = fields[target.attname]
            setattr(instance, name, _records(target.related_model)[value] if target.is_relation else value)
        fields[column.attname] = _made(column, instance)
    return fields


def _made(column, instance):
    """Return what the column makes of its texts, word by word. tests/bench/test_seed.py compares."""
    words = [_fold(word) for part in column.texts(instance) for word in part.split()]
    folded = " ".join(filter(None, words))
    if not isinstance(column, SearchField):
        return folded[: column.max_length]
    others = dict.fromkeys(word for word in folded.split() if _collapse(word) != word)
    return " ".join([folded, *map(_collapse, others)]).strip()


@cache
def _blank(model):
    """Return the one record into which a row's texts are put to be folded."""
    return model()


@cache
def _records(model):
    """Return all rows at once: while others are written, nobody can ask for one more."""
    return model._base_manager.in_bulk()
