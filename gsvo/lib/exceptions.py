"""How an act says no, and how a request learns that one did."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_refusals: ContextVar[list[Exception] | None] = ContextVar("refusals", default=None)


class ActionRefused(Exception):  # noqa: N818  a sentence for a person, not a fault
    """The act is not possible now; `str()` is a German sentence that says why and what helps.

    `field` names the form field at which the sentence belongs, None for the whole form.
    """

    def __init__(self, *args: object, field: str | None = None) -> None:
        super().__init__(*args)
        self.field = field
        record_refusal(self)


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
