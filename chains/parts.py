"""The part of one institution in a chain: what it is asked to confirm, and what changed in it. Pure.

A part is plain JSON without words of any language and without contacts, so that it can be stored with a
question and compared later. `lines` puts it into words, `changes` says what is different in another one.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains import periods
from chains.content import ChainContent, StepContent

LEADS, TAKES_PART, RECEIVES = "lead", "participant", "receiver"
ROLES = {
    LEADS: gettext_lazy("federführend"),
    TAKES_PART: gettext_lazy("beteiligt"),
    RECEIVES: gettext_lazy("bekommt die Übergabe"),
}
# What a part says of a step; not its number, which moves when a step before it comes or goes.
SAID = (
    "title", "description", "year_offset", "window_from", "window_to", "anchor", "anchor_day", "lead",
    "participants", "result", "handover", "receivers", "form", "hands_over_names", "legal_basis",
)  # fmt: skip
Part = Mapping[str, Any]
Names = Mapping[str, str]  # what actors are called in the place


@dataclass(frozen=True)
class Line:
    """One step of a part in words. `facts`: (label, text) of all that it says."""

    number: int
    title: str
    role: str
    facts: tuple[tuple[str, str], ...]


def part_of(content: ChainContent, actor: str) -> dict[str, Any]:
    """Return all steps in which an actor leads, takes part or receives. Without any, "steps" is empty."""
    steps = [_step_of(step, actor) for step in content.steps if actor in step.actors]
    return {"school_year": content.school_year, "steps": steps}


def differs(old: Part, new: Part) -> bool:
    """Return whether two parts say different things, whatever number and order their steps have."""
    return _said(old) != _said(new)


def digest(part: Part) -> str:
    """Return a short text that differs as soon as a part says something else."""
    text = json.dumps(_said(part), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lines(part: Part, names: Names) -> list[Line]:
    """Return a part in words, step by step."""
    return [_line(step, part["school_year"], names) for step in part["steps"]]


def changes(old: Part, new: Part, names: Names) -> list[str]:
    """Return what is different in a new part, in sentences: step by step, in the order of the new one."""
    before = {step["id"]: step for step in old["steps"]}
    after = {step["id"]: step for step in new["steps"]}
    found = []
    for step_id, step in after.items():
        if step_id not in before:
            found.append(_came(_line(step, new["school_year"], names)))
        else:
            was = _line(before[step_id], old["school_year"], names)
            found += _changed(was, _line(step, new["school_year"], names))
    gone = [step for step_id, step in before.items() if step_id not in after]
    return found + [_went(step) for step in gone]


def _step_of(step: StepContent, actor: str) -> dict[str, Any]:
    has = {LEADS: [step.lead], TAKES_PART: step.participants, RECEIVES: step.receivers}
    said = {name: getattr(step, name) for name in SAID}
    said |= {name: list(value) for name, value in said.items() if isinstance(value, tuple)}
    return {
        "id": step.id,
        "number": step.number,
        "roles": [role for role, actors in has.items() if actor in actors],
        **said,
    }


def _said(part: Part) -> dict[str, Any]:
    steps = {step["id"]: {**step, "id": "", "number": 0} for step in part["steps"]}
    for step in steps.values():
        step["participants"], step["receivers"] = sorted(step["participants"]), sorted(step["receivers"])
    return {"school_year": part["school_year"], "steps": steps}


def _line(step: Part, school_year: int, names: Names) -> Line:
    facts = (
        (_("Ihre Rolle"), _roles(step)),
        (_("Wann"), _when(step, school_year)),
        (_("Was genau"), step["description"]),
        (_("Federführung"), _named([step["lead"]] if step["lead"] else [], names)),
        (_("Es wirken mit"), _named(step["participants"], names)),
        (_("Ergebnis"), step["result"]),
        (_("Übergabe"), step["handover"]),
        (_("Übergabe an"), _named(step["receivers"], names)),
        (_("Form der Übergabe"), step["form"]),
        (_("Namen werden weitergegeben"), _("ja") if step["hands_over_names"] else ""),
        (_("Rechtsgrundlage"), step["legal_basis"]),
    )
    told = tuple((label, text) for label, text in facts if text)
    return Line(step["number"], step["title"], _roles(step), told)


def _roles(step: Part) -> str:
    return ", ".join(str(ROLES[role]) for role in step["roles"])


def _named(actors: Sequence[str], names: Names) -> str:
    return ", ".join(names.get(actor) or actor for actor in actors)


def _when(step: Part, school_year: int) -> str:
    timed = StepContent("", 0, "", **{name: step[name] for name in _TIMES})
    if not any(step[name] for name in _TIMES if name != "year_offset"):
        return ""
    words = (periods.in_words(timed, school_year), periods.beside(timed, school_year))
    return ", ".join(text for text in words if text)


_TIMES = ("year_offset", "window_from", "window_to", "anchor", "anchor_day")


def _came(line: Line) -> str:
    return _("Neu für Sie: Schritt %(number)s „%(title)s“ (%(role)s).") % {
        "number": line.number,
        "title": line.title,
        "role": line.role,
    }


def _went(step: Part) -> str:
    words = _("Schritt „%(title)s“: Darin kommt Ihre Stelle nicht mehr vor.")
    return words % {"title": step["title"]}


def _changed(was: Line, now: Line) -> list[str]:
    """Return a sentence for each fact that another version of a step says otherwise."""
    before, after = dict(was.facts), dict(now.facts)
    found = [(_("Was"), was.title, now.title)] if was.title != now.title else []
    for label in dict.fromkeys([*before, *after]):
        if before.get(label) != after.get(label):
            found.append((label, before.get(label, ""), after.get(label, "")))
    return [_change(now, *one) for one in found]


def _change(line: Line, label: str, old: str, new: str) -> str:
    if old and new:
        words = _("Schritt %(number)s „%(title)s“, %(what)s: bisher „%(old)s“, jetzt „%(new)s“.")
    elif new:
        words = _("Schritt %(number)s „%(title)s“, %(what)s: neu ist „%(new)s“.")
    else:
        words = _("Schritt %(number)s „%(title)s“, %(what)s: „%(old)s“ entfällt.")
    return words % {"number": line.number, "title": line.title, "what": label, "old": old, "new": new}
