"""A world in which every word that a person may have written is hostile."""

import functools

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models

from advisors.models import Advisor
from tests.input.hostile import ADDRESS, TEXTS

OURS = {"gsvo", "requests", "advisors", "chains"}
MACHINES = {  # names of columns that the programme itself fills
    "act", "address", "content_type", "creation_key", "district_government", "html", "key", "kind",
    "language", "link_marker", "matter", "message_id", "nonce", "number", "oid", "password", "plate",
    "purpose", "search_text", "secret", "sha256",
}  # fmt: skip
WIDE = ["W" * 300]  # words that no line can break
STRUCTURES = {
    "requests.Event": "data",
    "requests.SupportRequest": "answers_before",
    "requests.MandateVersion": "sections",
    "requests.Statement": "remarks",
}
CHOSEN = {"field", "answer", "answer_by", "clarify_by", "decline_reason", "outcome", "until"}


class Poison:
    """`texts`: mark → text. Each text ends with a mark of its own, by which it is found again.

    `columns`: mark → "Model.field" in which it stands; `rows`: mark → the record.
    """

    row = None  # the record that is being overwritten

    def __init__(self, source=TEXTS):
        self.texts, self.columns, self.rows, self.source = {}, {}, {}, source
        self.number = 10_000 if source is WIDE else 0

    def text(self, length=None, column=""):
        """The next text that fits into `length` characters and that every database takes."""
        while True:
            self.number += 1
            mark, text = f"qz{self.number}zq", self.source[self.number % len(self.source)]
            if self.source is WIDE:
                text = text[: (length or 300) - len(mark)]
            if "\0" not in text and len(text) < 5000 and len(text) + len(mark) <= (length or 5000):
                self.texts[mark], self.columns[mark], self.rows[mark] = text + mark, column, self.row
                return text + mark

    def address(self):
        """An address that validators take, and markup at the same time."""
        self.number += 1
        return ADDRESS.replace("alert(5)", f"alert({self.number})")

    def value(self, field):
        if isinstance(field, models.EmailField):
            return self.address()
        return self.text(field.max_length, f"{field.model.__name__}.{field.name}")

    def structure(self, value, column):
        """The same of what is kept as a structure: its keys stay."""
        if isinstance(value, dict):
            return {
                key: inner if key in CHOSEN else self.structure(inner, column) for key, inner in value.items()
            }
        if isinstance(value, list):
            return [self.structure(inner, column) for inner in value]
        return self.text(None, column) if isinstance(value, str) else value


@functools.cache
def columns():
    """{model: fields} of everything that people write."""
    ours = [model for model in apps.get_models() if model.__module__.partition(".")[0] in OURS]
    return {
        model: [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and field.name not in MACHINES
        ]
        for model in ours
    }


def poison_everything(source=TEXTS):
    """Overwrite the whole database, what is empty included. Returns the Poison."""
    poison = Poison(source)
    for model, fields in columns().items():
        for row in model._base_manager.only("pk") if fields else ():
            poison.row = row
            values = {field.name: poison.value(field) for field in fields}
            model._base_manager.filter(pk=row.pk).update(**values)
    for label, name in STRUCTURES.items():
        model = apps.get_model(label)
        for row in model._base_manager.all():
            poison.row = row
            value = poison.structure(getattr(row, name), label)
            model._base_manager.filter(pk=row.pk).update(**{name: value})
    poison.row = None
    for entry in LogEntry.objects.all():
        LogEntry.objects.filter(pk=entry.pk).update(
            object_repr=poison.text(200), change_message=poison.text()
        )
    for advisor in Advisor.objects.all():
        advisor.save()  # what the pool is searched by
    return poison
