"""What somebody would leave behind by going. Apps above register it; pages that ask before show it."""

from dataclasses import dataclass

_finders = []


@dataclass(frozen=True)
class LeftBehind:
    """A few sentences about one kind of thing, and the ways to settle it before."""

    text: str
    ways: tuple[tuple[str, str], ...] = ()  # (label, address)


def finds_left_behind(finder):
    """Decorator: a finder yields what `user` would leave, as `reader` may read it.

    Called as `finder(user, *, office, reader, stays)`. `office`: the one that she leaves; None where her
    account is stopped. `stays`: whether she goes on reading there.
    """
    _finders.append(finder)
    return finder


def left_behind(user, *, reader, office=None, stays=False):
    return [row for finder in _finders for row in finder(user, office=office, reader=reader, stays=stays)]
