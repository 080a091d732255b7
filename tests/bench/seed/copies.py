"""Copies of the prototypes' rows: other keys, people, places, days, words; all else as the acts wrote it."""

import datetime as dt
from functools import cache
from random import Random

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Max

from advisors.models import Advisor
from gsvo.accounts.models import User
from gsvo.offices.models import CommitteeMember, Office
from gsvo.outbox.models import OutgoingMail
from requests.models import FundingPeriod, SupportRequest
from tests.bench.seed import mails, words
from tests.bench.seed.cases import first_keys
from tests.bench.seed.folding import fold, names_of
from tests.bench.seed.loading import encode
from tests.bench.seed.prototypes import generic_pointers


class Copier:
    """Make the rows of all cases, table by table."""

    def __init__(self, prototypes, cases, advisors):
        self._cases, self._advisors = cases, advisors
        self._demo = cases[0].place  # its keys are the demo's people and names, as those of every place
        self.models = list(dict.fromkeys(model for prototype in prototypes for model in prototype.rows))
        self._keys = {
            model: first_keys(cases, cache(_counter(model)), _last_key(model)) for model in self.models
        }

    def rows(self, model):
        """Yield the rows of one table, each a list of encoded values in the order of its columns."""
        finish = self._finisher(model)
        kinds = {case.kind for case in self._cases}
        plans = {kind: self._plans(model, kind, is_raw=finish is not None) for kind in kinds}
        for case in self._cases:
            for values, changes in plans[case.kind]:
                row = values.copy()
                for column, change in changes:
                    row[column] = change(case)
                yield row if finish is None else [encode(value) for value in finish(model, case, row)]

    def _finisher(self, model):
        """Return what gives a row of this table words of its own, or None."""
        if model is OutgoingMail:
            return mails.Finish(sum(map(cache(_counter(model)), (case.kind for case in self._cases))))
        return _finish_request if model is SupportRequest else None

    def _plans(self, model, kind, *, is_raw):
        """Return (values, [(column, what makes its value for a case)]) for each row of a kind of case."""
        coded = (lambda value: value) if is_raw else encode
        found = []
        for place, stored in enumerate(_rows_of(kind, model)):
            changes = [
                (number, change)
                for number, column in enumerate(model._meta.concrete_fields)
                if (change := self._change(kind[0], model, column, place, stored, coded))
            ]
            found.append(([coded(value) for value in stored.values()], changes))
        return found

    def _change(self, prototype, model, column, place, stored, coded):
        value = stored[column.attname]
        if column.primary_key:
            return self._own(model, place)
        if value is None:
            return None
        if target := _target(model, column, stored):
            return self._pointer(prototype, target, value)
        if column.name == "fingerprint" and value:  # unique where there is one
            return lambda case: f"{case.number:032x}{place:032x}"
        if column.unique:
            return _fresh(column)
        if isinstance(value, dt.date):
            return lambda case: coded(value + case.shift)
        if isinstance(column, models.CharField) and value in self._demo.names:
            return lambda case: case.place.names[value]
        return None

    def _own(self, model, place):
        keys = self._keys[model]
        return lambda case: keys[case.number] + place

    def _pointer(self, prototype, target, value):
        """Return what makes the key of the row that a copy points to; None where all point to the same."""
        if value in prototype.rows.get(target, ()):
            return self._own(target, list(prototype.rows[target]).index(value))
        if target is Office:
            here = next(iter(prototype.rows[SupportRequest].values()))["office_id"]
            return lambda case: (case.place if value == here else case.neighbour).office.pk
        if target is Advisor:
            place, pool = self._advisors.index(value), self._advisors
            return lambda case: pool[(place + case.number * 7) % len(pool)]
        if target is User and value not in self._demo.users:  # staff
            return None
        return {
            User: lambda case: case.place.users[value],
            CommitteeMember: lambda case: case.place.members[value],
            FundingPeriod: lambda case: case.period,
        }.get(target)


def _rows_of(kind, model):
    """Return the stored rows of one table that a kind of case has: (its prototype, whether it has mails)."""
    prototype, has_mails = kind
    rows = list(prototype.rows.get(model, {}).values())
    return mails.of_case(rows, has_mails) if model is OutgoingMail else rows


def _counter(model):
    return lambda kind: len(_rows_of(kind, model))


def _last_key(model):
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _target(model, column, stored):
    """Return the model that a column points to, or None."""
    for _model, pointer in generic_pointers(model):
        if column.name == pointer.fk_field:
            kind = stored[model._meta.get_field(pointer.ct_field).attname]
            return ContentType.objects.get_for_id(kind).model_class()
    return column.related_model if column.is_relation else None


def _fresh(column):
    """Return what makes a value that no other row has."""
    if column.has_default():
        return lambda _case: column.get_default()
    if column.name == "number":
        return lambda case: case.request_number
    return lambda case: f"bench {case.number}"  # the key of a form that was sent once


def _finish_request(model, case, row):
    """Give a request its own words, and fold them."""
    fields = dict(zip(names_of(model), row, strict=True))
    words.vary(fields, Random(case.number), case.is_rare)
    return fold(model, fields).values()
