"""Rules: which records of a kind are due, and which rows belong to them.

An app registers its kinds in its `retention.py`; a higher app extends a kind by what its own tables hold.
Which fields go, and when, stands in table.py only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast, Concat

from gsvo.retention.table import KINDS

ERASED_TEXT = "[entfernt]"
ERASED_EMAIL = "entfernt@geloescht.invalid"  # where a column must hold an address
ERASED_DOMAIN = "@geloescht.invalid"

_rules = {}
sweeps = {}  # {kind: function that tidies up what no record names, and returns how much}


@dataclass
class Rule:
    """How to delete one kind. `due(before)` returns the records whose term began before a moment and that are
    not erased yet.

    `reach`: {model's label: lookup from its rows to the record}, "pk" for the record itself; their fields
    are overwritten. `gone`: the same for rows that are deleted. `hooks`: functions (records) for what no
    update can do, run first. `named_by`: the field by which the protocol names a record; None counts only.
    `created`: for a name that is given out again after a restore, the field that tells old from new.
    """

    kind: str
    model: type
    due: Callable
    reach: dict = field(default_factory=dict)
    gone: dict = field(default_factory=dict)
    hooks: list = field(default_factory=list)
    named_by: str | None = "oid"
    created: str | None = None

    @property
    def fields(self):
        return KINDS[self.kind].fields

    @property
    def term(self):
        return KINDS[self.kind].term


def register(rule):
    _rules[rule.kind] = rule


def extend(kind, *, reach=None, hooks=()):
    """Add to a kind what a higher app stores about its records."""
    _rules[kind].reach.update(reach or {})
    _rules[kind].hooks.extend(hooks)


def all_rules():
    """Return the rules in the order of the table. A row without a rule is an error, and so is the reverse."""
    if lost := _rules.keys() - KINDS.keys():
        raise LookupError(f"No term in gsvo/retention/table.py: {', '.join(sorted(lost))}")
    return [_rules[kind] for kind in KINDS]


def erase(rule, records):
    """Overwrite and delete whatever the table names for these records. Again is no harm."""
    for function in rule.hooks:
        function(records)
    fields = rule.fields
    for label, lookup in rule.reach.items():
        redact(_rows(label, lookup, records), fields[label])
    for label, lookup in rule.gone.items():
        _rows(label, lookup, records).delete()


def _rows(label, lookup, records):
    keys = [record.pk for record in records]
    return apps.get_model(label)._base_manager.filter(**{f"{lookup}__in": keys})


def redact(rows, names):
    """Put the marker where something stands; what was empty stays empty, so that one sees that it was."""
    fields = [rows.model._meta.get_field(name) for name in names]
    structured = [field.name for field in fields if isinstance(field, models.JSONField)]
    rows.update(**{field.name: _instead(field) for field in fields if field.name not in structured})
    for row in rows.only("pk", *structured) if structured else ():
        values = {name: scrub(getattr(row, name)) for name in structured}
        rows.model._base_manager.filter(pk=row.pk).update(**values)


def redact_as(kind, rows):
    """Redact rows of one model as the table says for a kind, before their own term is over."""
    redact(rows, KINDS[kind].fields[rows.model._meta.label])


def _instead(field):
    if isinstance(field, models.FileField):
        return ""
    if isinstance(field, models.EmailField):
        if field.unique:
            return Concat(Value("entfernt-"), Cast("pk", CharField()), Value(ERASED_DOMAIN))
        return "" if field.blank else ERASED_EMAIL
    kept = When(**{field.name: ""}, then=Value(""))
    return Case(kept, default=Value(ERASED_TEXT), output_field=CharField())


# In events and answers these hold a day, a figure or a choice out of a list; the timeline needs them.
PLAIN = frozenset({
    "answer", "answer_by", "clarify_by", "decline_reason", "done_on", "moved_from", "outcome", "owed",
    "until",
})  # fmt: skip


def scrub(value, key=None):
    """Return a structure with its keys, numbers and choices, and the marker in place of every text."""
    if isinstance(value, dict):
        return {name: scrub(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [scrub(inner, key) for inner in value]
    return ERASED_TEXT if isinstance(value, str) and value and key not in PLAIN else value
