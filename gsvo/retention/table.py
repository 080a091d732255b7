"""The table in docs/data-protection.md: what is kept where, why, and how long. `purge` does what it says."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

PATH = settings.BASE_DIR / "docs" / "data-protection.md"
_MODEL = re.compile(r"`(\w+\.\w+)`: ([^;]+)")
_TICKED = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Kind:
    """One row: `fields` is {model's label: names}, `setting` the name of the term in days."""

    name: str
    fields: dict
    setting: str
    term_in_words: str

    @property
    def days(self):
        return getattr(settings, self.setting)


@cache
def kinds():
    """{name: Kind} of what purge deletes, in the order of the table."""
    found = {}
    for cells in _rows("## What is deleted when"):
        name = _TICKED.search(cells[0])[1]
        same = re.match(r"as `([\w-]+)`", cells[1])
        fields = found[same[1]].fields if same else _fields(cells[1])
        found[name] = Kind(name, fields, _TICKED.search(cells[4])[1], cells[4])
    return found


@cache
def impersonal():
    """{model's label: names} of the text fields that hold nothing about a person."""
    found = {}
    for cells in _rows("## What is not about persons"):
        for label, names in _fields(cells[0]).items():
            found[label] = found.get(label, ()) + names
    return found


def _rows(heading):
    section = PATH.read_text(encoding="utf-8").partition(heading + "\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _fields(cell):
    return {label: tuple(names.replace(",", " ").split()) for label, names in _MODEL.findall(cell)}
