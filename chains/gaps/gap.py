"""What the gap rules take and give, as plain values."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.urls.converters import StringConverter
from django.utils.translation import gettext_lazy as _

from chains.content import ChainContent, StepContent


class Severity(models.IntegerChoices):
    """How bad a gap is, the worst first."""

    HIGH = 1, _("schwer")
    MEDIUM = 2, _("mittel")
    LOW = 3, _("leicht")


@dataclass(frozen=True)
class Facts:
    """What the rules need and no chain says. Who or what is missing: nobody was asked, no date."""

    today: dt.date
    confirmations: Mapping[str, str] = field(default_factory=dict)  # actor → open asked yes remark no changed
    contacts_confirmed: Mapping[str, dt.date | None] = field(default_factory=dict)  # step id → day


@dataclass(frozen=True)
class Finding:
    """One gap as its rule finds it. `about`: what makes two gaps of one rule at one step different."""

    sentence: str
    step: StepContent | None = None  # None: the whole chain
    actor: str = ""
    about: tuple[str, ...] = ()


Find = Callable[[ChainContent, Facts], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One row of the table of rules. `source`: where in domain.md, or what else it rests on."""

    name: str
    label: Any
    severity: Severity
    find: Find
    why: Any
    remedy: Any
    source: str


@dataclass(frozen=True)
class Gap:
    """A gap of a chain in words. `step_id` is "" and `number` None where it is the whole chain's.

    `key` stays the same as long as the gap is the same: acceptances hang on it.
    """

    rule: str
    severity: Severity
    step_id: str
    actor: str
    sentence: str
    why: str
    remedy: str
    key: str
    number: int | None


class KeyConverter(StringConverter):
    """`<gap:key>` in URL patterns."""

    regex = "[a-z0-9_:-]{1,100}"
