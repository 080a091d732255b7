"""Exceptions of acts, and how a request learns of them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext as _

from gsvo.lib import dates

Obstacle = tuple[str, str]  # the name of a field, and why its value cannot be, as a sentence
_refusals: ContextVar[list[Exception] | None] = ContextVar("refusals", default=None)


class ActionRefused(Exception):  # noqa: N818  a sentence for a person, not a fault
    """The act is not possible now; `str()` is a German sentence that says why and what helps.

    `field` names the form field at which the sentence belongs, None for the whole form.
    """

    def __init__(self, *args: object, field: str | None = None) -> None:
        super().__init__(*args)
        self.field = field
        record_refusal(self)


def refuse_first(obstacles: Iterable[Obstacle]) -> None:
    """Raise ActionRefused for the first of what an act cannot accept; its form shows all of them."""
    for field, sentence in obstacles:
        raise ActionRefused(sentence, field=field)


class StaleRecord(ActionRefused):
    """Somebody else changed a record since the page was made that was sent; `record` is as it is now.

    `sentence`: for records that do not know who changed them last (`changed_by`, `changed_at`).
    """

    def __init__(self, record: Any = None, reader: Any = None, *, sentence: str = "") -> None:
        self.record = record
        super().__init__(sentence or conflict_message_for(record, reader))


def conflict_message(name: object = "", at: dt.datetime | None = None, *, is_me: bool = False) -> str:
    """Return what the slower of two reads: who was faster and when, as far as that is known."""
    if is_me:
        first = _("Sie haben das inzwischen in einem anderen Fenster geändert%(when)s.")
    elif name:
        first = _("%(name)s hat das inzwischen geändert%(when)s.")
    else:
        first = _("Das ist inzwischen geändert.")
    when = _("%(moment)s Uhr") % {"moment": dates.short_moment(at)}
    return first % {"name": name, "when": f" ({when})" if at else ""}


def conflict_message_for(record: Any, reader: Any) -> str:
    """Return the same for a record that knows by itself who changed it last."""
    if record.changed_by_id is None:
        return conflict_message()
    return conflict_message(record.changed_by, record.changed_at, is_me=record.changed_by_id == reader.pk)


def record_refusal(refusal: Exception) -> None:
    """Remember that something was refused, for whoever watches this request."""
    found = _refusals.get()
    if found is not None:
        found.append(refusal)


@contextmanager
def collect_refusals() -> Iterator[list[Exception]]:
    """Collect what is refused meanwhile: what was sent with it has not arrived, whatever comes back."""
    found: list[Exception] = []
    before = _refusals.set(found)
    try:
        yield found
    finally:
        _refusals.reset(before)
