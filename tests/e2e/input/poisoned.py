"""A world in which every word that a person may have written is hostile.

Every column carries all that is dangerous at once, and one of the special texts besides where both fit.
"""

import functools

from django.apps import apps
from django.db import models

from advisors.models import Advisor
from gsvo.accounts.models import User
from requests.timeline import DATES
from tests.e2e.input.hostile_texts import ADDRESS, ALL_AT_ONCE, TEXTS

OURS = {"gsvo", "requests", "advisors", "chains"}
MACHINES = {  # names of columns that the programme itself fills
    "act", "address", "calendar", "calendar_method", "calendar_uid",
    "content_type", "creation_key", "district_government", "fingerprint", "html", "key", "kind",
    "fits", "language", "lineage",
    "link_marker", "matter", "message_id", "nonce", "number", "oid", "password", "plate",
    "purpose", "search_text", "secret", "section", "sha256", "sort_name", "source",
}  # fmt: skip
WIDE = ["W" * 300]  # words that no line can break
STRUCTURES = {
    "mfa.Authenticator": "data",
    "requests.Event": "data",
    "requests.SupportRequest": "answers_before",
    "requests.MandateVersion": "sections",
    "requests.Statement": "remarks",
    "advisors.ProfileChange": "changes",
    "advisors.PoolImport": "rows",
    "chains.PartConfirmation": "part",
    "chains.PublishedChain": "content",
    "chains.UndoableChange": "content",
}
KEYS_ONLY = {("requests.MandateVersion", "unchecked")}  # a list of keys, no words
# Keys in them under which the programme puts words of its own.
CHOSEN = {
    *DATES, "field", "answer", "decline_reason", "outcome", "secret", "migrated_codes",
    "used_mask", "seed", "credential", "rule", "ending", "committee_rule", "came_by",
    "schema", "id", "roles", "status", "anchor_day", "receiver_steps", "feedback_to",
}  # fmt: skip
# Text of packages' models in which no person's words are.
OF_PACKAGES = {
    "account.EmailAddress.email", "account.EmailConfirmation.key", "admin.LogEntry.object_id",
    "auth.Group.name", "auth.Permission.codename", "auth.Permission.name",
    "contenttypes.ContentType.app_label",
    "contenttypes.ContentType.model", "mfa.Authenticator.type", "sessions.Session.session_data",
    "sessions.Session.session_key",
}  # fmt: skip
OVERWRITTEN_TOO = {"admin.LogEntry": ["object_repr", "change_message"]}


class Poison:
    """`texts`: mark → text. Each text ends with a mark of its own, by which it is found again.

    `columns`: mark → "Model.field" in which it stands; `rows`: mark → the record.
    """

    row = None  # the record that is being overwritten

    def __init__(self, source=TEXTS):
        self.texts, self.columns, self.rows, self.source = {}, {}, {}, source
        self.number = 10_000 if source is WIDE else 0
        self.always = ALL_AT_ONCE if source is TEXTS else ""

    def text(self, length=None, column=""):
        """The next text that fits into `length` characters and that every database takes."""
        self.number += 1
        mark = f"qz{self.number}zq"
        text = self._begin((length or 5000) - len(mark)) + mark
        self.texts[mark], self.columns[mark], self.rows[mark] = text, column, self.row
        return text

    def _begin(self, room):
        special = self.source[self.number % len(self.source)]
        if self.source is WIDE:
            return special[:room]
        fits = "\0" not in special and len(self.always + special) <= room
        return self.always + (special if fits else "")

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


# Texts that the database takes in some rows only.
ONLY_IN = {"advisors.TimeEntry.signed_reason": lambda row: row.is_signed}


def may_stand(field, row):
    """Return whether the database takes a text of ours in a column of this row."""
    return ONLY_IN.get(str(field), lambda _row: True)(row)


def poison_everything(source=TEXTS):
    """Overwrite the whole database, what is empty included. Returns the Poison."""
    poison = Poison(source)
    for model, fields in columns().items():
        for row in model._base_manager.only("pk") if fields else ():
            poison.row = row
            row.refresh_from_db()
            values = {field.name: poison.value(field) for field in fields if may_stand(field, row)}
            model._base_manager.filter(pk=row.pk).update(**values)
    for label, name in STRUCTURES.items():
        model = apps.get_model(label)
        for row in model._base_manager.all():
            poison.row = row
            value = poison.structure(getattr(row, name), label)
            model._base_manager.filter(pk=row.pk).update(**{name: value})
    poison.row = None
    for label, names in OVERWRITTEN_TOO.items():
        model = apps.get_model(label)
        for row in model._base_manager.all():
            fields = (model._meta.get_field(name) for name in names)
            values = {field.name: poison.text(field.max_length) for field in fields}
            model._base_manager.filter(pk=row.pk).update(**values)
    for advisor in Advisor.objects.all():
        User.objects.filter(pk=advisor.user_id).update(email=advisor.email)  # one address for both
        advisor.save()  # what the pool is searched by
    return poison
