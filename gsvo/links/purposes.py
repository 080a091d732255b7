"""What links in mails are for: each app registers its purposes in its `link_purposes.py`, once."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from gsvo.links.endings import Ending, general_ending
from gsvo.links.models import Link


def no_newer(link: Link) -> Link | None:
    """Return no newer link: matters of this purpose do not follow each other."""
    return None


@dataclass(frozen=True)
class Purpose:
    """All parts of a purpose. None may be missing: no link goes out that nobody can renew or disown."""

    name: str  # stands in the row of each link and in the names of its addresses: "links:statement"
    prefix: str  # of its addresses: "stellungnahme/"
    page: Callable[..., HttpResponse]  # view(request, oid), the page behind the link; gets `request.link`
    not_responsible: Callable[..., HttpResponse]  # view(request, oid) on which somebody says so
    # Mails a fresh link to the address registered today, in a transaction; nothing where that is pointless.
    renew: Callable[[Link], object]
    # Mails a link that holds once more, as it is; nothing where that is pointless.
    resend: Callable[[Link], object]
    # Says why a link that does not hold any more is closed, and what to do.
    ending: Callable[[Link], Ending] = general_ending
    # The link to a newer matter of the same kind for the same person, or None.
    newer: Callable[[Link], Link | None] = no_newer


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Add a purpose. Its name and its prefix belong to it alone."""
    for other in _purposes.values():
        if purpose.name == other.name or purpose.prefix == other.prefix:
            raise ValueError(f"{purpose.name} is registered already, or its prefix is")
    _purposes[purpose.name] = purpose


def registered() -> list[Purpose]:
    """Return all purposes, in the order of the apps."""
    return list(_purposes.values())


def purpose_of(link: Link) -> Purpose:
    """Return the purpose of a link."""
    return _purposes[link.purpose]


def ending_of(link: Link) -> Ending:
    """Return why a link is closed, in the words of its purpose."""
    purpose = _purposes.get(link.purpose)
    return purpose.ending(link) if purpose else general_ending(link)


def newer_than(link: Link) -> Link | None:
    """Return the link to a newer matter of the same kind for the same person, or None."""
    purpose = _purposes.get(link.purpose)
    return purpose.newer(link) if purpose else None


def is_link_path(path: str) -> bool:
    """Return whether an address begins as those of a purpose's links do, in capitals or without its slash."""
    return any(f"{path}/".lower().startswith(f"/{purpose.prefix}") for purpose in _purposes.values())
