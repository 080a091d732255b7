"""Report what is stored about one person, found by an e-mail address (Art. 15 GDPR).

An app that registers rules for its records in `retention.py` says there as well how a person's rows are
found. Which columns are personal stands in table.py. A test asks that each of them is either told from here
or named by `unreported_fields` with a reason.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import CharField, FileField, Q
from django.db.models.functions import Cast
from django.utils import timezone

from gsvo.lib.search_fields import folded_fields
from gsvo.lib.text import normalize_email
from gsvo.retention.rules import ERASED_TEXT
from gsvo.retention.table import KINDS

CHECK = "ein Prüfwert ohne Angaben zur Person"
FOLDED = "für Suche und Reihenfolge vereinfacht, was aus anderen Feldern ausgegeben ist"
UNDO = "die Kette vor ihrer letzten Änderung, bis zur nächsten"
UNREPORTED = {
    ("sessions.Session", "session_data"): "verschlüsselt; liegt nur für die Dauer einer Anmeldung",
    ("accounts.LoginSession", "fits"): CHECK,
    ("mfa.Authenticator", "data"): "ein Geheimnis, das nur die Anmeldung prüft",
    ("account.EmailConfirmation", "key"): CHECK,
    (
        "unsent_forms.UnsentForm",
        "content",
    ): "verschlüsselt, für Tage; die Person findet es im Formular wieder",
    ("advisors.PoolImport", "rows"): "liegt höchstens einen Tag, bis jemand es bestätigt oder verwirft",
    ("chains.UndoableChange", "content"): UNDO,
    ("chains.UndoableChange", "what"): UNDO,
    ("status.AnsweredForm", "key"): CHECK,
    ("status.AnsweredForm", "location"): "die Adresse einer Seite ohne Angaben zur Person",
}
# Told in confidence: a report to somebody else must not say that they are named there (Art. 15 (4) GDPR).
CONFIDENTIAL = ("advisors.Concern", "advisors.ConcernStep")
NAMES = ("name", "contact_name", "deputy_name", "to_name", "former_name")


@dataclass(frozen=True)
class Source:
    """Rows of one model about a person: `find(address)` returns them, `fields` are reported of each.

    `show(row, field)` gives the value where it is not simply the column's.
    """

    label: str
    find: Callable
    named: tuple
    show: Callable | None = None

    @property
    def fields(self):
        return self.named or tuple(
            name for name in personal_fields()[self.label] if (self.label, name) not in unreported_fields()
        )


_sources = []


def register_source(label, find, fields=(), show=None):
    """Register how a person's rows of a model are found. Without `fields`: all that the table names."""
    _sources.append(Source(label, find, tuple(fields), show))


def personal_fields():
    """Return {model's label: fields} that are personal by the retention table."""
    found = {}
    for kind in KINDS.values():
        for label, names in kind.fields.items():
            found[label] = found.get(label, ()) + tuple(n for n in names if n not in found.get(label, ()))
    return found


@cache
def unreported_fields():
    """Return {(model's label, field): reason} of personal columns that are left out of reports."""
    folded = {
        (label, field.name): FOLDED
        for label, names in personal_fields().items()
        for field in folded_fields(apps.get_model(label))
        if field.name in names
    }
    return UNREPORTED | folded


def reported_fields():
    """Return {(model's label, field)} that some source reports."""
    return {(source.label, field) for source in _sources for field in source.fields}


def report(address):
    """Return everything stored about the owner of an address, as plain values."""
    address = normalize_email(address, strict=False)
    records, seen, names = [], set(), set()
    for source in _sources:
        for row in source.find(address):
            told = _values(source, row)
            seen.update((source.label, str(row.pk), field) for field in source.fields)
            names.update(told[field] for field in NAMES if field in source.fields and told.get(field))
            records.append(_record(row, told))
    return {
        "address": address,
        "at": timezone.now().isoformat(timespec="seconds"),
        "records": [record for record in records if record["values"]],
        "mentions": _mentions(address, names, seen),
        "not_told": [f"{label}.{field}: {why}" for (label, field), why in unreported_fields().items()],
    }


def _values(source, row):
    values = {}
    for field in source.fields:
        value = source.show(row, field) if source.show else getattr(row, field)
        if value not in (None, "", {}, []):
            values[field] = value if isinstance(value, dict | list | int) else str(value)
    return values


def _record(row, values):
    meta = row._meta
    return {
        "model": meta.label,
        "what": str(meta.verbose_name),
        "record": str(row.pk),
        "values": {name: values[name] for name in values},
        "labels": {name: str(meta.get_field(name).verbose_name) for name in values},
    }


def _mentions(address, names, seen):
    """Yield the places where address or full name stand in other people's texts, without those texts."""
    words = [address, *(name for name in sorted(names) if " " in name and name != ERASED_TEXT)]
    found = []
    for label, fields in personal_fields().items():
        if label in CONFIDENTIAL:
            continue
        model = apps.get_model(label)
        for name in fields:
            field = model._meta.get_field(name)
            if isinstance(field, FileField) or (label, name) in unreported_fields():
                continue
            rows = model._base_manager.annotate(as_text=Cast(name, CharField()))
            for word in words:
                hits = rows.filter(Q(as_text__icontains=word) | Q(as_text__icontains=_escaped(word)))
                for key in hits.values_list("pk", flat=True):
                    if (label, str(key), name) not in seen:
                        found.append({"model": label, "record": str(key), "field": name, "found": word})
    return found


def _escaped(word):
    """Return a text as JSON columns hold it where the database stores JSON as text."""
    return json.dumps(word)[1:-1]


def as_text(found):
    """Return the report as text, line by line."""
    lines = [f"Gespeicherte Daten zu {found['address']}", f"Stand: {found['at']}", ""]
    for record in found["records"]:
        lines.append(f"{record['what']} ({record['model']} {record['record']})")
        for name, value in record["values"].items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            lines.append(f"  {record['labels'][name]}: {text}")
        lines.append("")
    if not found["records"]:
        lines += ["Zu dieser Adresse sind keine Angaben gespeichert.", ""]
    if found["mentions"]:
        lines.append("Name oder Adresse stehen außerdem in Texten anderer:")
        lines += [
            f"  {row['model']} {row['record']}, {row['field']}: {row['found']}" for row in found["mentions"]
        ]
        lines.append("")
    lines.append("Nicht ausgegeben:")
    lines += [f"  {line}" for line in found["not_told"]]
    lines.append("Vor der Weitergabe prüfen, ob Texte auch andere Personen betreffen (Art. 15 Abs. 4 DSGVO).")
    return "\n".join(lines) + "\n"
