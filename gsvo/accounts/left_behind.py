"""What somebody would leave behind by going. Apps above register it; pages that ask before show it."""

from dataclasses import dataclass

_finders = []


@dataclass(frozen=True)
class LeftBehind:
    """A few sentences about one kind of thing, and the ways to settle it before."""

    text: str
    ways: tuple[tuple[str, str], ...] = ()  # (label, address)


def finds_left_behind(finder):
    """Decorator: `finder(user, *, office, reader)` yields what `user` would leave, as `reader` may read it.

    `office`: the one that she leaves; None where her account is stopped.
    """
    _finders.append(finder)
    return finder


def left_behind(user, *, reader, office=None):
    return [row for finder in _finders for row in finder(user, office=office, reader=reader)]
