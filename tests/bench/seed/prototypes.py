"""The demo's cases as rows to copy: each request with all that hangs on it.

The cases are played by the portal's own acts, and what belongs to one is found by the models' relations. So
a copy has the shape that the acts give today, and a new model or field is copied without a word here.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType

from gsvo.accounts.models import User
from gsvo.outbox.models import FirstNotice
from requests.models import SupportRequest

LEFT_OUT = {FirstNotice}  # one for each address: a copy would tell the same address of the same source


@dataclass(eq=False)
class Prototype:
    """`rows`: {model: {primary key: {column: value}}}, the request's own first."""

    state: str
    rows: dict = field(default_factory=dict)


def play():
    """Make the demo's people and cases; every mail has been sent."""
    from gsvo.demo import chapters

    chapters.make_people()
    chapters.play_cases()


def read():
    """Return the prototypes in the order in which their cases were made."""
    return [_prototype(row) for row in SupportRequest.objects.order_by("pk")]


def _prototype(support_request):
    keys = _belongings(support_request.pk)
    return Prototype(support_request.state, {model: _rows(model, keys[model]) for model in keys})


def _rows(model, keys):
    names = [column.attname for column in model._meta.concrete_fields]
    found = model._base_manager.filter(pk__in=keys).order_by("pk").values_list(*names)
    return {row[names.index(model._meta.pk.attname)]: dict(zip(names, row, strict=True)) for row in found}


def _belongings(request_key):
    """Return {model: primary keys} of all rows that point to a request, directly or through others."""
    keys, todo = defaultdict(set), [(SupportRequest, {request_key})]
    while todo:
        model, fresh = todo.pop()
        fresh -= keys[model]
        if fresh and model not in LEFT_OUT:
            keys[model] |= fresh
            todo += [*_pointing(model, fresh), *_its_own(model, fresh)]
    return {model: found for model, found in keys.items() if found}


def _pointing(model, keys):
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
            yield relation.related_model, set(rows.values_list("pk", flat=True))
    kind = ContentType.objects.get_for_model(model)
    for other, pointer in generic_pointers():
        at_us = {pointer.ct_field: kind, f"{pointer.fk_field}__in": keys}
        yield other, set(other._base_manager.filter(**at_us).values_list("pk", flat=True))


def _its_own(model, keys):
    """Yield the rows that nobody else may point to: the file of a paper belongs to it."""
    for column in model._meta.concrete_fields:
        if column.one_to_one and column.related_model not in (SupportRequest, User):
            rows = model._base_manager.filter(pk__in=keys).exclude(**{column.name: None})
            yield column.related_model, set(rows.values_list(column.attname, flat=True))


def generic_pointers(*models):
    """Yield (model, field) for each field that can point to a row of any model."""
    for model in models or apps.get_models():
        for pointer in model._meta.private_fields:
            if isinstance(pointer, GenericForeignKey):
                yield model, pointer
